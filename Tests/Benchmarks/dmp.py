"""Times diff-match-patch (diff_main and diff_cleanupSemantic); the same input and output as BenchComparison."""
import collections
import json
import sys
import time

from diff_match_patch import diff_match_patch

differ = diff_match_patch()
differ.Diff_Timeout = 0
pairs = collections.defaultdict(list)
for line in open(sys.argv[1], encoding="utf-8"):
    pair = json.loads(line)
    pairs[pair["size"]].append(pair)


def measure(pairs):
    start = time.process_time()
    for pair in pairs:
        differ.diff_cleanupSemantic(differ.diff_main(pair["old"], pair["new"]))
    return (time.process_time() - start) / len(pairs) * 1000


for size in sorted(pairs):
    # Above this it needs minutes a pair without its time limit.
    if size > 4_000:
        continue
    print(size, measure(pairs[size]), flush=True)
