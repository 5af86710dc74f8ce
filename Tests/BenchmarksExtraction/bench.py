#!/usr/bin/env python3
"""What reading a page costs: hostile pages within their bounds, and speed beside trafilatura's: `make bench-extraction`.

usage: bench.py PROGRAM WORK_FOLDER [DATA_FOLDER] [--figures FILE.json]

Hostile pages are made here and read by a process each; a page may take 2 s of processor time and 256 MiB beyond what a
small page takes. Speed is measured on DATA_FOLDER/pages/SET when that is there: pages a CPU second, by this program's
filter, whose own start is taken out by reading the set once and four times, and by trafilatura with `fast`, in this
process with the pages read before; the best of three rounds each, the two in turn. It exits with 1 when a bound is broken.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Benchmarks"))
import figures

SECONDS, MEMORY = 2.0, 256 << 20
STORY = "<h1>Fire at the docks</h1><p>A warehouse at the old docks burned down on Monday night, the fire service said.</p>"


def hostile():
    """Pages by name, each about as bad as its kind can be."""
    many = 100_000
    yield "100,000 nested tags", "<div>" * many + STORY + "</div>" * many
    yield "100,000 nested tags, unclosed", "<div>" * many + STORY
    yield "100,000 attributes", "<div " + " ".join(f"a{n}=1" for n in range(many)) + ">" + STORY + "</div>"
    yield "100,000 equal attributes", "<div " + "class=a " * many + ">" + STORY + "</div>"
    yield "10,000 nested fonts", STORY + "<p>" + "".join(f"<font size={n}>" for n in range(10_000)) + "text"
    yield "10,000 fonts and paragraphs", STORY + "<font><p>" * 10_000
    yield "10,000 tables in tables", "<table><tr><td>" * 10_000 + STORY
    yield "50 MB of paragraphs", STORY + "<p>The harbour is on fire, and the crews are at work tonight.</p>" * 800_000
    yield "50 MB of empty tags", STORY + "<b></b>" * 7_400_000
    yield "50 MB of links", STORY + "<a href=/x>More of it</a> " * 2_000_000
    yield "50 MB of one list", STORY + "<ul>" + "<li>One more thing" * 2_900_000
    yield "20 MB in one text node", STORY + "<p>" + "The harbour is on fire. " * 870_000
    yield "20 MB without a space", STORY + "<p>" + "x" * 20_000_000
    yield "20 MB of one attribute", STORY + '<p title="' + "x" * 20_000_000 + '">text</p>'
    yield "20 MB of less-than signs", STORY + "<" * 20_000_000
    yield "20 MB of ampersands", STORY + "&" * 20_000_000
    yield "20 MB of entities", STORY + "<p>" + "&eacute;" * 2_500_000
    yield "unclosed comment", STORY + "<!--" + " more -" * 3_000_000
    yield "a million comments, unclosed", STORY + "<!-- a -" * 1_000_000
    yield "unclosed script", STORY + "<script>" + "var a = '</scrip';\n" * 1_000_000
    yield "unclosed JSON-LD", '<script type="application/ld+json">' + '{"a":[' * 2_000_000 + STORY
    yield "deep JSON-LD", '<script type="application/ld+json">' + "[" * 3_000_000 + "]" * 3_000_000 + "</script>" + STORY
    yield "100,000 scripts", "<script>a</script>" * many + STORY
    yield "100,000 JSON-LD scripts", '<script type="application/ld+json">{}</script>' * many + STORY
    yield "unclosed title", "<title>" + "Fire " * 4_000_000
    yield "unclosed attribute", STORY + '<a href="' + "x<p>" * 5_000_000
    yield "NULs", STORY + "\0" * 20_000_000
    yield "NULs in tags", STORY + "<p\0>text\0</p\0>" * 1_000_000
    yield "combining marks", STORY + "<p>a" + "\u0301" * 5_000_000
    yield "plain text, 50 MB", "Fire at the docks\n\n" + "The harbour is on fire tonight.\n" * 1_600_000


def cost(program, lines):
    """Processor seconds and peak memory in bytes of one run of the filter, what it printed, and how it ended."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as given, tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        given.write(lines + "\n")
        given.seek(0)
        child = subprocess.Popen([program, "filter", "extract"], stdin=given, stdout=printed)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, printed.read(), child.returncode


def bounds(program, work):
    """Reads each hostile page in a process of its own; says how many broke a bound, and the worst of them."""
    def measure(text):
        path = work + "/hostile.html"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        answer = cost(program, json.dumps({"id": "1", "path": path, "url": "https://news.example/fire"}))
        os.remove(path)
        return answer

    start, base, _, _ = measure(STORY)
    print(f"{'hostile page':<34}{'CPU s':>8}{'MiB':>8}   a small page: {start:.2f} s, {base >> 20} MiB")
    broken, worst = 0, {"pages": 0, "seconds": 0.0, "MiB": 0}
    for name, text in hostile():
        seconds, memory, printed, status = measure(text)
        isBroken = seconds - start > SECONDS or memory - base > MEMORY or status != 0 or not printed.strip()
        broken += isBroken
        worst = {
            "pages": worst["pages"] + 1, "seconds": max(worst["seconds"], seconds - start),
            "MiB": max(worst["MiB"], (memory - base) >> 20)}
        answer = json.loads(printed) if printed.strip() else {}
        said = answer.get("error") or answer.get("verdict") or "no answer"
        print(f"{name:<34}{seconds - start:>8.2f}{(memory - base) >> 20:>8}   {said}{'  BROKEN' if isBroken else ''}", flush=True)
    return broken, worst


def speed(program, data):
    """Pages a CPU second on each set, beside trafilatura."""
    import trafilatura

    told = {}
    print(f"\n{'set':<20}{'writethru':>12}{'trafilatura fast':>19}{'times':>8}   pages a CPU second")
    for name in sorted(os.listdir(data + "/pages")):
        base = f"{data}/pages/{name}"
        gold = [json.loads(line) for line in open(base + "/gold.jsonl", encoding="utf-8")]
        lines = [json.dumps({"id": page["id"], "path": f"{base}/{page['file']}", "url": page.get("url")}) for page in gold]
        pages = [open(f"{base}/{page['file']}", "rb").read() for page in gold]
        once, many, theirs = [], [], []
        for _ in range(3):
            once.append(cost(program, "\n".join(lines))[0])
            many.append(cost(program, "\n".join(lines * 4))[0])
            began = time.process_time()
            for page in pages:
                trafilatura.extract(page, fast=True, include_comments=False)
            theirs.append((time.process_time() - began) / len(pages))
        ours = (min(many) - min(once)) / 3 / len(pages)
        told[name] = {"pages": len(pages), "ours": 1 / ours, "trafilatura": 1 / min(theirs), "times": min(theirs) / ours}
        print(f"{name:<20}{1 / ours:>12.0f}{1 / min(theirs):>19.0f}{min(theirs) / ours:>8.2f}", flush=True)
    return told


def main():
    arguments = sys.argv[1:]
    kept = figures.taken(arguments)
    if len(arguments) < 2:
        sys.exit(__doc__)
    program, work = arguments[:2]
    os.makedirs(work, exist_ok=True)
    broken, worst = bounds(program, work)
    told = {}
    if len(arguments) > 2 and os.path.isdir(arguments[2] + "/pages"):
        told = speed(program, arguments[2])
    else:
        print("\nNo pages to measure speed on: name a folder with DATA=folder.")
    figures.keep(kept, hostile=worst, bounds={"seconds": SECONDS, "MiB": MEMORY >> 20}, sets=told)
    sys.exit(1 if broken else 0)


main()
