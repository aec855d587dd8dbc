"""Faults under a steady load: what fails, and how long the others wait. One after the other:

reload   content changes 100 times, good and bad in turn: no request fails, no page mixes two versions
slow     2,000 clients that send heads or bodies slowly, or read slowly: others keep their p99 within 3 × of calm
work     64 and 400 connections that ask for what is dearest to compute: pages keep their p99 within 3 × of calm,
         and /healthz and /readyz answer within 50 ms
files    few file descriptors: those who are there and those who come are answered
disk     the content folder goes away: the site stays, and follows when the folder is back
clock    midnight in Copenhagen, the hour that doesn't exist, years forwards and back
stop     told to stop: nothing that was asked is lost, and it is gone within ten seconds
memory   a million requests: memory stays flat
"""

import http.client
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from datetime import datetime, timezone

import lib

options = lib.arguments(__doc__, only="reload,slow,work,files,disk,clock,stop,memory", seconds=10, path="/ishoj/klage")
lib.need(wrk="wrk", slowhttptest="slowhttptest", faketime="faketime", taskset="util-linux", prlimit="util-linux")
binary = lib.program(options.program)
folder = pathlib.Path(tempfile.mkdtemp(prefix="faults-"))
wanted = options.only.split(",")
failed = []


def note(fault, text, good):
    print(f"{'ok  ' if good else 'FAIL'} {fault}: {text}", flush=True)
    if not good:
        failed.append(fault)


def copied():
    """A copy of the content to change."""
    content = folder / "content"
    shutil.rmtree(content, ignore_errors=True)
    shutil.copytree(lib.ROOT / "content", content)
    return content


def until(what, is_so, seconds=30):
    """Waits; how long it took."""
    begun = time.monotonic()
    while not is_so():
        if time.monotonic() - begun > seconds:
            raise TimeoutError(f"not within {seconds} s: {what}")
        time.sleep(0.005)
    return time.monotonic() - begun


