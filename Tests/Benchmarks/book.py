#!/usr/bin/env python3
"""Writes the performance book's tables and curves from what the benchmarks measured: `make book`.

usage: book.py FOLDER

FOLDER holds the figures of the parts of `make bench`, a JSON file each. In the articles a table stands between
`<!-- figures: NAME -->` and `<!-- end of figures -->`; what stands there is replaced. Of a part that was not measured the
article stays as it is, and this is said.
"""
import datetime
import json
import os
import pathlib
import platform
import re
import subprocess
import sys
import textwrap

from curves import curves

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BOOK = ROOT / "Sources/writethru/Documentation.docc"
GROWTH = ROOT / "Sources/Archive/Documentation.docc"
ORIGINS = ROOT / "Sources/Provenance/Documentation.docc"
PEERS = ["wikidiff2", "git diff --word-diff", "diff-match-patch"]
OWN = "Writethru, whole report"


def number(value):
    """Three digits that count, thousands parted."""
    if value is None:
        return "–"
    if value >= 100:
        digits = max(0, len(str(int(value))) - 3)
        return f"{round(value / 10 ** digits) * 10 ** digits:,}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def whole(value):
    return f"{round(value):,}"


def kilobytes(value):
    """A size in kB, three digits that count."""
    return f"{value / 1000:.3g} kB"


def prose(text):
    """A paragraph, in lines as the articles have them."""
    return textwrap.fill(text, 120, break_long_words=False, break_on_hyphens=False)


