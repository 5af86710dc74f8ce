"""Compares our reading of robots.txt with Protego's on rule sets made from a seed.

Usage: robots.py FETCH_BENCH [COUNT]. Protego stands on PYTHONPATH or in the running interpreter.
Prints how many answers agree, and those that do not. Protego decodes percent signs before it compares, so that a star
within the bytes of one character ("%C3*%9F") means another thing to it; more than one in a thousand is a defect.
"""

import json
import random
import subprocess
import sys
from urllib.parse import quote

from protego import Protego

ROBOT = "writethru"
WORDS = ["news", "live", "uk", "fire", "sport", "amp", "print", "a", "b", "2020", "gr%C3%B6%C3%9Fe", "größe", "a%20b",
         "~desk", "%7Edesk", "x.html", "x.pdf", "search"]


def path(rng):
    text = "/" + "/".join(rng.choice(WORDS) for _ in range(rng.randint(0, 3)))
    if rng.random() < 0.2:
        text += "?" + rng.choice(["q=1", "print=1", "page=2&q=a"])
    return text


def pattern(rng):
    text = path(rng)
    for _ in range(rng.randint(0, 2)):
        if rng.random() < 0.5:
            place = rng.randint(1, len(text))
            if "%" not in text[max(0, place - 2):place]:
                text = text[:place] + "*" + text[place + rng.randint(0, 2) if "%" not in text[place:place + 4] else place:]
    if rng.random() < 0.2:
        text += "$"
    return text


def rule_set(rng):
    end = rng.choice(["\n", "\r\n", "\r"])
    lines = []
    for _ in range(rng.randint(1, 4)):
        for _ in range(rng.randint(1, 2)):
            key = rng.choice(["User-agent", "user-agent", "USER-AGENT"])
            lines.append(f"{key}: {rng.choice(['*', ROBOT, 'WriteThru', 'other', 'writethru-news'])}")
        for _ in range(rng.randint(1, 5)):
            key = rng.choice(["Disallow", "Allow", "disallow"])
            value = "" if rng.random() < 0.1 else pattern(rng)
            lines.append(f"{key}:{rng.choice(['', ' ', '  '])}{value}{rng.choice(['', '', ' # note'])}")
        if rng.random() < 0.2:
            lines.append(f"Crawl-delay: {rng.choice(['2', '0.5', '10'])}")
        if rng.random() < 0.2:
            lines.append("Sitemap: https://news.example/map.xml")
    return end.join(lines) + end


def main():
    bench, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 500
    rng = random.Random(9309)
    asked = []
    for _ in range(count):
        urls = ["https://news.example" + quote(path(rng), safe="/%?=&~") for _ in range(20)]
        asked.append({"file": rule_set(rng), "robot": ROBOT, "urls": urls})
    lines = "\n".join(json.dumps(item) for item in asked)
    told = subprocess.run([bench, "robots"], input=lines, capture_output=True, text=True, check=True).stdout
    ours = [json.loads(line) for line in told.splitlines()]
    assert len(ours) == count, (len(ours), count)
    same = other = delays = 0
    for item, reply in zip(asked, ours):
        theirs = Protego.parse(item["file"])
        for url, allowed in zip(item["urls"], reply["allowed"]):
            if theirs.can_fetch(url, ROBOT) == allowed:
                same += 1
            else:
                other += 1
                if other <= 40:
                    print(json.dumps({"file": item["file"], "url": url, "ours": allowed}, ensure_ascii=False))
        delays += (theirs.crawl_delay(ROBOT) or None) == reply.get("delay")
    print(f"{count} rule sets, {same + other} questions: {same} answers agree with Protego's, {other} do not;"
          f" crawl delays agree in {delays}")
    return 1 if other * 1000 > same + other else 0


if __name__ == "__main__":
    sys.exit(main())
