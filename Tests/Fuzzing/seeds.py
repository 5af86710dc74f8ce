"""Makes the fuzzer's first inputs from the examples. usage: seeds.py EXAMPLES_FOLDER CORPUS_FOLDER"""
import glob
import json
import sys

for name in sorted(glob.glob(sys.argv[1] + "/*.jsonl")):
    for line in open(name, encoding="utf-8"):
        case = json.loads(line)
        with open(f"{sys.argv[2]}/{case['id']}", "wb") as file:
            file.write(case["old"].encode() + b"\xff" + case["new"].encode())
