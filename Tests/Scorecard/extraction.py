#!/usr/bin/env python3
"""How well and how quietly the program reads pages, on labelled pages: `make scorecard-extraction DATA=folder`.

usage: extraction.py PROGRAM DATA_FOLDER PYTHON WORK_FOLDER

DATA_FOLDER/pages/SET holds gold.jsonl and the pages, DATA_FOLDER/../score the scorers and make_stability.py, which needs
lxml: PYTHON is one that has it. Ids of pages are hashed, for the generator cuts them. Pages are read with and without the
rules for single sites; noisy captures with plain and with hashed class names.
"""
import hashlib
import json
import os
import subprocess
import sys


def extract(program, base, pages, answers, *options):
    """Has the program read pages; the answers keep their ids."""
    lines = []
    with open(pages, encoding="utf-8") as file:
        for line in file:
            page = json.loads(line)
            lines.append(json.dumps(
                {"id": page["id"], "path": os.path.join(base, page["file"]), "url": page.get("url")}))
    with open(answers, "w", encoding="utf-8") as out:
        subprocess.run([program, "filter", "extract", *options], input="\n".join(lines), stdout=out, text=True, check=True)


def row(name, scorer, gold, answers):
    """The scorer's last line, with the name before it."""
    printed = subprocess.run([sys.executable, scorer, gold, answers], stdout=subprocess.PIPE, text=True, check=True).stdout
    print(f"{name:<34}", " ".join(printed.strip().split("\n")[-1].split()[1:]), flush=True)


def main():
    if len(sys.argv) != 5 or not os.path.isdir(sys.argv[2] + "/pages"):
        sys.exit(__doc__)
    program, data, python, work = sys.argv[1:]
    scorers = data + "/../score"
    os.makedirs(work, exist_ok=True)
    for name in sorted(os.listdir(data + "/pages")):
        base, gold = f"{data}/pages/{name}", f"{data}/pages/{name}/gold.jsonl"
        for options in ([], ["--without-site-rules"]):
            answers = f"{work}/{name}.jsonl"
            extract(program, base, gold, answers, *options)
            row(name + (" without rules" if options else ""), scorers + "/score_extraction.py", gold, answers)
        hashed = f"{work}/{name}-gold.jsonl"
        with open(gold, encoding="utf-8") as lines, open(hashed, "w", encoding="utf-8") as out:
            for line in lines:
                page = json.loads(line)
                page["id"] = hashlib.md5(page["id"].encode()).hexdigest()[:12]
                out.write(json.dumps(page, ensure_ascii=False) + "\n")
        for kind in ("plain", "anon"):
            folder = f"{work}/{name}-{kind}"
            if not os.path.exists(folder + "/truth.jsonl"):
                os.makedirs(folder, exist_ok=True)
                subprocess.run(
                    [python, scorers + "/make_stability.py", hashed, base, folder]
                    + (["--anon"] if kind == "anon" else []), stdout=subprocess.DEVNULL, check=True)
            extract(program, folder, folder + "/pages.jsonl", folder + "/answers.jsonl")
            row(f"{name} {kind}: quiet, edits", scorers + "/score_stability.py", folder + "/truth.jsonl",
                folder + "/answers.jsonl")


main()
