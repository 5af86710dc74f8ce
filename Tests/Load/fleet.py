"""Many watchers on one PostgreSQL, under load and under faults.

  fleet.py PROGRAM FOLDER [--stories 100000] [--hosts 2000] [--every 600] [--minutes 5] [--only pace,grow,faults]

Three parts, each in a database of its own on a server that this script starts from Debian's package:
  pace    leases a second, as `writethru fleet pace` counts them (bar: 10,000);
  grow    looks a second of one worker and of two, with a server that answers after two seconds (bar: 1.8 times);
  faults  four workers: one killed every ten seconds, one stopped past its lease, the database restarted, its disk filled.
          Then, from the shards' copies and the database: every look once a fence, no version doubled, none lost, and the
          lateness of looks after the recovery (bar: p99 below 30 s).
Has to be root for the small disk; says so when it leaves that out. Ends with 1 if a bar is missed.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime

import postgres
import server as web

HERE = os.path.dirname(os.path.abspath(__file__))
JOURNAL = "refs/writethru/journal"


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


class Fleet:
    """A fleet in a database of its own, its stories, and its workers."""

    PUSH = 5

    def __init__(self, given, database, name, shards, lease, every):
        self.program = os.path.abspath(given.program)
        self.folder = os.path.join(os.path.abspath(given.folder), name)
        self.copies = os.path.join(self.folder, "copies")
        os.makedirs(self.copies)
        self.address = database.address(name)
        self.lease, self.every = lease, every
        self.workers = {}
        self.run("init", "--shards", str(shards))

    def run(self, *arguments, **more):
        return subprocess.run(
            [self.program, "fleet", arguments[0], "--fleet", self.address, "--archive", self.folder, *arguments[1:]],
            check=True, text=True, stdout=subprocess.PIPE, **more).stdout

    def add(self, count, hosts, port):
        listing = os.path.join(self.folder, "addresses.txt")
        with open(listing, "w") as file:
            for number in range(count):
                host = number % hosts
                place = f"127.{1 + host // 62500}.{host // 250 % 250}.{1 + host % 250}"
                file.write(f"http://{place}:{port}/crane-{number}\n")
        began = time.time()
        self.run("add", "--from", listing)
        say(f"{count} stories on {hosts} hosts given to the fleet in {time.time() - began:.1f} s")

    def start(self, name, most=64):
        folder = os.path.join(self.folder, name)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "writethru.yaml"), "w") as file:
            file.write(
                f"fleet:\n  lease: {self.lease}s\n  push-every: {self.PUSH}s\n  remote: {self.copies}\n  shards: {most}\n"
                "fetch:\n  allow-addresses: [127.0.0.0/8]\n")
        log = open(os.path.join(self.folder, name + ".jsonl"), "a")
        self.workers[name] = subprocess.Popen(
            [self.program, "fleet", "join", "--fleet", self.address, "--archive", folder, "--worker", name,
             "--every", f"{self.every}s", "--log", "json"], stdout=subprocess.DEVNULL, stderr=log)

    def stop(self):
        for worker in self.workers.values():
            worker.send_signal(signal.SIGTERM)
        return {name: worker.wait(timeout=300) for name, worker in self.workers.items()}

    def kill(self):
        for worker in self.workers.values():
            if worker.poll() is None:
                worker.kill()
                worker.wait()

    def status(self):
        return json.loads(self.run("status", "--json"))


def looks(status):
    return sum(worker["looks"] for worker in status["workers"])


def serve(port, period, delay=0.0):
    began = time.time()
    arguments = [str(port), str(period), str(delay), repr(began)]
    return subprocess.Popen([sys.executable, os.path.join(HERE, "server.py"), *arguments]), began


def pace(given, database):
    fleet = Fleet(given, database, "pace", 1, 15, 60)
    best = 0
    for connections, batch in [(1, 50), (1, 200), (4, 200)]:
        told = fleet.run("pace", "--connections", str(connections), "--batch", str(batch), "--seconds", "8")
        rate = int(told.split()[0])
        say(f"{rate} leases a second: {connections} connections, {batch} stories a lease")
        best = max(best, rate)
    return [("leases a second", best, best >= 10_000)]


def grow(given, database):
    """Both runs with the same stories, all due all the time, each on a host of its own. A host that took two seconds to
    answer rests for some twenty: there have to be more hosts than two workers can ask in that time."""
    rates = []
    for workers in (1, 2):
        fleet = Fleet(given, database, f"grow{workers}", 2, 30, 10)
        site, _ = serve(given.port, 1_000_000, 2.0)
        try:
            fleet.add(given.growing, given.growing, given.port)
            for number in range(workers):
                fleet.start(f"worker-{number}")
            # Nothing counts until every story has been seen, when only the network is waited for.
            while True:
                time.sleep(2)
                first = fleet.status()
                if looks(first) >= 1.1 * given.growing:
                    break
            time.sleep(40)
            last = fleet.status()
            took = moment(last["now"]) - moment(first["now"])
            rates.append((looks(last) - looks(first)) / took)
            say(f"{rates[-1]:.0f} looks a second by {workers} worker(s) over {took:.0f} s; load {os.getloadavg()[0]:.1f}")
            fleet.stop()
        finally:
            fleet.kill()
            site.kill()
            site.wait()
    growth = rates[1] / rates[0]
    return [("looks a second, two workers to one", round(growth, 2), growth >= 1.8)]


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def faults(given, database):
    random.seed(given.seed)
    fleet = Fleet(given, database, "faults", given.shards, 15, given.every)
    site, began = serve(given.port, given.rewritten)
    names = [f"worker-{number}" for number in range(4)]
    done = {"killed": 0, "stopped": 0, "database restarted": 0, "disk filled": 0}
    try:
        fleet.add(given.stories, given.hosts, given.port)
        # As in a fleet that has gone on for days: looks are due at all times, not all in the same minutes.
        database.query("faults", f"UPDATE stories SET due = due + CAST(random() * {given.every * 1000} AS bigint)")
        for name in names:
            fleet.start(name)
        warm(fleet, given.stories)
        say("every story was looked at; faults begin")
        end = time.time() + given.minutes * 60
        planned = [(0.2, stop_one), (0.5, restart), (0.75, fill)]
        begun, paused, turn = time.time(), None, 0
        while time.time() < end:
            time.sleep(10)
            if paused and time.time() >= paused[1]:
                fleet.workers[paused[0]].send_signal(signal.SIGCONT)
                say(f"{paused[0]} goes on after it was stopped past its lease")
                paused = None
            while planned and time.time() - begun >= planned[0][0] * given.minutes * 60:
                what = planned.pop(0)[1]
                paused = what(fleet, database, names, done) or paused
            free = [name for name in names if not paused or name != paused[0]]
            name = free[turn % len(free)]
            turn += 1
            fleet.workers[name].kill()
            fleet.workers[name].wait()
            fleet.start(name)
            done["killed"] += 1
            try:
                status = fleet.status()
                say(f"{name} killed; {looks(status)} looks, {status['due']} due, {status['late']} late")
            except subprocess.CalledProcessError:
                say(f"{name} killed; the database does not answer")
        if paused:
            fleet.workers[paused[0]].send_signal(signal.SIGCONT)
        say("faults end: " + ", ".join(f"{count} {what}" for what, count in done.items()))
        time.sleep(given.recovery)
        calm = time.time()
        time.sleep(max(60, min(120, given.every * 2)))
        status = fleet.status()
        say(f"{looks(status)} looks, {status['due']} due, {status['late']} late, after {given.recovery} s of recovery")
        codes = fleet.stop()
        bars = [("workers end in good order", codes, all(code == 0 for code in codes.values()))]
        return bars + check(fleet, database, given, began, calm)
    finally:
        fleet.kill()
        site.kill()


def warm(fleet, count):
    began = time.time()
    while True:
        time.sleep(20)
        status = fleet.status()
        # The first looks at all stories, and the second at some: by then as many are made as fall due.
        if looks(status) >= count * 1.1:
            return
        say(f"{looks(status)} looks, {status['due']} due; load {os.getloadavg()[0]:.1f}")
        if time.time() - began > 3600:
            sys.exit(f"only {looks(status)} looks in an hour")


def stop_one(fleet, database, names, done):
    name = names[-1]
    fleet.workers[name].send_signal(signal.SIGSTOP)
    done["stopped"] += 1
    say(f"{name} stopped for three leases")
    return name, time.time() + 3 * fleet.lease


def restart(fleet, database, names, done):
    database.restart()
    done["database restarted"] += 1
    say("the database was restarted, as after a crash")


def fill(fleet, database, names, done):
    if not database.has_small_disk:
        say("LEFT OUT: the database's disk is not filled, for that takes root")
        return
    database.fill()
    say("the database's disk is full")
    time.sleep(15)
    database.clear()
    done["disk filled"] += 1
    say("the database's disk has room again")


def git(copy, *arguments, given=None):
    return subprocess.run(
        ["git", "-C", copy, *arguments], check=True, stdout=subprocess.PIPE, input=given).stdout


def objects(copy, names):
    """The contents of objects, None for those that are not there; by one process of git."""
    answer = git(copy, "cat-file", "--batch", given="".join(name + "\n" for name in names).encode())
    place, found = 0, []
    for _ in names:
        end = answer.index(b"\n", place)
        head = answer[place:end].split()
        if head[-1] == b"missing":
            found.append(None)
            place = end + 1
        else:
            size = int(head[2])
            found.append(answer[end + 1 : end + 1 + size])
            place = end + 2 + size
    return found


def chains(copy):
    """The commits of every branch, the first before the later ones; by a process of git for each step back."""
    lines = git(copy, "for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads").decode().splitlines()
    tips = dict(line.split() for line in lines)
    tips.pop("README", None)
    found = {branch: [] for branch in tips}
    while tips:
        for branch, content in zip(list(tips), objects(copy, list(tips.values()))):
            found[branch].insert(0, tips.pop(branch))
            parents = [line[7:].decode() for line in content.split(b"\n\n")[0].splitlines() if line.startswith(b"parent ")]
            if parents:
                tips[branch] = parents[0]
    return found


def check(fleet, database, given, began, calm):
    told, commits, doubled, late = {}, {}, 0, []
    for name in sorted(os.listdir(fleet.copies)):
        copy = os.path.join(fleet.copies, name)
        journal = git(copy, "rev-list", "--reverse", JOURNAL).decode().split()
        for lines in objects(copy, [commit + ":looks.jsonl" for commit in journal]):
            for line in (lines or b"").splitlines():
                look = json.loads(line)
                told.setdefault(look["story"], []).append(look)
        wanted = [(branch, commit) for branch, chain in chains(copy).items() for commit in chain]
        texts = objects(copy, [f"{commit}:{branch}.txt" for branch, commit in wanted])
        for (branch, _), text, before in zip(wanted, texts, [(None, None)] + list(zip(wanted, texts))):
            commits[branch] = commits.get(branch, 0) + 1
            if before[0] and before[0][0] == branch and before[1] == text:
                doubled += 1
    fenced = [(look["story"], look["fence"]) for all in told.values() for look in all if "fence" in look]
    twice = len(fenced) - len(set(fenced))
    rows = database.query("faults", "SELECT slug, fence, done FROM stories")
    have = set(fenced)
    missing = [row for row in rows if int(row[2]) and (row[0], int(row[2])) not in have]
    given_fences = {row[0]: int(row[1]) for row in rows}
    ahead = [pair for pair in have if pair[1] > given_fences.get(pair[0], 0)]
    counted = sum(int(row[0]) for row in database.query("faults", "SELECT looks FROM workers"))
    refused = sum(int(row[0]) for row in database.query("faults", "SELECT refused FROM workers"))
    versions = {story: sum(look["outcome"] == "version" for look in all) for story, all in told.items()}
    uneven = [story for story in versions if versions[story] != commits.get(story, 0)]
    lost = lost_versions(told, given, began)
    for all in told.values():
        for look in all:
            if "due" in look and "fence" in look and moment(look["time"]) >= calm:
                late.append(max(0.0, moment(look["time"]) - moment(look["due"])))
    late.sort()
    p99 = late[int(len(late) * 0.99)] if late else float("inf")
    say(
        f"{len(fenced)} looks under a fence in the copies, {counted} counted by the database, {refused} refused; "
        f"{sum(versions.values())} versions; {len(late)} looks after the recovery, late by {late[len(late) // 2] if late else 0:.1f} s "
        f"in the middle, {p99:.1f} s at p99")
    return [
        ("stories looked at", len(told), len(told) == len(rows)),
        ("looks twice under one fence", twice, twice == 0),
        ("looks counted that are in no copy", len(missing), not missing and counted <= len(fenced)),
        ("looks under a fence never given", len(ahead), not ahead),
        ("versions doubled", doubled, doubled == 0),
        ("stories whose versions are not their branch's", len(uneven), not uneven),
        ("versions seen and lost", lost, lost == 0),
        ("lateness p99 after the recovery, in s", round(p99, 1), p99 < 30),
    ]


def lost_versions(told, given, began):
    """Looks that stand for another text than the look before and made no version."""
    lost = 0
    for story, all in told.items():
        before = None
        for look in all:
            if look["outcome"] not in ("version", "unchanged", "not_modified"):
                continue
            version, distance = web.version_at(b"/" + story.encode(), moment(look["time"]), began, given.rewritten)
            # Close to a change, which of the two was served cannot be told from when it was asked for.
            if distance < 10:
                before = None
                continue
            if before is not None and version != before and look["outcome"] != "version":
                lost += 1
            before = version
    return lost


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--only", default="pace,grow,faults")
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--hosts", type=int, default=2000)
    parser.add_argument("--growing", type=int, default=10_000, help="stories of the part grow, each on a host of its own")
    parser.add_argument("--shards", type=int, default=16, help="shards of the part faults")
    parser.add_argument("--every", type=int, default=600, help="seconds between two looks at a story")
    parser.add_argument("--rewritten", type=float, default=1800, help="seconds between two versions of a story")
    parser.add_argument("--minutes", type=float, default=5, help="how long faults go on")
    parser.add_argument("--recovery", type=float, default=60, help="seconds of recovery that do not count")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=18090)
    given = parser.parse_args()
    shutil.rmtree(given.folder, ignore_errors=True)
    os.makedirs(given.folder)
    bars = []
    with postgres.Server() as database:
        for name, part in [("pace", pace), ("grow", grow), ("faults", faults)]:
            if name in given.only.split(","):
                bars += part(given, database)
    for what, value, held in bars:
        print(f"{'held  ' if held else 'MISSED'}  {what}: {value}")
    sys.exit(0 if all(held for _, _, held in bars) else 1)


main()
