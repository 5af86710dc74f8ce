#!/usr/bin/env python3
"""Makes chains of versions out of pairs of one: what `make peers-wikiwho` follows words through.

usage: chains.py FOLDER [NEWSEDITS_PAIRS.jsonl]

Writes into FOLDER, a line a story, {"id", "versions": [{"captured", "text"}, ...]}:

  pairs.jsonl     the old and the new version, nothing made
  steps.jsonl     from the old version to the new one, edit by edit, in at most nine steps. Paragraphs that share eight
                  words in a row change in the same step, as when an editor moves or splits one
  returns.jsonl   old, new, a paragraph out, the same paragraph back in another place, and that with a figure changed
  torn.jsonl      paragraphs of the old version replaced by those of the new one of the same number, in a shuffled
                  order: what moved is torn out in one step and comes back, edited, in another

Without pairs it takes the examples of Tests/ComparisonTests, several to a story, which are ours.
"""

import difflib
import glob
import json
import os
import random
import re
import sys

STEPS = 9


def pairs(path):
    if path:
        for line in open(path, encoding="utf-8"):
            pair = json.loads(line)
            yield pair["id"], paragraphs(pair["old"]), paragraphs(pair["new"])
        return
    here = os.path.dirname(os.path.abspath(__file__))
    examples = []
    for name in sorted(glob.glob(here + "/../ComparisonTests/Examples/*.jsonl")):
        examples += [json.loads(line) for line in open(name, encoding="utf-8")]
    chance = random.Random(8)
    chance.shuffle(examples)
    for start in range(0, len(examples) - 9, 10):
        some = examples[start:start + 10]
        yield f"own-{start // 10}", sum((paragraphs(e["old"]) for e in some), []), sum((paragraphs(e["new"]) for e in some), [])


def paragraphs(text):
    return [p.strip() for p in text.split("\n") if p.strip()]


def story(name, versions):
    stamps = [f"2020-01-{6 + hour // 24:02}T{hour % 24:02}:00:00Z" for hour in range(len(versions))]
    return {"id": name, "versions": [{"captured": s, "text": "\n".join(v)} for s, v in zip(stamps, versions)]}


def shingles(paragraph):
    words = re.findall(r"\w+", paragraph.lower())
    return {tuple(words[at:at + 8]) for at in range(max(1, len(words) - 7))}


def together(old, new, olds, news):
    """The paragraphs that change, in groups that share words: [({places in old}, {places in new})], in the order of new."""
    groups = []
    for side, places, text in ((0, olds, old), (1, news, new)):
        for place in places:
            own = shingles(text[place])
            group = ({place} if side == 0 else set(), {place} if side == 1 else set(), own)
            for other in [g for g in groups if g[2] & own]:
                groups.remove(other)
                group = (group[0] | other[0], group[1] | other[1], group[2] | other[2])
            groups.append(group)
    return sorted(((a, b) for a, b, _ in groups), key=lambda g: (min(g[1], default=len(new)), sorted(g[0])))


def steps(old, new):
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    olds = [i for tag, a, b, _, _ in codes if tag != "equal" for i in range(a, b)]
    news = [j for tag, _, _, a, b in codes if tag != "equal" for j in range(a, b)]
    groups = together(old, new, olds, news)
    count = min(STEPS, len(groups))
    versions = [old]
    for step in range(1, count + 1):
        done = groups[:len(groups) * step // count]
        gone = set().union(*(g[0] for g in done))
        come = set().union(*(g[1] for g in done))
        text = []
        for tag, a, b, c, d in codes:
            if tag == "equal":
                text += old[a:b]
            else:
                text += [new[j] for j in range(c, d) if j in come] + [old[i] for i in range(a, b) if i not in gone]
        versions.append(text)
    return versions


def returns(old, new, chance):
    out = chance.randrange(len(new))
    without = new[:out] + new[out + 1:]
    back = chance.randrange(len(new))
    changed = re.sub(r"\d+", lambda m: str(int(m[0]) + 3), new[out], count=1)
    return [old, new, without, without[:back] + [new[out]] + without[back:], without[:back] + [changed] + without[back:]]


def torn(old, new, chance):
    text = list(old)
    versions = [old]
    places = list(range(max(len(old), len(new))))
    chance.shuffle(places)
    for step in range(STEPS):
        for place in places[len(places) * step // STEPS:len(places) * (step + 1) // STEPS]:
            if place < len(new):
                if place < len(text):
                    text[place] = new[place]
                else:
                    text.append(new[place])
        versions.append(list(text))
    return versions


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    chance = random.Random(1)
    files = {name: open(f"{folder}/{name}.jsonl", "w", encoding="utf-8") for name in ("pairs", "steps", "returns", "torn")}
    for name, old, new in pairs(sys.argv[2] if len(sys.argv) > 2 else None):
        made = {"pairs": [old, new], "steps": steps(old, new), "returns": returns(old, new, chance), "torn": torn(old, new, chance)}
        for kind, versions in made.items():
            # A version that equals the one before it is none.
            versions = [v for at, v in enumerate(versions) if at == 0 or v != versions[at - 1]]
            files[kind].write(json.dumps(story(name, versions), ensure_ascii=False) + "\n")


main()
