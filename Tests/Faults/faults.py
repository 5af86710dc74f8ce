#!/usr/bin/env python3
"""Kills the program, fails its disk and flips its bits, and checks that nothing acknowledged is lost or doubled.

Usage: faults.py PROGRAM [--only kill,errors,random,flips,writers] [--random 500] [--flips 200] [--starts 50] [--seed 1]

Needs strace, git and a C compiler. After every fault: the next capture works, `verify` and `git fsck --full --strict` are clean,
earlier captures are there, and no capture is there twice. Prints a line a suite; exits with 1 if anything failed.
"""

import argparse
import errno
import http.server
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

# What changes a disk, and which of it a disk can refuse.
MUTATING = "open write pwrite fsync fdatasync syncfs rename unlink mkdir link ftruncate fchmod chmod rmdir".split()
FAILING = "open write pwrite fsync fdatasync syncfs rename mkdir link ftruncate".split()

PAGE = """<html><head><title>Fire at the quay</title></head><body><article><h1>Fire at the quay</h1>
<p>A fire broke out at the old quay on Monday and %s boats were burnt, the harbour master said.</p>
<p>Nobody was hurt. “We saw smoke at six,” said Ann Lind, who lives nearby.</p>
<p>The cause is not known, and the quay stays closed until Tuesday, the town said in a statement.</p>
</article></body></html>
"""


class Site:
    """A page that says another number each time it is asked."""

    def __init__(self):
        site = self
        self.count = 0

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path == "/same" and self.headers.get("If-None-Match"):
                    self.send_response(304)
                    self.send_header("ETag", '"same"')
                    self.end_headers()
                    return
                site.count += 1
                body = (PAGE % site.count).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if self.path == "/same":
                    self.send_header("ETag", '"same"')
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    self.wfile.write(body)
                except OSError:
                    pass

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.root = "http://127.0.0.1:%d/" % self.server.server_port
        self.address = self.root + "quay"


