"""What the measures share: tools from Debian, pinned processes, CPU time, wrk."""

import argparse
import http.client
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


def need(**tools):
    """Installs the Debian package of each tool that is missing: need(wrk="wrk")."""
    missing = [package for tool, package in tools.items() if not shutil.which(tool)]
    if missing:
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *missing], check=True)


def arguments(description, **more):
    """The command line: --program, and what the measure adds."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--program", help="a built program instead of building one")
    for name, default in more.items():
        parser.add_argument(f"--{name}", type=type(default), default=default)
    return parser.parse_args()


def program(given):
    """The program to measure."""
    if given:
        return str(pathlib.Path(given).resolve())
    subprocess.run(["cargo", "build", "--profile", "dist", "--locked"], cwd=ROOT, check=True)
    folder = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return str(folder / "dist/kvalitetsstandard")


def pinned(core, command):
    """The command, held to one core. Without any priority: an operator gives it none, and a program that
    comes before all others on its core can keep itself from taking connections."""
    return ["taskset", "-c", str(core), *command] if os.cpu_count() > 1 else command


def cpu_seconds(pid):
    """CPU time of a process so far, its threads included."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def loading_cpu_seconds(pid):
    """CPU time so far, to the microsecond, of all threads but the one that begins to build search and
    encodings once the door is open."""
    tasks = pathlib.Path(f"/proc/{pid}/task").iterdir()
    loading = [task for task in tasks if (task / "comm").read_text().strip() != "finish"]
    return sum(int((task / "schedstat").read_text().split()[0]) for task in loading) / 1e9


def status(pid, name):
    """A figure of /proc/PID/status in kB, e.g. VmRSS."""
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"^{name}:\s+(\d+)", text, re.M).group(1))


def children(pid):
    """The processes a process has started."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True)
    return [int(child) for child in found.stdout.split()]


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """The program, started on a free port unless told where; `before` is what starts it, when it isn't
    started as it lies."""

    def __init__(
        self, binary, *options, before=(), core=None, environment=None, listen="127.0.0.1:0"
    ):
        command = [*before, binary, "serve", "--listen", listen, *options]
        if core is not None:
            command = pinned(core, command)
        self.log = tempfile.TemporaryFile()
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self.log, text=True, env=environment
        )
        line = self.process.stdout.readline().strip()
        if not line.startswith("http://"):
            self.log.seek(0)
            sys.exit("the program did not start:\n" + self.log.read().decode())
        self.pid = self.process.pid
        self.port = int(line.rsplit(":", 1)[1])
        if "--metrics" in options:
            self.operations = int(self.process.stdout.readline().strip().rsplit(":", 1)[1])
        self.door = time.monotonic() - self.started

    def get(self, path, **headers):
        """One GET: status, headers, body."""
        return get(self.port, path, **headers)

    def figure(self, name):
        """A figure of /metrics, labels and all; the server was started with --metrics."""
        text = get(self.operations, "/metrics")[2].decode()
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.M)
        return float(found.group(1)) if found else 0

    def said(self):
        """What it has logged so far."""
        return os.pread(self.log.fileno(), 1 << 20, 0).decode()

    def wait_for_encodings(self, path):
        """Waits until this page goes out in its best encodings."""
        for _ in range(6000):
            for coding in ("br", "gzip"):
                _, headers, _ = self.get(path, **{"accept-encoding": coding})
                if not headers.get("etag", "").endswith(f'-{coding}"'):
                    break
            else:
                return
            time.sleep(0.1)
        sys.exit("the encodings did not arrive")

    def stop(self):
        self.process.terminate()
        return self.process.wait()


def get(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    found = {name.lower(): value for name, value in answer.getheaders()}
    connection.close()
    return answer.status, found, body


def wrk(port, path, seconds, connections=32, core=1, headers=(), threads=1, script=None):
    """Load from one core, or from any if that is None: requests, seconds, p99 in ms, errors."""
    command = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    if script:
        command += ["-s", str(script)]
    command.append(f"http://127.0.0.1:{port}{path}")
    command = command if core is None else pinned(core, command)
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    requests = int(re.search(r"(\d+) requests in", text).group(1))
    took = re.search(r"requests in ([\d.]+)(m?s|m)", text)
    took = float(took.group(1)) * {"s": 1, "ms": 0.001, "m": 60}[took.group(2)]
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", text)
    p99 = float(p99.group(1)) * {"us": 0.001, "ms": 1, "s": 1000}[p99.group(2)]
    errors = sum(int(number) for number in re.findall(r"(?:connect|read|write|timeout) (\d+)", text))
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    return {
        "requests": requests,
        "seconds": took,
        "p99": p99,
        "errors": errors + (int(wrong.group(1)) if wrong else 0),
        "text": text,
    }


class Steady:
    """wrk round after round, from here on until the end: requests, errors, the p99 of each round."""

    def __init__(self, port, path, connections=8, core=1, headers=()):
        self.requests, self.errors, self.p99 = 0, 0, []
        self.going, self.started = True, threading.Event()
        self.run = lambda: wrk(port, path, 2, connections=connections, core=core, headers=headers)
        self.thread = threading.Thread(target=self._rounds, daemon=True)
        self.thread.start()
        self.started.wait()
        time.sleep(0.5)

    def _rounds(self):
        while self.going:
            self.started.set()
            round = self.run()
            self.requests += round["requests"]
            self.errors += round["errors"]
            self.p99.append(round["p99"])

    def end(self):
        """Waits for the last round."""
        self.going = False
        self.thread.join()
        return self

    @property
    def sum(self):
        middle = sorted(self.p99)[len(self.p99) // 2]
        return f"{self.requests} requests, {self.errors} failed, p99 {middle:.2f} ms (median of {len(self.p99)} rounds)"


def figure(name, value, goal=""):
    """Adds a figure to the table that `benches/run` ends with."""
    if file := os.environ.get("FIGURES"):
        with open(file, "a") as figures:
            print(name, value, goal, sep="\t", file=figures)


def table(rows):
    """Prints rows in columns."""
    widths = [max(len(str(row[column])) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [str(cell).rjust(width) for cell, width in zip(row[1:], widths[1:])]
        print("  ".join([str(row[0]).ljust(widths[0]), *cells]).rstrip())