def middle(numbers):
    return sorted(numbers)[len(numbers) // 2]


class Readers:
    """Two readers that look at each page they get: one number only, and always the same for one version."""

    def __init__(self, server):
        self.server, self.stop, self.read, self.versions, self.wrong = server, threading.Event(), 0, {}, []
        self.threads = [threading.Thread(target=self._read, args=(coding,)) for coding in ("identity", "gzip")]
        for thread in self.threads:
            thread.start()

    def _read(self, coding):
        while not self.stop.is_set():
            try:
                status, headers, body = self.server.get(options.path, **{"accept-encoding": coding})
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(repr(error))
                continue
            if headers.get("content-encoding") == "gzip":
                body = zlib.decompress(body, wbits=31)
            numbers, version = set(re.findall(r"Udgave(\d+)x", body.decode())), headers.get("x-version")
            self.read += 1
            if status != 200 or len(numbers) > 1 or self.versions.setdefault(version, numbers) != numbers:
                self.wrong.append((status, numbers, version))

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join()


def reload():
    content = copied()
    page = content / options.path.split("/")[1] / "afsnit" / f"{options.path.split('/')[2]}.md"
    good = page.read_text()
    server = lib.Server(binary, "--content", str(content), "--watch", "--metrics", "127.0.0.1:0")
    calm = lib.Steady(server.port, options.path, headers=["Accept-Encoding: br"])
    time.sleep(5)
    calm.end()
    load = lib.Steady(server.port, options.path, headers=["Accept-Encoding: br"])
    readers, took = Readers(server), []
    for number in range(100):
        if number % 2:
            before = server.figure('kvalitetsstandard_reloads_total{outcome="refused"}')
            page.write_text(good.replace("titel =", f"titel{number} =", 1) + f"\nUdgave{number}x.\n")
            until("a refusal", lambda: server.figure('kvalitetsstandard_reloads_total{outcome="refused"}') > before)
        else:
            changed = good.replace("kort_fortalt = [", f'kort_fortalt = [\n  "Udgave{number}x.",', 1)
            page.write_text(changed + f"\nUdgave{number}x.\n")
            took.append(until("a change", lambda: f"Udgave{number}x" in server.get(options.path)[2].decode()))
    load.end()
    readers.end()
    reloads = [int(server.figure(f'kvalitetsstandard_reloads_total{{outcome="{one}"}}')) for one in ("good", "refused")]
    server.stop()
    note("reload", f"{reloads[0]} good and {reloads[1]} bad; {load.sum}, calm {middle(calm.p99):.2f} ms; "
         f"{readers.read} pages looked at, {len(readers.versions)} versions, {len(readers.wrong)} wrong or mixed "
         f"{readers.wrong[:3] or ''}", load.errors == 0 and not readers.wrong and len(readers.versions) >= 50
         and reloads[0] >= 50 and reloads[1] >= 50)
    note("save to live", f"{middle(took) * 1e3:.0f} ms median, {max(took) * 1e3:.0f} ms at most, under that load",
         middle(took) < 1)


ATTACKS = {
    "slow heads": ["-H", "-i", "2"],
    "slow bodies": ["-B", "-i", "2", "-s", "8192"],
    "slow reading": ["-X", "-w", "1", "-y", "16", "-n", "2", "-z", "8", "-k", "3"],
}


def slow():
    # As many requests as readers make, not as many as there can be: a load that takes a whole core
    # would measure how the cores are shared between it, the attacker and the server.
    paced = folder / "paced.lua"
    paced.write_text("function delay() return 3 end\n")
    asked = lambda: lib.wrk(server.port, options.path, 4, connections=8, core=None, script=paced)
    server = lib.Server(binary, "--metrics", "127.0.0.1:0")
    server.wait_for_encodings(options.path)
    for name, attack in ATTACKS.items():
        calm, pressed, held, requests, errors, fresh = [], [], [], 0, 0, []
        for _ in range(5):
            calm.append(asked()["p99"])
            address = f"http://127.0.0.1:{server.port}" + ("/ishoj/frister" if "-B" in attack else options.path)
            command = ["slowhttptest", "-c", "2000", "-r", "1000", "-l", "20", "-u", address, *attack]
            attacker = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(4)
            load = asked()
            requests += load["requests"]
            held.append(int(server.figure("kvalitetsstandard_connections")))
            pressed.append(load["p99"])
            errors += load["errors"]
            for _ in range(20):
                begun = time.monotonic()
                errors += server.get(options.path)[0] != 200
                fresh.append(time.monotonic() - begun)
            attacker.terminate()
            attacker.wait()
            until("the attackers are gone", lambda: server.figure("kvalitetsstandard_connections") < 20)
        ratio = middle(pressed) / middle(calm)
        note(name, f"2,000 clients, {max(held)} of them held at a time: p99 {middle(pressed):.2f} ms, calm "
             f"{middle(calm):.2f} ms, {ratio:.1f} ×; {requests} requests, {errors} failed; new connections {middle(fresh) * 1e3:.1f} ms "
             f"median, {max(fresh) * 1e3:.1f} at most", errors == 0 and ratio <= 3)
    server.stop()


def files():
    few = folder / "few"
    few.write_text(f"#!/bin/sh\nexec prlimit --nofile=64:64 {binary} \"$@\"\n")
    few.chmod(0o755)
    server = lib.Server(str(few))
    load = lib.Steady(server.port, options.path)
    held = []
    # Wave upon wave: those that were turned out come again.
    for _ in range(8):
        for _ in range(300):
            try:
                one = socket.create_connection(("127.0.0.1", server.port), timeout=5)
                one.sendall(b"GET / HTTP/1.1\r\n")
                held.append(one)
            except OSError:
                pass
        time.sleep(0.5)
    answered, longest = 0, 0
    for _ in range(50):
        begun = time.monotonic()
        try:
            answered += server.get(options.path)[0] == 200
        except (OSError, http.client.HTTPException):
            pass
        longest = max(longest, time.monotonic() - begun)
    load.end()
    ran_out = server.said().count("no connection could be taken")
    note("files", f"64 descriptors, {len(held)} silent clients, {ran_out} seconds in which none was left; {load.sum}; {answered} of "
         f"50 newcomers answered, the slowest in {longest * 1e3:.0f} ms",
         answered == 50 and load.errors == 0)
    server.stop()


# Words that nobody knows, each near to many: the dearest search that was found.
WORST = "/ishoj/soeg?q=" + "+".join(
    ["egenbetalnigen", "behandlingsgarnatien", "rusmidelbehandligen", "paaroerendeindragelse", "handlplanernes"] * 4
)[:300]


def work():
    server = lib.Server(binary, "--metrics", "127.0.0.1:0")
    server.wait_for_encodings(options.path)
    calm = lib.wrk(server.port, options.path, options.seconds, connections=8, core=None)
    for connections in (64, 400):
        asked = {}
        load = threading.Thread(
            target=lambda: asked.update(lib.wrk(server.port, WORST, options.seconds + 2, connections=connections, core=None))
        )
        load.start()
        time.sleep(1)
        waits = []
        watching = threading.Event()

        def watch():
            while not watching.is_set():
                for port, page in ((server.port, "/healthz"), (server.operations, "/readyz")):
                    begun = time.monotonic()
                    if lib.get(port, page)[0] != 200:
                        waits.append(float("inf"))
                    waits.append(time.monotonic() - begun)
                time.sleep(0.02)

        watcher = threading.Thread(target=watch)
        watcher.start()
        busy = lib.wrk(server.port, options.path, options.seconds, connections=8, core=None)
        watching.set()
        watcher.join()
        load.join()
        note("work", f"{connections} connections on the dearest search ({asked['requests']} answered or refused): a page's p99 "
             f"{calm['p99']:.1f} -> {busy['p99']:.1f} ms, {busy['errors']} failed; health within {max(waits) * 1e3:.0f} ms of {len(waits)} times",
             busy["p99"] <= 3 * calm["p99"] and busy["errors"] == 0 and max(waits) <= 0.05)
    server.stop()


def disk():
    content = copied()
    server = lib.Server(binary, "--content", str(content), "--watch")
    version = lambda: server.get(options.path)[1]["x-version"]
    before = version()
    load = lib.Steady(server.port, options.path)
    shutil.rmtree(content)
    server.process.send_signal(signal.SIGHUP)
    time.sleep(3)
    gone = version()
    site = copied() / "site.toml"
    site.write_text(re.sub(r'^navn = "', 'navn = "Tilbage ', site.read_text(), count=1, flags=re.M))
    until("the folder's return", lambda: version() != before)
    load.end()
    note("disk", f"folder removed, then back with a change: {load.sum}; the old version meanwhile, the new one after",
         load.errors == 0 and gone == before)
    server.stop()


# UTC, and the day it then is in Copenhagen. The server looks every 15 seconds.
MOMENTS = [
    ("2026-11-22T22:59:57", "2026-11-22"),
    (None, "2026-11-23"),
    ("2027-03-28T00:59:58", "2027-03-28"),
    ("2027-07-01T21:59:42", "2027-07-01"),
    (None, "2027-07-02"),
    ("2036-02-29T12:00:00", "2036-02-29"),
    ("2001-01-01T00:00:00", "2001-01-01"),
    ("2026-11-22T12:00:00", "2026-11-22"),
]


def clock():
    libraries = list(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    if not libraries:
        raise SystemExit("libfaketime is not installed")
    moment = folder / "moment"

    def jump(to):
        to = datetime.fromisoformat(to).replace(tzinfo=timezone.utc).timestamp()
        new = moment.with_suffix(".new")
        new.write_text(f"{to - time.time():+.0f}")
        new.rename(moment)

    jump(MOMENTS[0][0])
    environment = {**os.environ, "LD_PRELOAD": str(libraries[0]), "FAKETIME_TIMESTAMP_FILE": str(moment),
                   "FAKETIME_CACHE_DURATION": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC"}
    server = lib.Server(binary, environment=environment)
    load = lib.Steady(server.port, options.path)
    seen, waited = [], []
    for to, day in MOMENTS:
        if to:
            jump(to)
        # The first day's pages are there from the start; when they are made anew, the log says so.
        if seen and day != seen[-1]:
            made = lambda: re.findall(r"pages made anew today=(\S+)", server.said())
            waited.append(until(f"the pages of {day}", lambda: made()[-1:] == [day], 60))
        seen.append(day)
        if server.get(options.path)[0] != 200:
            raise SystemExit("no page")
    load.end()
    note("clock", f"{len(seen)} moments from 2001 to 2036, each day's pages {max(waited):.1f} s after at most; {load.sum}",
         load.errors == 0)
    server.stop()


def stop():
    times, lost, answered = [], [], 0
    for _ in range(5):
        server = lib.Server(binary)
        told, counts = threading.Event(), [0] * 16

        def ask(number):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=15)
            path = [options.path, "/ishoj/soeg?q=behandling"][number % 2]
            while True:
                try:
                    connection.request("GET", path)
                except OSError as error:
                    # Nobody at the door is fine once it was told to stop, a broken word isn't.
                    if not (told.is_set() and isinstance(error, ConnectionRefusedError)):
                        lost.append(repr(error))
                    return
                try:
                    answer = connection.getresponse()
                    answer.read()
                    counts[number] += 1
                    if answer.getheader("connection") == "close":
                        return
                except (OSError, http.client.HTTPException) as error:
                    lost.append(repr(error))
                    return

        readers = [threading.Thread(target=ask, args=(number,)) for number in range(16)]
        for reader in readers:
            reader.start()
        time.sleep(1)
        told.set()
        begun = time.monotonic()
        code = server.stop()
        times.append(time.monotonic() - begun)
        for reader in readers:
            reader.join()
        answered += sum(counts)
        if code != 0:
            lost.append(f"it ended with {code}")
    note("stop", f"told to stop 5 times with 16 readers: gone in {middle(times) * 1e3:.0f} ms median, "
         f"{max(times) * 1e3:.0f} at most; {answered} answered, {len(lost)} lost {lost[:3] or ''}",
         not lost and max(times) < 10)
    server = lib.Server(binary)
    stalled = socket.create_connection(("127.0.0.1", server.port))
    stalled.sendall(b"POST /ishoj/frister HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nfrist=")
    time.sleep(0.5)
    begun = time.monotonic()
    server.stop()
    took = time.monotonic() - begun
    note("stop", f"with a client that never finishes its form: gone in {took:.1f} s", took < 11)


def memory():
    server = lib.Server(binary)
    server.wait_for_encodings(options.path)
    time.sleep(3)
    resident = lambda: lib.status(server.pid, "VmRSS") / 1024
    lib.wrk(server.port, options.path, 2)
    before, asked, errors = resident(), 0, 0
    while asked < 1_000_000:
        load = lib.wrk(server.port, options.path, 5, headers=["Accept-Encoding: br"])
        asked, errors = asked + load["requests"], errors + load["errors"]
    after = resident()
    note("memory", f"{asked} requests, {errors} failed: {before:.1f} MB before, {after:.1f} MB after",
         after - before < 2 and errors == 0)
    lib.wrk(server.port, "/ishoj/soeg?q=behandling", 2)
    warm = resident()
    searched = lib.wrk(server.port, "/ishoj/soeg?q=behandling", options.seconds)
    note("memory", f"{searched['requests']} searches: {warm:.1f} MB before, {resident():.1f} MB after",
         resident() - warm < 4)
    server.stop()


faults = {one.__name__: one for one in (reload, slow, work, files, disk, clock, stop, memory)}
for fault in wanted:
    faults[fault]()
shutil.rmtree(folder, ignore_errors=True)
lib.figure("faults that cost a reader something", len(failed), "0")
sys.exit(1 if failed else 0)
