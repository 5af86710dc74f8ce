#!/usr/bin/env python3
"""Compares the origin of every word with what WikiWho (PyPI: wikiwho) says, and the time both take.

usage: wikiwho.py COMMAND CHAINS.jsonl [--show N]

COMMAND is what reads a story a line and gives its lineage ("writethru filter origins"). A line of CHAINS.jsonl is
{"id", "versions": [{"captured", "text"}, ...]}, in order of time.

The two cut words differently, so origins are compared by character: a WikiWho token agrees when most of its characters
have the same first version. A token is decided by both when WikiWho kept the newest version (it drops some as vandalism)
and the characters line up.
"""

import collections
import json
import shlex
import subprocess
import sys
import time

from WikiWho.utils import iter_rev_tokens
from WikiWho.wikiwho import Wikiwho


def squeezed(text):
    return "".join(text.lower().split())


def theirs(versions):
    """The tokens of the newest version with the version each first stood in, or None if it was dropped."""
    article = Wikiwho("story")
    article.analyse_article(
        [{"revid": i + 1, "timestamp": v["captured"], "*": v["text"].replace("\n", "\n\n")} for i, v in enumerate(versions)])
    if len(versions) in article.spam_ids or not article.revisions:
        return None
    return [(t.value, t.origin_rev_id) for t in iter_rev_tokens(article.revisions[len(versions)])]


def main():
    command, path = sys.argv[1], sys.argv[2]
    show = int(sys.argv[sys.argv.index("--show") + 1]) if "--show" in sys.argv else 0
    stories = [json.loads(line) for line in open(path)]
    revisions = sum(len(s["versions"]) for s in stories)

    start = time.process_time()
    wiki = [theirs(s["versions"]) for s in stories]
    wiki_time = time.process_time() - start

    usage = __import__("resource")
    before = usage.getrusage(usage.RUSAGE_CHILDREN)
    with open(path) as lines:
        output = subprocess.run(shlex.split(command), stdin=lines, stdout=subprocess.PIPE, check=True).stdout
    after = usage.getrusage(usage.RUSAGE_CHILDREN)
    own_time = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    own = [json.loads(line) for line in output.splitlines()]

    total = decided = agree = 0
    kinds = collections.Counter()
    shown = 0
    for story, tokens, lineage in zip(stories, wiki, own):
        newest = story["versions"][-1]["text"]
        characters, origins = [], []
        for sentence in lineage["sentences"]:
            for word in sentence["words"]:
                text = squeezed(word["text"])
                characters.append(text)
                origins += [word["first"]["version"]] * len(text)
        joined = "".join(characters)
        if tokens is None:
            total += len(newest.split())
            continue
        total += len(tokens)
        wiki_joined = "".join(squeezed(t) for t, _ in tokens)
        place = 0
        offset = 0
        for number, (token, origin) in enumerate(tokens):
            text = squeezed(token)
            # What our tokens leave out (invisible marks) makes the two drift; the next characters bring them together.
            at = joined.find(wiki_joined[place : place + 12], max(0, offset - 3), offset + 30)
            place += len(text)
            if at < 0 or joined[at : at + len(text)] != text:
                continue
            offset = at + len(text)
            decided += 1
            votes = collections.Counter(origins[at : at + len(text)])
            ours = votes.most_common(1)[0][0]
            if ours == origin:
                agree += 1
            else:
                kind = ("we say older" if ours < origin else "WikiWho says older")
                kinds[(kind, "word" if text.isalnum() and len(text) > 3 else "short word or mark")] += 1
                if shown < show:
                    shown += 1
                    print(f"{story['id']}: “{' '.join(t for t, _ in tokens[max(0, number - 6):number + 6])}”: “{token}” ours v{ours}, WikiWho v{origin}")
    print(f"{len(stories)} stories, {revisions} revisions, {total} tokens in the newest versions")
    print(f"decided by both: {decided} ({100 * decided / total:.2f}%)")
    print(f"same origin: {agree} of {decided} ({100 * agree / max(1, decided):.2f}%)")
    for kind, count in kinds.most_common():
        print(f"  {kind[0]}, {kind[1]}: {count} ({100 * count / max(1, decided):.2f}%)")
    print(f"CPU: WikiWho {wiki_time:.2f} s, ours {own_time:.2f} s, {wiki_time / max(own_time, 1e-9):.1f} times as fast")


if __name__ == "__main__":
    main()
