"""The whole of `writethru watch` under load, its archive on disk.

  load.py PROGRAM FOLDER [--minutes 3] [--stories 20000] [--hosts 2000] [--every 30] [--rewritten 300]

Registers stories on hosts of 127.0.0.0/8, all served by one process whose processor time is told apart, watches them by
the real command with its usual manners (two seconds' rest a host), and reads its /metrics. The first minutes, when all
stories are new, do not count. Ends with 1 if a bound does not hold.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

TICKS = os.sysconf("SC_CLK_TCK")
BOUNDS = {"looks a second": 500, "lateness p99": 5.0, "memory in MB": 300}


def processor_seconds(pid):
    """The processor time of a process and of its children that are gone."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return sum(int(x) for x in fields[11:15]) / TICKS


def children(pid):
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat") as file:
                    if int(file.read().rsplit(")", 1)[1].split()[1]) == pid:
                        found.append(int(name))
            except OSError:
                pass
    return found


def resident(pid):
    with open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[1]) * 4096 / (1 << 20)


def metrics(port):
    text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20).read().decode()
    values = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            name, value = line.rsplit(" ", 1)
            values[name] = float(value)
    return values


def looks(values):
    return sum(v for k, v in values.items() if k.startswith("writethru_looks_total"))


def late(values, before, share):
    """The smallest bound that a share of the looks between two moments began within."""
    buckets = {}
    for name, value in values.items():
        found = re.match(r'writethru_look_lateness_seconds_bucket\{le="(.*)"\}', name)
        if found:
            buckets[float(found[1].replace("+Inf", "inf"))] = value - before.get(name, 0)
    total = buckets[float("inf")]
    return min((bound for bound, count in buckets.items() if count >= share * total), default=float("inf"))


def folder_size(folder):
    return sum(
        os.path.getsize(os.path.join(place, name)) for place, _, names in os.walk(folder) for name in names) / (1 << 20)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--stories", type=int, default=20000)
    parser.add_argument("--hosts", type=int, default=2000)
    parser.add_argument("--every", type=int, default=30)
    parser.add_argument("--rewritten", type=float, default=300, help="seconds between two versions of a story")
    parser.add_argument("--warm", type=float, help="seconds that do not count, while all stories are new")
    given = parser.parse_args()
    program = os.path.abspath(given.program)
    shutil.rmtree(given.folder, ignore_errors=True)
    os.makedirs(given.folder)
    archive = os.path.join(given.folder, "archive")
    port, monitor = 18080, 19464

    here = os.path.dirname(os.path.abspath(__file__))
    server = subprocess.Popen([sys.executable, os.path.join(here, "server.py"), str(port), str(given.rewritten)])
    watch = None
    try:
        addresses = [
            f"http://127.{1 + (i % given.hosts) // 62500}.{(i % given.hosts) // 250 % 250}.{1 + i % given.hosts % 250}"
            f":{port}/crane-{i}"
            for i in range(given.stories)
        ]
        began = time.time()
        for start in range(0, len(addresses), 10000):
            subprocess.run(
                [program, "add", "--archive", archive] + addresses[start : start + 10000], check=True,
                stdout=subprocess.DEVNULL)
        print(f"{given.stories} stories on {given.hosts} hosts registered in {time.time() - began:.1f} s")

        log = open(os.path.join(given.folder, "log.jsonl"), "w")
        began = time.time()
        watch = subprocess.Popen(
            [program, "watch", "--archive", archive, "--every", f"{given.every}s", "--allow-address", "127.0.0.0/8",
             "--monitor", f"127.0.0.1:{monitor}", "--log", "json"],
            stdout=subprocess.DEVNULL, stderr=log)
        while True:
            try:
                first = metrics(monitor)
                break
            except OSError:
                if watch.poll() is not None:
                    sys.exit("the watch ended: " + open(log.name).read()[-500:])
                time.sleep(0.2)
        print(f"the watch answers after {time.time() - began:.1f} s")

        warm, samples, base = given.warm or min(120, given.minutes * 30), [], None
        end = time.time() + warm + given.minutes * 60
        before, cpu_before = first, (time.time(), processor_seconds(watch.pid), processor_seconds(server.pid))
        workers_before = 0
        started = time.time()
        while time.time() < end:
            time.sleep(10)
            now = metrics(monitor)
            workers = children(watch.pid)
            cpu = processor_seconds(watch.pid)
            worker_cpu = sum(processor_seconds(p) for p in workers if os.path.exists(f"/proc/{p}"))
            sample = {
                "seconds": round(time.time() - started),
                "looks a second": round((looks(now) - looks(before)) / (time.time() - cpu_before[0])),
                "versions": int(now["writethru_versions_total"]),
                "late p99": late(now, before, 0.99),
                "due": int(now["writethru_looks_due"]),
                "under way": int(now["writethru_looks_under_way"]),
                "waiting": int(now["writethru_captures_uncommitted"]),
                "MB": round(resident(watch.pid)),
                "workers MB": round(sum(resident(p) for p in workers if os.path.exists(f"/proc/{p}"))),
                "descriptors": int(now["process_open_fds"]),
                "CPU": round((cpu - cpu_before[1]) / (time.time() - cpu_before[0]), 2),
                "server CPU": round((processor_seconds(server.pid) - cpu_before[2]) / (time.time() - cpu_before[0]), 2),
                "load": os.getloadavg()[0],
            }
            print(json.dumps(sample), flush=True)
            before, cpu_before = now, (time.time(), cpu, processor_seconds(server.pid))
            if base is None and time.time() - started >= warm:
                base = (now, time.time(), cpu, processor_seconds(server.pid), sample)
            elif base:
                samples.append(sample)

        values, began, cpu, server_cpu, first_sample = base
        took = time.time() - began
        rate = (looks(now) - looks(values)) / took
        p99 = late(now, values, 0.99)
        versions = now["writethru_versions_total"] - values["writethru_versions_total"]
        memory = [s["MB"] for s in samples]
        print(
            f"\n{rate:.0f} looks a second over {took / 60:.1f} minutes ({versions / took:.0f} versions a second); "
            f"lateness p50 < {late(now, values, 0.5)} s, p99 < {p99} s, p99.9 < {late(now, values, 0.999)} s; "
            f"memory {first_sample['MB']} MB at first, {memory[-1]} MB at last, {max(memory)} MB at most; "
            f"descriptors {first_sample['descriptors']} to {samples[-1]['descriptors']}; processors: watch and gone "
            f"workers {(processor_seconds(watch.pid) - cpu) / took:.2f}, server "
            f"{(processor_seconds(server.pid) - server_cpu) / took:.2f} of {os.cpu_count()}; load of the machine "
            f"{min(s['load'] for s in samples):.1f} to {max(s['load'] for s in samples):.1f}")
        failed = {k: v for k, v in now.items() if k.startswith("writethru_looks_total") and v}
        print("looks by outcome: " + ", ".join(f"{k.split(chr(34))[1]} {v:.0f}" for k, v in failed.items()))
        began = time.time()
        watch.send_signal(signal.SIGTERM)
        status = watch.wait(timeout=120)
        print(f"stopped with {status} after {time.time() - began:.1f} s; archive {folder_size(archive):.0f} MB")
        held = rate >= BOUNDS["looks a second"] and p99 <= BOUNDS["lateness p99"] and max(memory) < BOUNDS["memory in MB"]
        sys.exit(0 if held and status == 0 else 1)
    finally:
        if watch and watch.poll() is None:
            watch.kill()
        server.kill()


main()
