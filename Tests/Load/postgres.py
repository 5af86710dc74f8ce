"""A PostgreSQL server of Debian's package in a temporary folder, on a socket, with a disk that can be filled."""

import glob
import os
import shutil
import subprocess
import tempfile


class Server:
    """Runs while it is entered. As root, its tables are on a small disk in memory."""

    SMALL = "512m"

    def __init__(self):
        places = sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)
        if not places:
            raise SystemExit("there is no PostgreSQL server: apt-get install postgresql")
        self.programs = places[0]
        self.is_root = os.getuid() == 0
        self.has_small_disk = False

    def __enter__(self):
        # In /tmp, for sockets' names are short, and the server's own user has to get there.
        self.folder = self.socket = tempfile.mkdtemp(prefix="fleet-", dir="/tmp")
        self.data, self.disk = self.folder + "/data", self.folder + "/disk"
        os.makedirs(self.disk)
        if self.is_root:
            self.has_small_disk = subprocess.run(
                ["mount", "-t", "tmpfs", "-o", f"size={self.SMALL}", "tmpfs", self.disk]).returncode == 0
            for place in (self.folder, self.disk):
                shutil.chown(place, "postgres", "postgres")
        self._run("initdb", "-D", self.data, "-U", "fleet", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self._start()
        self.query("postgres", f"CREATE TABLESPACE small LOCATION '{self.disk}'")
        return self

    def __exit__(self, *_):
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop", check=False)
        if self.has_small_disk:
            subprocess.run(["umount", "-l", self.disk])
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, name):
        """The address of a new database."""
        self.query("postgres", f"CREATE DATABASE {name} TABLESPACE small")
        return f"postgresql://fleet@/{name}?host={self.socket}"

    def query(self, name, sql):
        told = subprocess.run(
            [self.programs + "/psql", "-h", self.socket, "-U", "fleet", "-d", name, "-AtqX", "-F", "\t", "-c", sql],
            check=True, text=True, stdout=subprocess.PIPE).stdout
        return [line.split("\t") for line in told.splitlines()]

    def restart(self):
        """Ends it as a crash would, and starts it again."""
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        self._start()

    def fill(self):
        with open(self.disk + "/filler", "wb") as file:
            try:
                while True:
                    file.write(bytes(1 << 20))
                    file.flush()
            except OSError:
                pass

    def clear(self):
        os.remove(self.disk + "/filler")

    def _start(self):
        self._run(
            "pg_ctl", "-D", self.data, "-w", "-l", self.folder + "/log", "-o",
            f"-k {self.socket} -c listen_addresses='' -c shared_buffers=128MB -c max_wal_size=1GB", "start")

    def _run(self, program, *arguments, check=True):
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if self.is_root else []
        subprocess.run(
            user + [f"{self.programs}/{program}", *arguments], check=check, cwd="/tmp", stdout=subprocess.DEVNULL)
