#!/usr/bin/env python3
"""Compares the origin of every word with what WikiWho (PyPI: wikiwho) says, and the time both take: `make peers-wikiwho`.

usage: wikiwho.py WRITETHRU BENCH_LINEAGE FOLDER [--show N] [--figures FILE.json]

FOLDER holds the chains that chains.py made. The two cut words differently, so origins are compared by character: a
WikiWho token agrees when most of its characters have the same first version. A token is decided by both when WikiWho kept
the newest version (it drops some as vandalism) and the characters line up.

Tokens told otherwise are sorted by what can be proven about them: the longest run of words around the token that stands
word for word in the older of the two versions named. Time is taken twice, as CPU seconds: of the bare work, from texts in
memory to origins in memory, and of a command that reads JSON Lines and writes the origin of every word as JSON Lines, its
start included. Ends with 1 if a bound does not hold.
"""

import collections
import json
import os
import resource
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Benchmarks"))
import figures
from WikiWho.utils import iter_rev_tokens, split_into_tokens
from WikiWho.wikiwho import Wikiwho

KINDS = ("pairs", "steps", "returns", "torn")
# Torn chains tear out what editors move in one step; what they do to agreement is told apart.
JUDGED = ("pairs", "steps", "returns")


def squeezed(text):
    return "".join(text.lower().split())


def follow(versions):
    article = Wikiwho("story")
    article.analyse_article(
        [{"revid": i + 1, "timestamp": v["captured"], "*": v["text"].replace("\n", "\n\n")} for i, v in enumerate(versions)])
    return article


def tokens_of(article, newest):
    """The tokens of the newest version with the version each first stood in, or None if it was dropped."""
    if newest in article.spam_ids or not article.revisions:
        return None
    return [(t.value, t.origin_rev_id) for t in iter_rev_tokens(article.revisions[newest])]


def as_command():
    """WikiWho as a filter, for what it costs: a story a line in, its words with their origins a line out."""
    for line in sys.stdin:
        story = json.loads(line)
        article = follow(story["versions"])
        newest = len(story["versions"])
        words = []
        if newest not in article.spam_ids:
            words = [
                {"text": t.value, "first": t.origin_rev_id, "out": t.outbound, "in": t.inbound}
                for t in iter_rev_tokens(article.revisions[newest])]
        print(json.dumps({"id": story["id"], "words": words}, ensure_ascii=False))