def table(head, rows):
    """A table whose first column is words and whose others are numbers."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def when(told):
    """When a part was measured, and how busy the machine was at its end."""
    moment = re.sub(r"^(\S+)T(\d\d:\d\d):\d\dZ$", r"\1 \2 UTC", told["measured"])
    return f"Measured {moment}; load {told['load'][0]:g} on {os.cpu_count()} processors at the end."


def said(*command):
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout.strip()
    except FileNotFoundError:
        return ""


def machine(parts):
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal: *(\d+)", pathlib.Path("/proc/meminfo").read_text())[1]) / (1 << 20)
    system = re.search(r'PRETTY_NAME="(.*)"', pathlib.Path("/etc/os-release").read_text())
    swift = re.search(r"Swift version ([\d.]+)", said("swift", "--version"))
    packages = {name: said("dpkg-query", "-W", "-f", "${Version}", name) for name in ("php-wikidiff2", "libxml2", "libgit2-1.5")}
    rows = [
        ["processor", f"{cpu[1].strip() if cpu else platform.machine()}, {os.cpu_count()} processors, a virtual machine shared with other work"],
        ["memory", f"{memory:.0f} GiB"],
        ["system", f"{system[1] if system else platform.system()}, Linux {platform.release()}"],
        ["Swift", swift[1] if swift else "?"],
        ["git", said("git", "--version").replace("git version ", "")],
        ["Python", platform.python_version()],
    ] + [[name, version] for name, version in packages.items() if version and "no packages" not in version]
    return table(["", ""], rows).replace("---:|", "---|")


def comparison(parts):
    told = parts["comparison"]
    sizes = sorted(told["bytes"], key=int)
    times = told["milliseconds"]
    head = [""] + [kilobytes(told["bytes"][size]) for size in sizes] + ["1 kB, one paragraph edited"]
    rows = []
    for name in [OWN] + PEERS:
        rows.append([name] + [number(times[name].get(size)) for size in sizes] + [number(told["one_paragraph"][name])])
    for name in PEERS:
        ratios = [times[name][size] / times[OWN][size] if size in times[name] else None for size in sizes]
        rows.append([f"{name} / Writethru"] + [number(ratio) for ratio in ratios]
                    + [number(told["one_paragraph"][name] / told["one_paragraph"][OWN])])
    curves(
        BOOK / "comparison-curve.svg", "CPU time of one comparison", "bytes of the older text", "milliseconds",
        [(name.replace(", whole report", ""), [(told["bytes"][size], times[name][size]) for size in sizes if size in times[name]])
         for name in [OWN] + PEERS])
    return (f"CPU milliseconds a pair, least of the rounds; the pairs are {told['pairs']}.\n\n{table(head, rows)}\n\n"
            + prose(f"Writethru's time a kilobyte at 1 MB is {told['steep']:.2f} times that at 4 kB. {when(told)}"))


def origins(parts):
    told = parts["origins"]
    rows = []
    for name, kind in (("bare work: texts in memory to origins in memory", "bare"),
                       ("as commands: JSON Lines in, every word's origin out, start included", "command")):
        ours, theirs = told[kind]["ours"], told[kind]["WikiWho"]
        rows.append([name, number(ours), number(theirs), f"{theirs / ours:.1f}"])
    for kind, own in told["kinds"].items():
        rows.append([f"bare work, {kind}, {whole(own['revisions'])} revisions", number(own["ours"]), number(own["WikiWho"]),
                     f"{own['WikiWho'] / own['ours']:.1f}"])
    head = prose(f"CPU seconds over {whole(told['revisions'])} revisions of {whole(told['stories'])} stories, in one run; "
                 f"{100 * told['agreement']:.2f} % of the words have the same origin in both (without the chains called torn).")
    return (f"{head}\n\n"
            f"{table(['', 'Writethru', 'WikiWho', 'times as fast'], rows)}\n\n{when(told)}")


def extraction(parts):
    told = parts["extraction"]
    rows = [[f"{name}, {own['pages']} pages", number(own["ours"]), number(own["trafilatura"]), f"{own['times']:.2f}"]
            for name, own in told["sets"].items()]
    worst, bounds = told["hostile"], told["bounds"]
    text = f"{table(['pages a CPU second', 'Writethru', 'trafilatura, fast', 'times as fast'], rows)}\n\n" if rows else ""
    return text + prose(
        f"Of {worst['pages']} hostile pages the slowest takes {number(worst['seconds'])} s (bound {bounds['seconds']:g} s) and "
        f"the largest {worst['MiB']} MiB more than a small page (bound {bounds['MiB']} MiB). {when(told)}")


def archive(parts):
    told = parts["archive"]
    ours, rows = told["archive"], []
    for name, key in (("the archive, synced, batches of 100", "archive"), ("`git fast-import`, not synced", "fast_import"),
                      ("`git add` and `git commit`, not synced", "commit")):
        own = told[key]
        ratio = lambda of: "" if key == "archive" else number(ours[of] / own[of])
        rows.append([name, number(own["processor"]), ratio("processor"), number(own["wall"]), ratio("wall")])
    sizes = told["bytes"]
    return (
        f"Versions a second of the same {whole(told['versions'])} versions, the best of three rounds in turn, and ours over theirs.\n\n"
        f"{table(['', 'by processor time', 'ratio', 'by the clock', 'ratio'], rows)}\n\n" + prose(
        f"A version takes {whole(sizes['before'])} bytes as it is committed, {whole(sizes['after'])} after `compact` "
        f"({number(told['compact_seconds'])} s), {whole(sizes['gc'])} after `git gc --aggressive`: "
        f"{sizes['after'] / sizes['gc']:.2f} of it. {when(told)}"))


def growth(parts):
    told = parts["growth"]
    rows = [[
        whole(row["versions"]), whole(row["stories"]), number(row["processor_ms"]), number(row["wall_ms"]), whole(row["bytes"]),
        whole(row["compacted"]), whole(row["catalog"]), whole(row["packs"]), number(row["opening_ms"]), number(row["history_ms"]),
        whole(row["history_MB"]), whole(row["peak_MB"])] for row in told["rows"]]
    head = [
        "versions", "stories", "processor ms/version", "ms/version by the clock", "bytes/version", "after `compact`",
        "catalog, bytes/version", "packs", "open and close, ms", "one history, ms", "memory to read it, MB", "the writer's most, MB"]
    def line(key):
        return [(row["versions"], row[key]) for row in told["rows"]]
    curves(GROWTH / "growth-time.svg", "Time as an archive grows", "versions in the archive", "milliseconds",
           [("processor, a version kept", line("processor_ms")), ("one story's history", line("history_ms")),
            ("open and close", line("opening_ms"))])
    curves(GROWTH / "growth-room.svg", "Bytes a version as an archive grows", "versions in the archive", "bytes a version",
           [("as committed", line("bytes")), ("after compact", line("compacted")), ("catalog", line("catalog"))], powers_up=False)
    return f"{table(head, rows)}\n\n{when(told)}"


def following(parts):
    told = parts["provenance"]
    reached, bounds, rows = told["reached"], told["bounds"], []
    if "audit, seconds" in reached:
        rows.append(["audit of 1,000 versions of 4 kB, the slowest of text, HTML and JSON",
                     f"{number(reached['audit, seconds'])} s, {whole(reached['audit, MB'])} MB",
                     f"{bounds['audit, seconds']:g} s, {bounds['audit, MB']} MB"])
    if "filter, MB" in reached:
        memory = reached["filter, MB"]
        rows.append(["`filter audit`, versions a CPU second", whole(reached["filter, versions a CPU second"]),
                     str(bounds["filter, versions a CPU second"])])
        rows.append([f"its memory early and at the end of {whole(told['versions'])} versions",
                     f"{whole(memory['early'])} MB, {whole(memory['late'])} MB", "flat"])
    if "search" in reached:
        search = reached["search"]
        rows.append([f"related stories of one among {whole(search['stories'])}, the middle search",
                     f"{number(search['p50_ms'])} ms", f"{bounds['related, ms a story in the middle']} ms"])
        rows.append(["the same, 99 of 100 are below", f"{number(search['p99_ms'])} ms", "–"])
        rows.append(["stories that took over a paragraph and found their source", f"{search['found']} of {search['sought']}", "all"])
    return f"{table(['', 'reached', 'bound'], rows)}\n\n{when(told)}"


def instructions(parts):
    told = json.loads((ROOT / "Tests/Benchmarks/instructions.json").read_text())
    rows = [[name, f"{own['instructions'] / 1e6:,.2f}"] for name, own in told["works"].items()]
    return f"{table(['one round', 'million instructions'], rows)}\n\nCounted with {told['tools']['valgrind']}."


def summary(parts):
    """The book in one table: ours, theirs, how they compare."""
    rows = []

    def row(what, ours, theirs, ratio):
        rows.append([what, ours, theirs, ratio])

    if "comparison" in parts:
        told = parts["comparison"]
        for size in ("4000", "1000000"):
            for name in PEERS:
                if size in told["milliseconds"][name]:
                    ours, theirs = told["milliseconds"][OWN][size], told["milliseconds"][name][size]
                    shown = f"`{name}`" if name.startswith("git ") else name
                    row(f"comparing {kilobytes(told['bytes'][size])}, beside {shown}", f"{number(ours)} ms", f"{number(theirs)} ms",
                        number(theirs / ours))
    if "origins" in parts:
        told = parts["origins"]
        for kind, name in (("bare", "origins of words, beside WikiWho"), ("command", "the same as commands")):
            ours, theirs = told[kind]["ours"], told[kind]["WikiWho"]
            row(name, f"{number(ours)} s", f"{number(theirs)} s", number(theirs / ours))
    if "extraction" in parts and parts["extraction"]["sets"]:
        sets = parts["extraction"]["sets"].values()
        pages = sum(own["pages"] for own in sets)
        ours, theirs = (pages / sum(own["pages"] / own[key] for own in sets) for key in ("ours", "trafilatura"))
        row("reading pages, beside trafilatura, fast", f"{number(ours)} pages/s", f"{number(theirs)} pages/s", number(ours / theirs))
    if "archive" in parts:
        told = parts["archive"]
        for key, name in (("fast_import", "`git fast-import`, not synced"), ("commit", "`git commit`, not synced")):
            ours, theirs = told["archive"]["processor"], told[key]["processor"]
            row(f"keeping versions, synced, beside {name}", f"{number(ours)}/s", f"{number(theirs)}/s", number(ours / theirs))
        sizes = told["bytes"]
        row("room after `compact`, beside `git gc --aggressive`", f"{whole(sizes['after'])} B/version", f"{whole(sizes['gc'])} B/version",
            number(sizes["gc"] / sizes["after"]))
    return table(["", "Writethru", "the other", "times as good"], rows)


def ways(parts):
    told = parts["corpora"]
    rows = []
    for own in told["ways"]:
        start = f"{number(own['whole'])} s" if own["way"] == "Spark" else "–"
        rows.append([f"`filter {own['filter']}`, {own['way']}", f"{number(own['seconds'])} s", whole(own["pairs_a_second"]), start])
    megabytes = told["megabytes"]
    sizes = prose(" ".join(
        f"The rows of `{kind}` take {number(megabytes[f'{kind}, rows, JSON Lines and Parquet'][0])} MB as JSON Lines and "
        f"{number(megabytes[f'{kind}, rows, JSON Lines and Parquet'][1])} MB as Parquet." for kind in ("compare", "audit")) + " " + when(told))
    return (
        f"{whole(told['pairs'])} pairs, {number(megabytes['compare'])} MB; as stories of two versions {number(megabytes['audit'])} MB.\n\n"
        f"{table(['', 'by the clock', 'pairs a second', 'with the start of Spark'], rows)}\n\n{sizes}")


def types(parts):
    return table(["type", "changes"], [[f"`{name}`", whole(count)] for name, count in parts["corpora"]["types"]["compare"]])


# What is written where, and the parts it needs.
BLOCKS = [
    (BOOK / "Performance.md", "summary", summary, ["comparison", "origins", "extraction", "archive"]), (BOOK / "Performance.md", "machine", machine, []),
    (BOOK / "Performance.md", "comparison", comparison, ["comparison"]), (BOOK / "Performance.md", "origins", origins, ["origins"]),
    (BOOK / "Performance.md", "extraction", extraction, ["extraction"]), (BOOK / "Performance.md", "archive", archive, ["archive"]),
    (BOOK / "Performance.md", "following", following, ["provenance"]),
    (BOOK / "Performance.md", "instructions", instructions, []), (GROWTH / "Growth.md", "growth", growth, ["growth"]),
    (GROWTH / "Growth.md", "archive", archive, ["archive"]), (ORIGINS / "WordOrigins.md", "origins", origins, ["origins"]),
    (BOOK / "Corpora.md", "ways", ways, ["corpora"]), (BOOK / "Corpora.md", "types", types, ["corpora"]),
]


def main():
    folder = pathlib.Path(sys.argv[1])
    parts = {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))}
    missing = sorted({name for _, _, _, needed in BLOCKS for name in needed if name not in parts})
    for article, name, write, needed in BLOCKS:
        if any(part in missing for part in needed) or (name == "machine" and not parts):
            continue
        text = article.read_text(encoding="utf-8")
        block = re.compile(rf"(<!-- figures: {name} -->\n).*?(<!-- end of figures -->)", re.DOTALL)
        if not block.search(text):
            sys.exit(f"{article} has no place for the figures “{name}”")
        text = block.sub(lambda found: f"{found[1]}\n{write(parts)}\n\n{found[2]}", text)
        article.write_text(text, encoding="utf-8")
    print(f"{datetime.date.today()}: the book is written from {', '.join(parts) or 'nothing'}")
    if missing:
        print(f"not measured, left as it was: {', '.join(missing)}")


if __name__ == "__main__":
    main()
