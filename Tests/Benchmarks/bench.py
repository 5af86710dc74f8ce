#!/usr/bin/env python3
"""What a comparison costs, side by side with three others on the same pairs in one run: `make bench-comparison`.

usage: bench.py BENCH_COMPARISON WORK_FOLDER PYTHON [NEWSEDITS_PAIRS.jsonl] [--figures FILE.json]

The pairs are built from the real revision pairs given, else from the examples of Tests/ComparisonTests: whole stories
are joined, in an order drawn with a fixed seed, until the old side has the size. CPU time a pair in milliseconds, own
and children's. git's figure includes the start of its process, about a millisecond. Then the smallest pairs once more,
with one paragraph edited and nothing else: most revisions of news are as small.
"""
import glob
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile

import figures

SIZES = {1_000: 60, 4_000: 30, 40_000: 6, 400_000: 2, 1_000_000: 1}


def stories(path):
    if path:
        lines = [json.loads(line) for line in open(path, encoding="utf-8")]
        return [(line["old"], line["new"]) for line in lines]
    here = os.path.dirname(os.path.abspath(__file__))
    pairs = []
    for name in sorted(glob.glob(here + "/../ComparisonTests/Examples/*.jsonl")):
        pairs += [json.loads(line) for line in open(name, encoding="utf-8")]
    return [(pair["old"], pair["new"]) for pair in pairs]


def pairs(stories):
    """Pairs of each size. When the stories run out they come again with other long words, so that nothing repeats."""
    numbers = random.Random(7)
    for size, count in SIZES.items():
        for _ in range(count):
            old, new, length, turn = [], [], 0, 0
            while length < size:
                order = list(range(len(stories)))
                numbers.shuffle(order)
                for index in order:
                    one, other = stories[index]
                    if size <= 4_000 and length + len(one) > size * 1.5:
                        continue
                    if turn:
                        one, other = (re.sub(r"\b(\w{5,})\b", rf"\g<1>{turn}x", text) for text in (one, other))
                    old.append(one)
                    new.append(other)
                    length += len(one)
                    if length >= size * 0.95:
                        break
                else:
                    turn += 1
                    if size <= 4_000:
                        break
                    continue
                break
            yield {"size": size, "old": "\n\n".join(old), "new": "\n\n".join(new)}


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return {int(size): float(time) for size, time in (line.split() for line in done.stdout.splitlines())}


def little(pairs):
    """The smallest pairs, of which one paragraph in the middle was edited: a figure goes up, a word is another."""
    for pair in pairs:
        if pair["size"] == min(SIZES):
            lines = pair["old"].split("\n")
            longest = max(range(len(lines)), key=lambda place: len(lines[place]))
            words = lines[longest].split(" ")
            words[len(words) // 2] = "eleven"
            words[-1:] = ["of", "them", words[-1]]
            lines[longest] = " ".join(words)
            yield {**pair, "new": "\n".join(lines)}


def git(pairs):
    times = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sorted({pair["size"] for pair in pairs}):
            own = [pair for pair in pairs if pair["size"] == size]
            start = resource.getrusage(resource.RUSAGE_CHILDREN)
            for pair in own:
                for side in ("old", "new"):
                    with open(f"{folder}/{side}", "w", encoding="utf-8") as file:
                        file.write(pair[side])
                subprocess.run(
                    ["git", "diff", "--no-index", "--word-diff", "old", "new"], cwd=folder, stdout=subprocess.DEVNULL)
            end = resource.getrusage(resource.RUSAGE_CHILDREN)
            used = end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime
            times[size] = used / len(own) * 1000
    return times


def measure(made, path, program, python):
    """CPU milliseconds a pair of each program, by size."""
    here = os.path.dirname(os.path.abspath(__file__))
    with open(path, "w", encoding="utf-8") as file:
        for pair in made:
            file.write(json.dumps(pair, ensure_ascii=False) + "\n")
    return {
        "Writethru, whole report": run([program, path]),
        "wikidiff2": run(["php", here + "/wikidiff2.php", path]),
        "git diff --word-diff": git(made),
        "diff-match-patch": run([python, here + "/dmp.py", path]),
    }


def main():
    arguments = sys.argv[1:]
    kept = figures.taken(arguments)
    program, folder, python = arguments[:3]
    made = list(pairs(stories(arguments[3] if len(arguments) > 3 else None)))
    rows = measure(made, f"{folder}/pairs.jsonl", program, python)
    edited = measure(list(little(made)), f"{folder}/little.jsonl", program, python)
    means = {
        size: sum(len(pair["old"].encode()) for pair in made if pair["size"] == size) / SIZES[size] for size in SIZES}
    print("CPU milliseconds a pair; the old side has, in the mean,")
    print("| | " + " | ".join(f"{means[size] / 1000:.1f} kB" for size in SIZES) + " | one paragraph edited |")
    print("|---|" + "---:|" * (len(SIZES) + 1))
    for name, times in rows.items():
        cells = [f"{times[size]:.2f}" if size in times else "–" for size in SIZES]
        print(f"| {name} | " + " | ".join(cells) + f" | {edited[name][min(SIZES)]:.2f} |")
    own = rows["Writethru, whole report"]
    steep = own[1_000_000] / means[1_000_000] / (own[4_000] / means[4_000])
    print(f"Time a kB at 1 MB: {steep:.2f} times that at 4 kB.")
    figures.keep(
        kept, bytes=means, milliseconds=rows, one_paragraph={name: times[min(SIZES)] for name, times in edited.items()},
        steep=steep, pairs="real revisions of news" if len(arguments) > 3 else "the project's own examples")


main()
