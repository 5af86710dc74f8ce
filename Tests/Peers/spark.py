#!/usr/bin/env python3
"""The filters over a corpus in three ways, which must come to the same: one process, GNU parallel, Spark: `make peers-spark`.

usage: spark.py WRITETHRU FOLDER [--pairs 20000] [--figures FILE.json]
       spark.py --as-job WRITETHRU INPUT OUTPUT KIND [OPTION …]

The pairs are made here. Each way runs `filter compare` and `filter audit`, plain and with --rows; the sorted outputs must
be the same bytes. Then one line in the middle of the corpus is broken, and each way must fail and say which. DuckDB reads
the rows with the types of Schemas/filter-rows.json, counts changes by type (held against the plain output, counted here),
writes Parquet and reads it again. Ends with 1 if anything differs.
"""
import argparse
import collections
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Benchmarks"))
import figures
from newswire import Newswire

KINDS = [["compare"], ["audit"], ["compare", "--rows"], ["audit", "--rows"]]
TYPES = {"string": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN"}


def as_job(program, source, target, *kind):
    """What a Spark job is, in whole. It prints the seconds that the work took, Spark's own start aside."""
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[2]").appName("writethru").config("spark.ui.enabled", "false").getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    start = time.time()
    command = " ".join([program, "filter", *kind, "--strict"])
    spark.sparkContext.textFile(source, minPartitions=8).pipe(command, checkCode=True).saveAsTextFile(target)
    print(time.time() - start)
    spark.stop()


def make(folder, count):
    """The pairs, and the same as stories of two versions; and each with one line that is cut off in the middle."""
    wire = Newswire(20)
    with open(folder / "compare.jsonl", "w", encoding="utf-8") as pairs, \
            open(folder / "audit.jsonl", "w", encoding="utf-8") as stories:
        for number in range(count):
            story = wire.story(600 + wire.below(1200))
            # One pair in ten did not change.
            old, new = wire.text(story), wire.text(wire.edited(story, wire.below(10) and 1 + wire.below(6)))
            pairs.write(json.dumps({"id": f"p{number:06}", "old": old, "new": new}, ensure_ascii=False) + "\n")
            versions = [
                {"captured": f"2024-03-{1 + number % 28:02}T{hour}:00:00Z", "text": text}
                for hour, text in (("09", old), ("10", new))]
            stories.write(json.dumps({"id": f"s{number:06}", "versions": versions}, ensure_ascii=False) + "\n")
    for kind in ("compare", "audit"):
        lines = (folder / f"{kind}.jsonl").read_bytes().split(b"\n")
        lines[count // 2] = lines[count // 2][:100]
        (folder / f"{kind}-broken.jsonl").write_bytes(b"\n".join(lines))


class Run:
    """How one way went: its exit code, what it said, its seconds by the clock and of the processor."""

    def __init__(self, command, source, target):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
        with open(source, "rb") as given, open(target, "wb") as printed:
            done = subprocess.run(command, stdin=given, stdout=printed, stderr=subprocess.PIPE)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.status, self.said = done.returncode, done.stderr.decode(errors="replace")
        self.seconds = time.time() - start
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def one_process(program, kind, source, target):
    return Run([program, "filter", *kind, "--strict"], source, target)


def parallel(program, kind, source, target):
    # `--halt soon` would wait for ever beside `--pipe`.
    command = ["parallel", "--pipe", "--block", "512k", "--jobs", "2", "--halt", "now,fail=1", program, "filter", *kind, "--strict"]
    return Run(command, source, target)


def spark(program, kind, source, target):
    folder = f"{target}.parts"
    shutil.rmtree(folder, ignore_errors=True)
    timing = f"{target}.seconds"
    run = Run([sys.executable, __file__, "--as-job", program, str(source), folder, *kind], os.devnull, timing)
    if run.status == 0:
        run.whole, run.seconds = run.seconds, float(open(timing).read())
        with open(target, "wb") as whole:
            for part in sorted(pathlib.Path(folder).glob("part-*")):
                whole.write(part.read_bytes())
    return run


WAYS = {"one process": one_process, "GNU parallel": parallel, "Spark": spark}


def lines_of(path):
    return sorted(path.read_bytes().split(b"\n"))


def failed_well(name, kind, run, wrong):
    """A broken line has to end a job, and what it says has to lead to the line."""
    reason = next((line for line in run.said.splitlines() if "the line is no JSON" in line), None)
    if run.status == 0 or reason is None:
        wrong.append(f"{name}, {kind}: a broken line ended with {run.status} and said {run.said[-300:]!r}")
    ending = next((line.strip() for line in run.said.splitlines() if "exited with" in line or "PIPE_FUNCTION" in line), "")
    print(f"  {name}, broken line: ends with {run.status}: {reason} {ending[:160]}", flush=True)


def columns():
    """The columns of rows with DuckDB's types, as the schema has them."""
    schema = json.loads((HERE.parent.parent / "Sources/Report/Schemas/filter-rows.json").read_text())
    types = {}
    for name, told in schema["properties"].items():
        kind = told.get("type", ["string"])
        types[name] = TYPES[kind if isinstance(kind, str) else kind[0]]
    return types


def tables(folder, kind, wrong):
    """Reads rows by DuckDB, counts, writes Parquet, reads it again; the counts of changes by type."""
    import duckdb

    source, target = folder / f"{kind}-rows-one-process.jsonl", folder / f"{kind}.parquet"
    base = duckdb.connect()
    fields = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in columns().items()) + "}"
    base.execute(f"CREATE TABLE rows AS SELECT * FROM read_json('{source}', format = 'newline_delimited', columns = {fields})")
    base.execute(f"COPY rows TO '{target}' (FORMAT parquet)")
    by_type = "SELECT type, count(*) FROM {} WHERE type IS NOT NULL GROUP BY type ORDER BY count(*) DESC, type"
    counted = base.execute(by_type.format("rows")).fetchall()
    again = base.execute(by_type.format(f"'{target}'")).fetchall()
    apart = base.execute(
        f"SELECT count(*) FROM ((SELECT * FROM rows EXCEPT ALL SELECT * FROM '{target}') "
        f"UNION ALL (SELECT * FROM '{target}' EXCEPT ALL SELECT * FROM rows))").fetchone()[0]
    lines, ids = base.execute("SELECT count(*), count(DISTINCT id) FROM rows").fetchone()
    own = collections.Counter()
    with open(folder / f"{kind}-one-process.jsonl", encoding="utf-8") as plain:
        for line in plain:
            told = json.loads(line)
            changes = told["changes"] if kind == "compare" else [c for v in told["versions"] for c in v["changes"]]
            own.update(change["type"] for change in changes)
    if counted != again or apart:
        wrong.append(f"{kind}: Parquet gave other rows than were written ({apart})")
    if dict(counted) != dict(own):
        wrong.append(f"{kind}: DuckDB counted {counted}, the plain output has {own}")
    size = source.stat().st_size / 1e6, target.stat().st_size / 1e6
    print(
        f"DuckDB: {lines:,} rows of {ids:,} lines of {kind}; as JSON Lines {size[0]:.1f} MB, as Parquet {size[1]:.1f} MB; "
        f"written and read again the same", flush=True)
    return counted, size


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--pairs", type=int, default=20_000)
    arguments.add_argument("--figures", type=pathlib.Path)
    given = arguments.parse_args()
    folder, program = given.folder.resolve(), os.path.abspath(given.program)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    make(folder, given.pairs)
    wrong, ways = [], []
    sizes = {kind: (folder / f"{kind}.jsonl").stat().st_size / 1e6 for kind in ("compare", "audit")}
    print(f"{given.pairs:,} pairs, {sizes['compare']:.1f} MB; as stories {sizes['audit']:.1f} MB")
    for kind in KINDS:
        name, label = " ".join(kind), "-".join(kind).replace("---", "-")
        expected = None
        for way, run_way in WAYS.items():
            target = folder / f"{label}-{way.replace(' ', '-')}.jsonl"
            run = run_way(program, kind, folder / f"{kind[0]}.jsonl", target)
            if run.status:
                wrong.append(f"{way}, {name}: ended with {run.status}: {run.said[-500:]}")
                continue
            lines = lines_of(target)
            expected = expected or lines
            same = lines == expected
            if not same:
                wrong.append(f"{way}, {name}: the output differs from that of one process")
            ways.append({
                "way": way, "filter": name, "seconds": run.seconds, "cpu": run.cpu, "pairs_a_second": given.pairs / run.seconds,
                "whole": getattr(run, "whole", run.seconds), "same": same})
            start = f", {run.whole:.1f} s with Spark's start" if way == "Spark" else ""
            print(
                f"  {way}, {name}: {run.seconds:.1f} s{start}, {run.cpu:.1f} s of CPU, {given.pairs / run.seconds:,.0f} pairs a second, "
                f"{len(lines) - 1:,} lines, {'the same' if same else 'DIFFERENT'}", flush=True)
    for kind in KINDS[:2]:
        for way, run_way in WAYS.items():
            run = run_way(program, kind, folder / f"{kind[0]}-broken.jsonl", folder / "broken.jsonl")
            failed_well(way, kind[0], run, wrong)
    counts = {}
    for kind in ("compare", "audit"):
        counts[kind], sizes[f"{kind}, rows, JSON Lines and Parquet"] = tables(folder, kind, wrong)
    for name, count in counts["compare"]:
        print(f"  {count:>7,} {name}")
    figures.keep(given.figures, pairs=given.pairs, megabytes=sizes, ways=ways, types=counts)
    for fault in wrong:
        print("WRONG:", fault)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--as-job"]:
        as_job(*sys.argv[2:])
    else:
        main()
