"""Asks the Desk with programs that are not ours: schemathesis, memento-client, feedparser.

    clients.py WRITETHRU SNAPSHOTS
"""

import datetime
import http.server
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import feedparser
from memento_client import MementoClient

PROGRAM, SNAPSHOTS = sys.argv[1], pathlib.Path(sys.argv[2])
PATIENCE = 120
failures = []


def check(passed, what):
    print(("ok    " if passed else "FAIL  ") + what, flush=True)
    if not passed:
        failures.append(what)


class Site(http.server.BaseHTTPRequestHandler):
    """A page with an address, for Memento."""

    text = "three"

    def do_GET(self):
        body = (
            f"<!doctype html><html lang=en><title>x</title><article><h1>Ferry hits {self.text} buoys</h1>"
            f"<p>A ferry struck {self.text} buoys in the harbour on Monday morning, and nobody was hurt.</p>"
            "<p>The harbour office said that it would look at the charts again before the next sailing.</p></article>"
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def memento(base, address, times):
    client = MementoClient(timegate_uri=f"{base}/timegate/", check_native_timegate=False)
    for number, time_ in times.items():
        info = client.get_memento_info(address, time_)
        closest = info["mementos"]["closest"]["uri"][0]
        check(closest.endswith(f"/v{number}"), f"memento-client finds v{number} at {time_:%H:%M:%S}: {closest}")
    timemap = urllib.request.urlopen(f"{base}/timemap/link/{address}", timeout=PATIENCE)
    check(timemap.headers["Content-Type"] == "application/link-format", "the TimeMap is of the link format")
    check(timemap.read().decode().count("memento\"") == len(times), "and has all versions")


def feeds(base, story):
    for path in ["/feeds/all.atom", f"/feeds/story/{story}.atom", "/feeds/kind/quote_added.atom", "/feeds/all.json"]:
        text = urllib.request.urlopen(base + path, timeout=PATIENCE).read()
        if path.endswith(".json"):
            import json
            feed = json.loads(text)
            check(feed["version"].endswith("1.1") and len(feed["items"]) > 3, f"{path} is a JSON Feed")
            continue
        feed = feedparser.parse(text)
        check(not feed.bozo and feed.version == "atom10", f"feedparser reads {path}: {len(feed.entries)} entries")
        check(all(e.id and e.link and e.updated_parsed and e.title for e in feed.entries), "each with id, link, time and title")


def schemathesis(base):
    command = [
        pathlib.Path(sys.executable).with_name("schemathesis"),
        f"--config-file={pathlib.Path(__file__).with_name('schemathesis.toml')}", "run", f"{base}/api/v1/openapi.json", "--checks", "all",
        "--max-examples", "30", "--seed", "1", "--rate-limit", "100/s", "--generation-deterministic", "--no-color",
    ]
    told = subprocess.run(command, capture_output=True, text=True)
    check(told.returncode == 0, "schemathesis finds no fault")
    print("\n".join(told.stdout.splitlines()[-(40 if told.returncode == 0 else 400):]))


def main():
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{site.server_port}/ferry"
    with tempfile.TemporaryDirectory() as work:
        archive = f"{work}/archive"
        for story in sorted(path.name for path in SNAPSHOTS.iterdir() if path.is_dir()):
            files = sorted(str(file) for file in (SNAPSHOTS / story).iterdir() if file.name[0].isdigit())
            subprocess.run([PROGRAM, "import", story, *files, "--archive", archive], check=True, stdout=subprocess.DEVNULL)
        times = {}
        for number, Site.text in enumerate(["three", "four", "five"], start=1):
            subprocess.run(
                [PROGRAM, "look", address, "--name", "ferry", "--allow-address", "127.0.0.1", "--archive", archive],
                check=True, stdout=subprocess.DEVNULL)
            times[number] = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
            # Memento counts in whole seconds.
            time.sleep(3)
        server = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0", "--archive", archive], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        try:
            base = re.search(r"open (http://\S+)/", server.stderr.readline()).group(1)
            memento(base, address, times)
            feeds(base, "alder-valley-flood")
            schemathesis(base)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(PATIENCE)
    print(f"{len(failures)} faults")
    sys.exit(1 if failures else 0)


main()
