#!/usr/bin/env python3
"""Counts the instructions of some pieces of work and fails when one needs more than it did: `make gate`.

usage: gate.py BENCH_INSTRUCTIONS FOLDER [--write] [--noise] [--only WORK,…]

Valgrind's callgrind counts each instruction that is executed, so what else the machine does has no part in it. The work is
done once and twice in two runs; their difference is one round, without the start of the program and its word lists. The
texts are made here, the same every time. `instructions.json` beside this file holds what each round needed when it was
last agreed to; over +5 % the gate fails and names the functions that grew most. --write agrees to what is measured now.
--noise counts twice more with every processor kept busy and says how far apart the counts lie.
"""
import argparse
import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import time

from newswire import Newswire

BASELINE = pathlib.Path(__file__).resolve().parent / "instructions.json"
WORKS = [
    "compare-1k", "compare-4k", "compare-40k", "read-1000-words", "extract-page", "origins-30-versions",
    "schedule-30000-looks",
]
MOST = 0.05
KEPT = 40


def make(folder):
    """The texts, and a digest of them all."""
    folder.mkdir(parents=True, exist_ok=True)
    wire = Newswire(11)
    texts = {}
    for name, length, edits in (("1k", 1_000, 4), ("4k", 4_000, 10), ("40k", 40_000, 60)):
        story = wire.story(length)
        texts[f"old-{name}.txt"], texts[f"new-{name}.txt"] = wire.text(story), wire.text(wire.edited(story, edits))
    lines = []
    while sum(len(line.split()) for line in lines) < 1_000:
        lines.append(wire.paragraphs([wire.sentence(), wire.sentence()])[0])
    texts["words.txt"] = "\n".join(lines)
    story, versions = wire.story(4_000), []
    for _ in range(30):
        versions.append(wire.text(story))
        story = wire.edited(story, 2)
    texts["versions.json"] = json.dumps(versions)
    texts["page.html"] = page(wire)
    digest = hashlib.sha256()
    for name, text in sorted(texts.items()):
        (folder / name).write_text(text, encoding="utf-8")
        digest.update(name.encode() + b"\0" + text.encode() + b"\0")
    return digest.hexdigest()


def page(wire):
    """A page as news sites make them: a story of 5 kB among menus, teasers and scripts."""
    body = "\n".join(f"<p>{line}</p>" for line in wire.paragraphs(wire.story(5_000)))
    menu = "".join(f'<li><a href="/{wire.pick(["news", "sport", "weather"])}/{n}">{wire.sentence()["form"]} {n}</a></li>' for n in range(40))
    teasers = "".join(
        f'<div class="teaser"><a href="/story/{n}"><h3>{wire.name()} and the other one</h3><img src="/i/{n}.jpg"></a>'
        f'<p>{wire.told(wire.sentence())}</p></div>' for n in range(20))
    script = "var settings = {" + ",".join(f'"k{n}":{n}' for n in range(500)) + "};"
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Fire at the docks | The Herald</title>'
        f'<meta property="og:title" content="Fire at the docks"><script>{script}</script></head><body><nav><ul>{menu}</ul></nav>'
        '<main><article><h1>Fire at the docks</h1><p class="byline">By <a rel="author" href="/a">Ann Holt</a></p>'
        f'<time datetime="2024-03-01T09:00:00Z">1 March 2024</time>{body}</article><aside>{teasers}</aside></main>'
        "<footer><p>© The Herald. All rights reserved.</p></footer></body></html>")


def counts(path):
    """The instructions of each function itself, from a file of callgrind's.

    Its form: `fn=(id) name` says whose costs follow, the name being left out from the second time on; a line is a place
    and a cost; the line after `calls=` is the cost of what was called, which is counted there.
    """
    names, costs, current, is_called = {}, collections.Counter(), None, False

    def name(told):
        number, _, rest = told.strip().partition(" ")
        if rest:
            names[number] = rest
        return names.get(number, number)

    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.startswith("fn="):
                current = name(line[3:])
            elif line.startswith("cfn="):
                name(line[4:])
            elif line.startswith("calls="):
                is_called = True
            elif line[0] in "0123456789+-*":
                parts = line.split()
                if not is_called and len(parts) > 1:
                    costs[current] += int(parts[1])
                is_called = False
    return costs


def count(bench, folder, work, rounds, turn):
    """What a run executed, by function, and what the work came to."""
    path = folder / f"callgrind.{work}.{rounds}.{turn}"
    # Sets and dictionaries are ordered by a number drawn at each start, unless this is said.
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "SWIFT_DETERMINISTIC_HASHING": "1"}
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--demangle=no", f"--callgrind-out-file={path}", bench, folder, work, str(rounds)],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{work} ended with {done.returncode}: {done.stderr[-2000:]}")
    found = counts(path)
    path.unlink()
    return found, done.stdout.strip()