class Suite:
    def __init__(self, program, folder):
        self.program, self.folder, self.site = os.path.abspath(program), folder, Site()
        self.archive = os.path.join(folder, "archive")
        self.failures = []

    # The program

    def look(self, name="quay", address=None):
        return [self.program, "look", address or self.site.root + name, "--name", name, "--allow-address", "127.0.0.1",
                "--archive", self.archive]

    def run(self, command, timeout=120):
        # In a session of its own, so that what hangs can be ended with its children.
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, start_new_session=True)
        try:
            output, errors = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, errors = process.communicate()
            return None, output.decode(errors="replace"), errors.decode(errors="replace")
        return process.returncode, output.decode(errors="replace"), errors.decode(errors="replace")

    def git(self, *arguments):
        return subprocess.run(["git", "-C", self.archive + "/stories.git", *arguments], text=True,
                              capture_output=True)

    def captures(self):
        """The capture ids of all versions of all stories, as git has them."""
        log = self.git("log", "--branches", "--format=%(trailers:key=Capture-Id,valueonly)").stdout
        return [line for line in log.split("\n") if line]

    def looks(self):
        ids = []
        log = self.git("log", "-p", "--format=", "refs/writethru/journal", "--", "looks.jsonl").stdout
        for line in log.split("\n"):
            if line.startswith("+{"):
                match = re.search(r'"capture":"([0-9A-Z]{26})"', line)
                if match:
                    ids.append(match.group(1))
        return ids

    # The checks

    def fail(self, what, *details):
        self.failures.append(what)
        print("FAILED:", what, *[str(detail).strip()[:600] for detail in details], flush=True)

    def check(self, what, before, must_have=(), next_capture=True):
        if next_capture:
            status, output, errors = self.run(self.look())
            if status != 0:
                return self.fail(what + ": the next capture", status, output, errors)
        after = self.captures()
        if len(set(after)) != len(after):
            self.fail(what + ": a capture is there twice")
        looks = self.looks()
        if len(set(looks)) != len(looks):
            self.fail(what + ": a look is there twice")
        lost = (set(before) | set(must_have)) - set(after) - set(looks)
        if lost:
            self.fail(what + ": lost", lost)
        status, output, errors = self.run([self.program, "verify", "--archive", self.archive])
        if status != 0:
            self.fail(what + ": verify", status, output, errors)
        fsck = self.git("fsck", "--full", "--strict")
        noise = [line for line in (fsck.stdout + fsck.stderr).split("\n") if line and "dangling" not in line]
        if fsck.returncode != 0 or noise:
            self.fail(what + ": fsck", fsck.returncode, noise)

    def base(self, versions=2):
        """An archive with some versions, kept to be copied."""
        place = os.path.join(self.folder, "base-%d" % versions)
        if not os.path.isdir(place):
            shutil.rmtree(self.archive, ignore_errors=True)
            for _ in range(versions):
                status, output, errors = self.run(self.look())
                if status != 0:
                    sys.exit("the program does not work at all: %s %s" % (output, errors))
            os.makedirs(self.archive, exist_ok=True)
            shutil.copytree(self.archive, place, symlinks=True)
        return place

    def reset(self, versions=2):
        place = self.base(versions)
        shutil.rmtree(self.archive, ignore_errors=True)
        shutil.copytree(place, self.archive, symlinks=True)
        if versions == 0:
            shutil.rmtree(self.archive, ignore_errors=True)
        return self.captures() if versions else []

    def shim(self):
        """The library that lets the Nth call fail, made from nth_call.c."""
        made = os.path.join(self.folder, "nth_call.so")
        if not os.path.exists(made):
            compiler = next((name for name in ("cc", "clang", "gcc") if shutil.which(name)), None)
            if compiler is None:
                sys.exit("a C compiler is needed: install gcc, or put Swift's clang on the PATH")
            source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "nth_call.c")
            subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"], check=True)
        return made

    def faulty(self, name, number, failure=0, look=None):
        """A look whose Nth call of a name kills the program, or fails with an errno: how it ended, what it did, and
        the call that was met."""
        log, met = os.path.join(self.folder, "trace"), os.path.join(self.folder, "met")
        if os.path.exists(met):
            os.remove(met)
        command = ["strace", "-f", "-qq", "-y", "-o", log, "-e", "trace=rename,fsync",
                   "-E", "LD_PRELOAD=" + self.shim(), "-E", "WRITETHRU_FAULT=%s:%d:%d" % (name, number, failure),
                   "-E", "WRITETHRU_FAULT_LOG=" + met] + (look or self.look())
        status, output, errors = self.run(command)
        with open(log, errors="replace") as file:
            trace = file.read()
        call = ""
        if os.path.exists(met):
            with open(met, errors="replace") as file:
                call = file.read().strip()
        return status, output, errors, trace, call

    @staticmethod
    def acknowledged(trace):
        """Captures whose name in the spool and its folder were on the disk before the end."""
        renamed, synced = [], []
        for line in trace.split("\n"):
            match = re.search(r'rename\("[^"]*", "[^"]*/spool/([0-9A-Z]{26})\.capture"\)\s+= 0', line)
            if match:
                renamed.append(match.group(1))
            elif renamed and re.search(r"fsync\(\d+<[^>]*/spool>\)\s+= 0", line):
                synced = list(renamed)
        return synced

    # The suites

    def kill(self):
        """SIGKILL at every call that changes the disk: of a first capture, and of a later one."""
        count = acknowledged = 0
        for versions in (0, 2):
            for name in MUTATING:
                number = 0
                while True:
                    number += 1
                    before = self.reset(versions)
                    _, _, _, trace, met = self.faulty(name, number)
                    if not met:
                        break
                    kept = self.acknowledged(trace)
                    acknowledged += len(kept)
                    count += 1
                    self.check("kill at %s %d (%s) after %d" % (name, number, met, versions), before, kept)
        return "%d kills, %d of them after the acknowledgement" % (count, acknowledged)

    def errors(self):
        """ENOSPC and EIO at every write, sync and rename."""
        count = stopped = 0
        for error in ("ENOSPC", "EIO"):
            for name in FAILING:
                number = 0
                while True:
                    number += 1
                    before = self.reset(2)
                    status, _, errors, trace, met = self.faulty(name, number, getattr(errno, error))
                    if not met:
                        break
                    if self.archive not in met:
                        continue  # The terminal, or a wake-up between threads.
                    what = "%s at %s %d (%s)" % (error, name, number, met)
                    count += 1
                    if status == 74:
                        stopped += 1
                    elif status != 0:
                        self.fail(what + ": exit code", status, errors)
                    self.check(what, before, self.acknowledged(trace))
        return "%d errors, %d of them ended the program with 74, the others did no harm" % (count, stopped)

    def random(self, rounds, seed):
        """SIGKILL at random moments while two processes write."""
        choice = random.Random(seed)
        self.reset(2)
        kept, ended = set(self.captures()), 0
        for round in range(rounds):
            processes = [subprocess.Popen(self.look(name), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                          stderr=subprocess.DEVNULL) for name in ("quay", "pier")]
            time.sleep(choice.random() * 0.35)
            for process in processes:
                process.send_signal(signal.SIGKILL)
            for process in processes:
                output = process.communicate()[0].decode(errors="replace")
                ended += process.returncode == 0
                if process.returncode not in (0, -signal.SIGKILL):
                    self.fail("random kill %d" % round, process.returncode, output)
            waiting = [name[:26] for name in os.listdir(self.archive + "/spool") if name.endswith(".capture")]
            kept |= set(waiting)
            now = set(self.captures()) | set(self.looks())
            if not kept - set(waiting) <= now:
                self.fail("random kill %d: lost" % round, kept - now)
            kept |= set(self.captures())
            if round % 10 == 9 or round == rounds - 1:
                self.check("random kill %d" % round, kept)
                kept |= set(self.captures())
        return "%d kills of two processes, %d ended before theirs; %d captures kept" % (rounds, ended, len(kept))

    def flips(self, rounds, seed):
        """A flipped bit anywhere in packs, indexes, references, the spool and the catalog."""
        choice = random.Random(seed)
        self.reset(2)
        # Something in the spool: a look that was answered with 304, and a capture as a process leaves it that dies
        # before the spool lets go of it.
        same = self.look("same", self.site.root + "same")
        self.run(same)
        for number in range(1, 60):
            met = self.faulty("unlink", number)[4].split(" ", 1)[-1]
            if met.endswith(".capture") or not met:
                break
        if not met or not os.path.exists(met):
            return self.fail("no capture could be left in the spool", met)
        shutil.copy(met, self.folder)
        self.run(same)
        shutil.copy(os.path.join(self.folder, os.path.basename(met)), met)
        kinds = {
            "pack": [], "index": [], "reference": [], "spool": [], "catalog": [self.archive + "/catalog.sqlite"]}
        for place, _, names in os.walk(self.archive):
            for name in names:
                path = os.path.join(place, name)
                if name.endswith(".pack"):
                    kinds["pack"].append(path)
                elif name.endswith(".idx"):
                    kinds["index"].append(path)
                elif "/refs/" in path:
                    kinds["reference"].append(path)
                elif "/spool/" in path and not name.endswith(".tmp"):
                    kinds["spool"].append(path)
        dump = self.run([self.program, "reindex", "--dump", "--archive", self.archive])[1]
        found, harmless = {}, 0
        names = sorted(kind for kind in kinds if kinds[kind])
        for round in range(rounds):
            kind = names[round % len(names)]
            path = choice.choice(sorted(kinds[kind]))
            with open(path, "rb") as file:
                whole = file.read()
            at, bit = choice.randrange(len(whole)), choice.randrange(8)
            mode = os.stat(path).st_mode
            os.chmod(path, 0o644)
            with open(path, "r+b") as file:
                file.seek(at)
                file.write(bytes([whole[at] ^ 1 << bit]))
            status = self.run([self.program, "verify", "--archive", self.archive])[0]
            if status == 65:
                found[kind] = found.get(kind, 0) + 1
            elif kind == "catalog" and status == 0 and dump == self.run(
                    [self.program, "reindex", "--dump", "--archive", self.archive])[1]:
                harmless += 1  # A bit of the file that SQLite does not use.
            else:
                self.fail("flipped bit %d of byte %d of %s" % (bit, at, path), status)
            with open(path, "wb") as file:
                file.write(whole)
            os.chmod(path, mode)
        status, output, errors = self.run([self.program, "verify", "--archive", self.archive])
        if status != 0:
            self.fail("after the flips", output, errors)
        # A catalog that is garbage is made again, the same.
        with open(kinds["catalog"][0], "r+b") as file:
            file.write(bytes(200))
        self.run([self.program, "reindex", "--archive", self.archive])
        after = self.run([self.program, "reindex", "--dump", "--archive", self.archive])[1]
        if not all(line in after for line in dump.split("\n") if not line.startswith("journal ")):
            self.fail("the catalog made again is another")
        return "%d flips: %s found; %d in parts of the catalog that hold nothing" % (
            rounds, ", ".join("%d %s" % (found[kind], kind) for kind in sorted(found)), harmless)

    def writers(self, starts):
        """Two writers at once."""
        self.reset(2)
        for start in range(starts):
            before = self.captures()
            processes = [subprocess.Popen(self.look(name), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                          stderr=subprocess.PIPE) for name in ("quay", "pier")]
            for process in processes:
                output, errors = process.communicate()
                if process.returncode != 0:
                    self.fail("two writers, start %d" % start, process.returncode, output, errors)
            after = self.captures()
            if len(after) != len(before) + 2:
                self.fail("two writers, start %d: %d captures more" % (start, len(after) - len(before)))
        self.check("two writers", before)
        return "%d starts of two writers, %d captures kept" % (starts, len(self.captures()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--only", default="writers,flips,kill,errors,random")
    parser.add_argument("--random", type=int, default=500)
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--starts", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="writethru-faults-") as folder:
        suite = Suite(options.program, folder)
        for name in options.only.split(","):
            start = time.time()
            failed = len(suite.failures)
            if name == "random":
                result = suite.random(options.random, options.seed)
            elif name == "flips":
                result = suite.flips(options.flips, options.seed)
            elif name == "writers":
                result = suite.writers(options.starts)
            else:
                result = getattr(suite, name)()
            print("%-8s %s; %d failed (%.0f s)" % (
                name, result, len(suite.failures) - failed, time.time() - start), flush=True)
        sys.exit(1 if suite.failures else 0)


if __name__ == "__main__":
    main()
