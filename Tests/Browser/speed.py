"""The Desk's speed: 1,000 stories of 10 versions of 1,000 words, asked by wrk, and beside 1,000 slow connections.

    speed.py WRITETHRU FOLDER [STORIES]
"""

import concurrent.futures
import datetime
import pathlib
import random
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
STORIES = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
VERSIONS, WORDS = 10, 1000
PORT = 8390

NOUNS = "river bridge council harbour school road farm mill station market tower dam field ferry hall street".split()
VERBS = "closed opened reported found moved mended left asked called counted planned watched".split()
NAMES = ["Ann Holt", "Peter Lowe", "Ruth Calder", "Tom Birch", "Ines Ward", "Jonas Reed"]


def sentence(chance):
    if chance.random() < 0.12:
        return f"“We {chance.choice(VERBS)} the {chance.choice(NOUNS)} on day {chance.randint(1, 900)},” said {chance.choice(NAMES)}."
    words = [f"the {chance.choice(NOUNS)} near the {chance.choice(NOUNS)} was {chance.choice(VERBS)}"]
    words += [f"after {chance.randint(2, 900)} people {chance.choice(VERBS)} the {chance.choice(NOUNS)} in the {chance.choice(NOUNS)}"]
    return (" ".join(words) + ".").capitalize()


def write_stories():
    """Each version changes some sentences of the one before; the text is ours."""
    for number in range(STORIES):
        chance = random.Random(number)
        sentences = []
        while sum(len(s.split()) for s in sentences) < WORDS:
            sentences.append(sentence(chance))
        folder = FOLDER / "stories" / f"story-{number}"
        folder.mkdir(parents=True)
        start = datetime.datetime(2024, 1, 1) + datetime.timedelta(hours=number)
        for version in range(VERSIONS):
            if version:
                for _ in range(4):
                    sentences[chance.randrange(len(sentences))] = sentence(chance)
                sentences.insert(chance.randrange(len(sentences)), sentence(chance))
                sentences.append(sentences.pop(chance.randrange(len(sentences) // 2)))
            paragraphs = [" ".join(sentences[i:i + 3]) for i in range(0, len(sentences), 3)]
            stamp = (start + datetime.timedelta(minutes=17 * version)).strftime("%Y-%m-%dT%H%MZ")
            (folder / f"{stamp}.txt").write_text(f"Story {number} of the valley\n\n" + "\n\n".join(paragraphs) + "\n")


def make_archive():
    archive = FOLDER / "archive"
    if (FOLDER / "done").exists():
        return archive
    if (FOLDER / "stories").exists():
        sys.exit(f"{FOLDER} holds half an archive: remove it")
    write_stories()

    def load(number):
        subprocess.run(
            [PROGRAM, "import", f"story-{number}", str(FOLDER / "stories" / f"story-{number}"), "--archive", str(archive)],
            check=True, stdout=subprocess.DEVNULL)

    started = time.time()
    for number in range(STORIES):
        load(number)
    print(f"imported {STORIES * VERSIONS} versions in {time.time() - started:.0f} s", flush=True)
    (FOLDER / "done").touch()
    return archive


def get(path, timeout=120):
    started = time.perf_counter()
    body = urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=timeout).read()
    return body, (time.perf_counter() - started) * 1000


def wrk(name, paths, seconds=20, rate=100):
    """So many requests a second: ten connections that wait between two requests."""
    script = FOLDER / "wrk.lua"
    listed = ",".join(f'"{path}"' for path in paths)
    script.write_text(
        f"local paths = {{{listed}}}\nlocal at = 0\n"
        "function request() at = at % #paths + 1 return wrk.format('GET', paths[at]) end\n"
        f"function delay() return {10 * 1000 // rate} end\n")
    told = subprocess.run(
        ["wrk", "-t1", "-c10", f"-d{seconds}s", "--latency", "-s", str(script), f"http://127.0.0.1:{PORT}"],
        capture_output=True, text=True).stdout
    p50, p99 = (re.search(rf"^ +{share}%\s+(\S+)$", told, re.M).group(1) for share in (50, 99))
    persec = re.search(r"Requests/sec:\s+(\S+)", told).group(1)
    errors = re.search(r"Non-2xx.*", told)
    print(f"{name}: {persec} requests/s, p50 {p50}, p99 {p99}{' ' + errors.group(0) if errors else ''}", flush=True)


def memory(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    now, peak = (int(re.search(rf"{key}:\s+(\d+)", status).group(1)) / 1024 for key in ("VmRSS", "VmHWM"))
    print(f"memory: {now:.0f} MB now, {peak:.0f} MB at most", flush=True)


def slow(count=1000):
    """Connections that send a byte of a head now and then."""
    held = []
    for _ in range(count):
        connection = socket.create_connection(("127.0.0.1", PORT))
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        held.append(connection)
    times = sorted(get("/stories/story-5/compare/v1..v2")[1] for _ in range(100))
    print(f"beside {count} slow connections: p50 {times[50]:.1f} ms, p99 {times[98]:.1f} ms of 100 reads", flush=True)
    time.sleep(12)
    gone = 0
    for connection in held:
        connection.settimeout(1)
        try:
            gone += connection.recv(1) == b""
        except (socket.timeout, ConnectionError) as error:
            gone += not isinstance(error, socket.timeout)
        connection.close()
    print(f"after 12 s {gone} of them had been closed", flush=True)


def main():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 8192), most))
    FOLDER.mkdir(parents=True, exist_ok=True)
    archive = make_archive()
    server = subprocess.Popen(
        [PROGRAM, "serve", "--port", str(PORT), "--archive", str(archive)], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        server.stderr.readline()
        body, first = get("/")
        print(f"front page, first time: {first:.0f} ms, {len(body)} bytes", flush=True)
        body, first = get("/stories/story-5/compare/v1..v2")
        print(f"compare page, first time: {first:.0f} ms, {len(body)} bytes", flush=True)
        times = sorted(get(f"/stories/story-{n}/compare/v{n % 9 + 1}..v{n % 9 + 2}")[1] for n in range(100, 300))
        print(f"compare pages never made before, one after the other: p50 {times[100]:.0f} ms, p99 {times[197]:.0f} ms", flush=True)
        wrk("compare page", ["/stories/story-5/compare/v1..v2"])
        wrk("200 compare pages in turn", [f"/stories/story-{n}/compare/v{n % 9 + 1}..v{n % 9 + 2}" for n in range(100, 300)])
        wrk("front page", ["/"])
        memory(server)
        slow()
        memory(server)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


main()