def measure(bench, folder, works, turn=0):
    """One round of each work: its instructions, those of its functions, what it came to."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = {
            (work, rounds): pool.submit(count, bench, folder, work, rounds, turn) for work in works for rounds in (1, 2)}
    measured = {}
    for work in works:
        (once, _), (twice, result) = runs[work, 1].result(), runs[work, 2].result()
        functions = collections.Counter({name: cost - once[name] for name, cost in twice.items() if cost != once[name]})
        total = sum(functions.values())
        measured[work] = {"instructions": total, "result": result, "functions": dict(functions.most_common(KEPT))}
        measured[work]["all"] = functions
    return measured


def plain(names):
    """Names of Swift's functions as people write them."""
    done = subprocess.run(
        ["swift", "demangle", "--compact", "--simplified"], input="\n".join(names), stdout=subprocess.PIPE, text=True)
    return dict(zip(names, done.stdout.splitlines())) if done.returncode == 0 else {name: name for name in names}


def grown(now, before):
    """The functions that grew most: (name, before, now). Those that were too small to be kept count from nothing."""
    names = set(now["all"]) | set(before["functions"])
    apart = sorted(names, key=lambda name: before["functions"].get(name, 0) - now["all"].get(name, 0))
    return [(name, before["functions"].get(name), now["all"].get(name, 0)) for name in apart[:8]]


def tell_growth(now, before):
    rows = grown(now, before)
    words = plain([name for name, _, _ in rows])
    for name, old, new in rows:
        if new > (old or 0):
            was = f"{old:,} → {new:,}" if old else f"not among the {KEPT} largest → {new:,}"
            print(f"      {was}  {words[name][:150]}")


def noise(bench, folder, works):
    """Counts again twice under load; the greatest distance between two counts of one work."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: sum(range(100000))"]) for _ in range(2 * os.cpu_count())]
    try:
        one, other = measure(bench, folder, works, 1), measure(bench, folder, works, 2)
    finally:
        for process in busy:
            process.kill()
            process.wait()
    return one, other


def version(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip().split("\n")[0]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("bench")
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--noise", action="store_true")
    arguments.add_argument("--only", default=",".join(WORKS))
    given = arguments.parse_args()
    bench, folder, works = os.path.abspath(given.bench), given.folder.resolve(), given.only.split(",")
    start = time.time()
    inputs = make(folder)
    tools = {"swift": version("swift", "--version"), "valgrind": version("valgrind", "--version")}
    measured = measure(bench, folder, works)
    print(f"counted in {time.time() - start:.0f} s")
    if given.noise:
        one, other = noise(bench, folder, works)
        for work in works:
            three = [run[work]["instructions"] for run in (measured, one, other)]
            print(f"{work:<22}{three[0]:>14,}; under load {three[1]:>14,} {three[2]:>14,}: "
                  f"apart by {100 * (max(three) / min(three) - 1):.4f} %")
    if given.write:
        kept = {work: {name: told for name, told in measured[work].items() if name != "all"} for work in works}
        BASELINE.write_text(json.dumps({"tools": tools, "inputs": inputs, "works": kept}, indent=1) + "\n")
        print(f"agreed: {BASELINE}")
        return 0
    baseline = json.loads(BASELINE.read_text())
    if baseline["inputs"] != inputs:
        sys.exit("The texts are not those of the baseline: look at newswire.py, then `make gate-agree`.")
    if baseline["tools"] != tools:
        print(f"Note: the baseline was counted with {baseline['tools']}, this with {tools}.")
    failed = 0
    for work in works:
        now, before = measured[work], baseline["works"][work]
        change = now["instructions"] / before["instructions"] - 1
        is_over = change > MOST
        failed += is_over
        print(f"{work:<22}{before['instructions']:>14,} → {now['instructions']:>14,}  {100 * change:+.2f} %{'  TOO MUCH' if is_over else ''}")
        if now["result"] != before["result"]:
            print(f"      it came to {before['result']}, and now to {now['result']}: the behaviour changed")
        if is_over:
            tell_growth(now, before)
        elif change < -MOST:
            print("      less than agreed: `make gate-agree` keeps it so")
    print(f"{failed} of {len(works)} over +{100 * MOST:.0f} %" if failed else f"none over +{100 * MOST:.0f} %")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
