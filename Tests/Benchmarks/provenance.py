#!/usr/bin/env python3
"""What following stories costs: an audit of 1,000 versions, a filter over very many, related stories among 100,000.

usage: provenance.py WRITETHRU BENCH_PROVENANCE FOLDER [--versions 200000] [--stories 100000] [--only audit,filter,related]
                     [--figures FILE.json]

The text is made here. Ends with 1 if a bound does not hold.
"""

import argparse
import datetime
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time

import figures

BOUNDS = {
    "audit, seconds": 2.0, "audit, MB": 200, "filter, versions a CPU second": -300, "filter, MB that came on": 16,
    "related, ms a story in the middle": 50,
}
NOUNS = """river bridge council harbour school road farm mill station market tower dam field ferry hall street library
quarry orchard depot clinic theatre canal warehouse garden court prison museum stadium tunnel""".split()
VERBS = "closed opened reported found moved mended left asked called counted planned watched sold searched flooded".split()
FIRST = "Ann Peter Ruth Tom Ines Jonas Clara Milo Vera Hugh Lena Oskar Priya Samir Edith Boris".split()
LAST = "Holt Lowe Calder Birch Ward Reed Marsh Quill Tanner Voss Okoye Lindqvist Farrow Penn Abbot Sayer".split()
CUES = "said told reporters warned added".split()


def sentence(chance):
    """A sentence such as an agency writes: told, counted, or said."""
    noun, other, verb = chance.choice(NOUNS), chance.choice(NOUNS), chance.choice(VERBS)
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    kind = chance.random()
    if kind < 0.2:
        return f"“We {verb} the {noun} and nobody {chance.choice(VERBS)} the {other} on that day,” {chance.choice(['said', 'added'])} {name}, who {chance.choice(VERBS)} the {other}."
    if kind < 0.35:
        return f"{name} told reporters that {chance.randint(2, 900)} people {verb} the {noun} before the {other} was {chance.choice(VERBS)}."
    if kind < 0.55:
        return f"At least {chance.randint(2, 900)} people {verb} the {noun} near the {other} on {chance.choice(['Monday', 'Tuesday', 'Friday'])}, the council said."
    return f"The {noun} near the {other} was {verb} after engineers {chance.choice(VERBS)} a {chance.choice(NOUNS)} behind the {chance.choice(NOUNS)} and {chance.choice(VERBS)} it."


def versions(number, count, size=4000):
    """The texts of a story's versions: each changes two sentences of the one before, adds one and drops one."""
    chance = random.Random(number)
    sentences = []
    while sum(len(s.encode()) + 1 for s in sentences) < size:
        sentences.append(sentence(chance))
    for version in range(count):
        if version:
            for _ in range(2):
                at = chance.randrange(len(sentences))
                if any(c.isdigit() for c in sentences[at]):
                    sentences[at] = " ".join(str(chance.randint(2, 900)) if w.isdigit() else w for w in sentences[at].split())
                else:
                    sentences[at] = sentences[at].replace("the ", f"the {chance.choice(['old', 'north', 'new'])} ", 1)
            sentences.insert(chance.randrange(len(sentences)), sentence(chance))
            sentences.pop(chance.randrange(len(sentences)))
        yield "\n".join(" ".join(sentences[at:at + 2]) for at in range(0, len(sentences), 2))


def stamp(number, form="%Y-%m-%dT%H:%M:%SZ"):
    return (datetime.datetime(2024, 1, 1) + datetime.timedelta(minutes=11 * number)).strftime(form)


def run(command, **more):
    """What it printed, its wall and processor time in seconds and its most memory in MB."""
    start = time.time()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, **more)
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}")
    return output, time.time() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def audit(program, folder, told):
    archive = folder / "archive"
    if not archive.exists():
        texts = folder / "texts"
        texts.mkdir(parents=True, exist_ok=True)
        for number, text in enumerate(versions(1, 1000)):
            (texts / f"{stamp(number, '%Y-%m-%dT%H%MZ')}.txt").write_text(f"Story of the valley\n\n{text}\n")
        run([program, "import", "valley", texts, "--archive", archive])
    for form in ("terminal", "html", "json"):
        output, wall, cpu, memory = run([program, "audit", "valley", "--archive", archive, "--format", form])
        print(f"audit of 1,000 versions, {form}: {wall:.2f} s, {cpu:.2f} s of CPU, {memory:.0f} MB, {len(output) / 1e6:.1f} MB told", flush=True)
        told["audit, seconds"] = max(told.get("audit, seconds", 0), wall)
        told["audit, MB"] = max(told.get("audit, MB", 0), memory)


def filtering(program, count, told):
    """Lines of ten versions; a hundred stories over and over, as what they say does not change what they cost."""
    lines = []
    for number in range(100):
        texts = [{"captured": stamp(at), "text": text} for at, text in enumerate(versions(number, 10))]
        lines.append(json.dumps({"id": number, "versions": texts}, ensure_ascii=False).encode() + b"\n")
    mean = sum(map(len, lines)) / 1000
    process = subprocess.Popen([program, "filter", "audit"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)

    def memory():
        with open(f"/proc/{process.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)

    early = 0
    for line in range(count // 10):
        process.stdin.write(lines[line % 100])
        if line == min(200, count // 20):
            early = memory()
    late = memory()
    process.stdin.close()
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    cpu = used.ru_utime + used.ru_stime
    told["filter, versions a CPU second"] = count / cpu
    told["filter, MB that came on"] = late - early
    told["filter, MB"] = {"early": early, "late": late}
    print(
        f"filter audit of {count} versions of {mean / 1000:.1f} kB: {count / cpu:.0f} versions a CPU second, "
        f"{early:.0f} MB early, {late:.0f} MB at the end, {used.ru_maxrss / 1024:.0f} MB at most", flush=True)


def related(bench, folder, count, told):
    output, *_ = run([bench, "related", folder, str(count)])
    print(output.decode(), end="", flush=True)
    told["search"] = json.loads(output.splitlines()[-1]) | {"stories": count}
    told["related, ms a story in the middle"] = json.loads(output.splitlines()[-1])["p50_ms"]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("bench")
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--versions", type=int, default=200_000)
    arguments.add_argument("--stories", type=int, default=100_000)
    arguments.add_argument("--only", default="audit,filter,related")
    arguments.add_argument("--figures")
    given = arguments.parse_args()
    shutil.rmtree(given.folder, ignore_errors=True)
    given.folder.mkdir(parents=True)
    told = {}
    if "audit" in given.only:
        audit(given.program, given.folder, told)
    if "filter" in given.only:
        filtering(given.program, given.versions, told)
    if "related" in given.only:
        related(given.bench, given.folder, given.stories, told)
    figures.keep(given.figures, reached=told, bounds={name: abs(bound) for name, bound in BOUNDS.items()}, versions=given.versions)
    missed = 0
    for name, value in told.items():
        if name not in BOUNDS:
            continue
        bound = BOUNDS[name]
        holds = value <= bound if bound > 0 else value >= -bound
        missed += not holds
        print(f"{name}: {value:.1f}, bound {abs(bound)}{'' if holds else ' – missed'}")
    sys.exit(1 if missed else 0)


main()
