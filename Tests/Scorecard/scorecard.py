#!/usr/bin/env python3
"""How well the program reads and compares, on a folder of hand-labelled data: `make scorecard DATA=folder`.

usage: scorecard.py PROGRAM DATA_FOLDER

DATA_FOLDER/language holds the sets, DATA_FOLDER/../score the scorers. A row is a line of ROWS: the measure, the filter,
the set, the scorer, and a pattern for the figure in what the scorer prints. What is not there is named, not guessed.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

# measure, filter, set, scorer, figure, what must hold
ROWS = [
    ("sentence boundaries, F1", "read", "language/seg_wikinews.jsonl", "score_segmentation.py",
     r"^boundary +P.*?F1 ([\d.]+)", ".990"),
    ("golden rules passed", "read", "language/seg_golden_rules.jsonl", "score_segmentation.py",
     r"doc accuracy.*?\((\d+/\d+)\)", "46"),
    ("quote spans, F1", "read", "language/quotes_polnear_dev.jsonl", "score_quotes.py",
     r"^span-overlap.*?F1 ([\d.]+)", ".94"),
    ("quote attribution end to end, F1", "read", "language/quotes_polnear_dev.jsonl", "score_quotes.py",
     r"^attribution.*?F1 ([\d.]+)", ".84"),
    ("cue, F1", "read", "language/quotes_polnear_dev.jsonl", "score_quotes.py", r"^cue  .*?F1 ([\d.]+)", ".86"),
    ("alignment, F1", "compare", "language/alignment.jsonl", "score_alignment.py", r"^links.*?F1 ([\d.]+)", ".955"),
    ("splits and merges, F1", "compare", "language/alignment.jsonl", "score_alignment.py",
     r"^multi.*?F1 ([\d.]+)", ".82"),
    ("moved sentences, F1", "compare", "language/alignment.jsonl", "score_alignment.py",
     r"^moved.*?F1 ([\d.]+)", "–"),
    ("typed changes, F1", "compare", "language/changes.jsonl", "score_changes.py", r"^ALL.*?F1 ([\d.]+)", ".92"),
    ("quiet cases quiet", "compare", "language/changes.jsonl", "score_changes.py",
     r"quiet cases kept quiet (\d+/\d+)", "all"),
    ("typed changes, own examples, F1", "compare", "own", "score_changes.py", r"^ALL.*?F1 ([\d.]+)", ".92"),
    ("quiet cases quiet, own examples", "compare", "own", "score_changes.py",
     r"quiet cases kept quiet (\d+/\d+)", "all"),
    ("notices, F1", "read", "language/markers.jsonl", "score_markers.py",
     r"^notice vs none.*?F1 ([\d.]+)", ".96"),
]

HERE = os.path.dirname(os.path.abspath(__file__))


def own_examples(folder):
    """The examples of the tests as one file; those with events that the scorer does not know are quiet to it."""
    path = folder + "/own.jsonl"
    with open(path, "w", encoding="utf-8") as out:
        examples = HERE + "/../ComparisonTests/Examples"
        for name in sorted(name for name in os.listdir(examples) if name.endswith(".jsonl")):
            with open(f"{examples}/{name}", encoding="utf-8") as file:
                # The filter compares texts; what a page says beside its text is tested only.
                out.writelines(line for line in file if '"new_page"' not in line)
    return path


# The types of change that score_changes.py scores.
SCORED = {
    "quote_added", "quote_removed", "quote_altered", "quote_reattributed", "cue_changed", "number_changed",
    "hedge_added", "hedge_removed", "correction_added", "developing_added", "developing_removed", "sentence_moved",
    "sentence_merged", "sentence_split"}


def scorable(path, folder):
    """The set without events the scorer does not know; an example that has only those is left out."""
    kept = folder + "/kept-" + os.path.basename(path)
    with open(path, encoding="utf-8") as lines, open(kept, "w", encoding="utf-8") as out:
        for line in lines:
            case = json.loads(line)
            events = [event for event in case["events"] if event["type"] in SCORED]
            if len(events) == len(case["events"]):
                out.write(line)
    return kept


def output(program, kind, path, folder):
    answers = f"{folder}/{kind}-{os.path.basename(path)}"
    if not os.path.exists(answers):
        with open(path, "rb") as lines, open(answers, "wb") as out:
            subprocess.run([program, "filter", kind], stdin=lines, stdout=out, check=True)
    return answers


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, data = sys.argv[1:]
    scorers = os.path.join(data, "..", "score")
    missing = [path for path in (program, data, scorers) if not os.path.exists(path)]
    if missing:
        print("The scorecard needs:", ", ".join(missing), file=sys.stderr)
        print("Give DATA=folder, a folder with language/*.jsonl (sets in the shape that `writethru filter` reads, with "
              "what is expected beside), and ../score beside it with the scorers.", file=sys.stderr)
        sys.exit(66)
    print("| measure | reached | must hold |\n|---|---:|---:|")
    printed = {}
    with tempfile.TemporaryDirectory() as folder:
        for measure, kind, name, scorer, pattern, bar in ROWS:
            path = scorable(own_examples(folder), folder) if name == "own" else os.path.join(data, name)
            if not os.path.exists(path) or not os.path.exists(f"{scorers}/{scorer}"):
                print(f"| {measure} | no {name if not os.path.exists(path) else scorer} | {bar} |")
                continue
            if (path, scorer) not in printed:
                printed[path, scorer] = subprocess.run(
                    [sys.executable, f"{scorers}/{scorer}", path, output(program, kind, path, folder)],
                    stdout=subprocess.PIPE, text=True, check=True).stdout
            found = re.search(pattern, printed[path, scorer], re.MULTILINE | re.IGNORECASE)
            print(f"| {measure} | {found[1] if found else '?'} | {bar} |", flush=True)


main()