def children_time(command, path):
    """The CPU seconds of a command that reads a file, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(path) as lines:
        output = subprocess.run(command, stdin=lines, stdout=subprocess.PIPE, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, output


class Version:
    """The words of a version, and where each stands."""

    def __init__(self, text):
        self.words = [w for w in split_into_tokens(text.lower().replace("\n", "\n\n")) if w.strip()]
        self.places = collections.defaultdict(list)
        for place, word in enumerate(self.words):
            self.places[word].append(place)

    def run(self, words, at):
        """The longest run of these words around a place that stands here: where it begins and ends."""
        best = (at, at)
        for place in self.places.get(words[at], []):
            start = 0
            while start < at and start < place and words[at - start - 1] == self.words[place - start - 1]:
                start += 1
            end = 1
            while at + end < len(words) and place + end < len(self.words) and words[at + end] == self.words[place + end]:
                end += 1
            if start + end > best[1] - best[0]:
                best = (at - start, at + end)
        return best

    def holds(self, words):
        return any(self.words[p:p + len(words)] == words for p in self.places.get(words[0], []))


def cause(versions, words, at, ours, theirs):
    """What can be proven of a word told otherwise."""
    start, end = versions[min(ours, theirs) - 1].run(words, at)
    length = end - start
    who = "we say older" if ours < theirs else "WikiWho says older"
    if length < 4:
        return "crumbs: runs of 1 to 3 words, either way"
    if length < 8:
        return f"{who}, run of 4 to 7"
    if ours < theirs and not versions[theirs - 2].holds(words[start:end]):
        return f"{who}, run of 8 or more, which was out and came back"
    return f"{who}, run of 8 or more"


class Tally:
    def __init__(self):
        self.stories = self.revisions = self.total = self.decided = self.agree = 0
        self.causes = collections.Counter()
        self.bare = self.own_bare = 0.0

    def add(self, story, tokens, lineage, show):
        versions = story["versions"]
        self.stories += 1
        self.revisions += len(versions)
        if tokens is None:
            self.total += len(versions[-1]["text"].split())
            return show
        self.total += len(tokens)
        characters, origins = [], []
        for sentence in lineage["sentences"]:
            for word in sentence["words"]:
                text = squeezed(word["text"])
                characters.append(text)
                origins += [word["first"]["version"]] * len(text)
        joined = "".join(characters)
        wiki_joined = "".join(squeezed(t) for t, _ in tokens)
        words = [t for t, _ in tokens]
        read = None
        place = offset = 0
        for number, (token, origin) in enumerate(tokens):
            text = squeezed(token)
            # What our tokens leave out (invisible marks) makes the two drift; the next characters bring them together.
            at = joined.find(wiki_joined[place:place + 12], max(0, offset - 3), offset + 30)
            place += len(text)
            if at < 0 or joined[at:at + len(text)] != text:
                continue
            offset = at + len(text)
            self.decided += 1
            ours = collections.Counter(origins[at:at + len(text)]).most_common(1)[0][0]
            if ours == origin:
                self.agree += 1
                continue
            read = read or [Version(v["text"]) for v in versions]
            why = cause(read, words, number, ours, origin)
            self.causes[why] += 1
            if show > 0:
                show -= 1
                near = " ".join(words[max(0, number - 6):number + 6])
                print(f"{story['id']}: {why}: “{near}”: “{token}” ours v{ours}, WikiWho v{origin}")
        return show

    def tell(self, name):
        print(f"{name}: {self.stories} stories, {self.revisions} revisions, {self.total} tokens in the newest versions")
        print(f"  decided by both {100 * self.decided / max(1, self.total):.2f} %, same origin {100 * self.agreement:.2f} %")
        for why, count in sorted(self.causes.items()):
            print(f"    {why}: {count} ({100 * count / max(1, self.decided):.2f} %)")
        print(
            f"  CPU of the bare work: WikiWho {self.bare:.2f} s, ours {self.own_bare:.3f} s, "
            f"{self.bare / self.own_bare:.1f} times as fast", flush=True)

    @property
    def agreement(self):
        return self.agree / max(1, self.decided)


def sums(tallies):
    whole = Tally()
    for tally in tallies:
        for name, value in vars(tally).items():
            setattr(whole, name, getattr(whole, name) + value)
    return whole


def main():
    kept = figures.taken(sys.argv)
    program, bench, folder = sys.argv[1:4]
    show = int(sys.argv[sys.argv.index("--show") + 1]) if "--show" in sys.argv else 0
    tallies = {}
    for kind in KINDS:
        path = f"{folder}/{kind}.jsonl"
        stories = [json.loads(line) for line in open(path, encoding="utf-8")]
        tally = tallies[kind] = Tally()
        start = time.process_time()
        articles = [follow(story["versions"]) for story in stories]
        tally.bare = time.process_time() - start
        tally.own_bare = float(subprocess.run([bench, path], stdout=subprocess.PIPE, check=True).stdout.split()[0])
        _, output = children_time([program, "filter", "origins"], path)
        own = [json.loads(line) for line in output.splitlines()]
        for story, article, lineage in zip(stories, articles, own):
            show = tally.add(story, tokens_of(article, len(story["versions"])), lineage, show)
        tally.tell(kind)
    judged, whole = sums(tallies[kind] for kind in JUDGED), sums(tallies.values())
    judged.tell("without torn")
    whole.tell("all")
    together = f"{folder}/all.jsonl"
    with open(together, "w", encoding="utf-8") as file:
        for kind in KINDS:
            file.write(open(f"{folder}/{kind}.jsonl", encoding="utf-8").read())
    # The least of three: what else the machine does only ever adds.
    command = min(children_time([sys.executable, __file__, "--as-command"], together)[0] for _ in range(3))
    own_command = min(children_time([program, "filter", "origins"], together)[0] for _ in range(3))
    print(f"as commands, all: WikiWho {command:.2f} s, ours {own_command:.2f} s, {command / own_command:.1f} times as fast")
    figures.keep(
        kept, revisions=whole.revisions, stories=whole.stories, agreement=judged.agreement,
        bare={"WikiWho": whole.bare, "ours": whole.own_bare}, command={"WikiWho": command, "ours": own_command},
        kinds={kind: {"revisions": tally.revisions, "WikiWho": tally.bare, "ours": tally.own_bare} for kind, tally in tallies.items()})
    bounds = [
        ("same origin", judged.agreement >= 0.97), ("decided by both", judged.decided >= 0.95 * judged.total),
        ("ten times as fast, bare", whole.bare >= 10 * whole.own_bare)]
    # Of few stories a command costs its start and nothing else.
    if whole.revisions >= 5000:
        bounds.append(("ten times as fast, as commands", command >= 10 * own_command))
    for name, holds in bounds:
        print(f"{name}: {'holds' if holds else 'missed'}")
    sys.exit(0 if all(holds for _, holds in bounds) else 1)


if __name__ == "__main__":
    as_command() if sys.argv[1:] == ["--as-command"] else main()
