"""Faults under load: what fails, and how long the others wait. One fault after the other:

reload   content changes 100 times, good and bad in turn: no request fails, no page mixes two versions
slow     2,000 clients that send heads slowly or read slowly: others keep their p99 within 3 × of calm
files    no file descriptors left: new visitors are still answered
disk     the content folder goes away: the site stays
clock    the day changes, forwards and back (a test does this with a clock of its own: server_http)
memory   a million requests: memory stays flat
"""

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

import lib

options = lib.arguments(__doc__, only="reload,slow,files,disk,memory", seconds=10, path="/ishoj/klage")
lib.need(wrk="wrk", slowhttptest="slowhttptest", taskset="util-linux", prlimit="util-linux")
binary = lib.program(options.program)
folder = pathlib.Path(tempfile.mkdtemp(prefix="faults-"))
wanted = set(options.only.split(","))
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


def reload():
    content = copied()
    page = content / options.path.split("/")[1] / "afsnit" / f"{options.path.split('/')[2]}.md"
    site = content / "site.toml"
    good_page, good_site = page.read_text(), site.read_text()
    server = lib.Server(binary, "--content", str(content), "--watch")
    calm = lib.wrk(server.port, options.path, 3)
    stop, seen, mixed, refused = threading.Event(), set(), [], []

    def read():
        """Asks all the time; a page must hold one number only, and the header must go with it."""
        versions = {}
        while not stop.is_set():
            try:
                status, headers, body = server.get(options.path)
            except OSError as error:
                refused.append(str(error))
                continue
            numbers = set(re.findall(r"Udgave(\d+)x", body.decode()))
            version = headers["x-version"]
            seen.add(version)
            if status != 200 or len(numbers) > 1 or versions.setdefault(version, numbers) != numbers:
                mixed.append((status, numbers, version))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    load = {}
    runner = threading.Thread(
        target=lambda: load.update(lib.wrk(server.port, options.path, max(30, options.seconds)))
    )
    runner.start()
    took = []
    for number in range(100):
        if number % 2:
            site.write_text("navn = \n")
            time.sleep(0.15)
            site.write_text(good_site)
        else:
            changed = good_page.replace("kort_fortalt = [", f'kort_fortalt = [\n  "Udgave{number}x.",', 1)
            changed += f"\nUdgave{number}x.\n"
            begun = time.monotonic()
            page.write_text(changed)
            while f"Udgave{number}x" not in server.get(options.path)[2].decode():
                if time.monotonic() - begun > 20:
                    note("reload", f"change {number} never arrived", False)
                    break
                time.sleep(0.005)
            took.append(time.monotonic() - begun)
    runner.join()
    stop.set()
    for reader in readers:
        reader.join()
    errors = load["errors"] + len(refused)
    took.sort()
    note("reload", f"{load['requests']} requests during 100 changes, {errors} failed, {len(mixed)} mixed, "
         f"{len(seen)} versions seen, p99 {load['p99']:.2f} ms (calm {calm['p99']:.2f}); save to live "
         f"{took[len(took) // 2] * 1e3:.0f} ms median, {took[-1] * 1e3:.0f} ms at most",
         errors == 0 and not mixed and len(seen) > 40)
    server.stop()


def slow():
    server = lib.Server(binary)
    server.wait_for_encodings(options.path)
    calm = lib.wrk(server.port, options.path, 5, connections=8)
    url = f"http://127.0.0.1:{server.port}{options.path}"
    for name, attack in {
        "slow heads": ["-H", "-i", "2"],
        "slow bodies": ["-B", "-i", "2"],
        "slow reading": ["-X", "-w", "1", "-y", "16", "-n", "2", "-z", "8", "-k", "3"],
    }.items():
        command = ["slowhttptest", "-c", "2000", "-r", "1000", "-l", "25", "-u", url, *attack]
        attacker = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(6)
        load = lib.wrk(server.port, options.path, 5, connections=8)
        fresh = []
        for _ in range(50):
            begun = time.monotonic()
            assert server.get(options.path)[0] == 200
            fresh.append(time.monotonic() - begun)
        attacker.terminate()
        attacker.wait()
        fresh.sort()
        note(name, f"2,000 clients: p99 {load['p99']:.2f} ms, calm {calm['p99']:.2f}; {load['errors']} failed; "
             f"new connections {fresh[25] * 1e3:.1f} ms median, {fresh[-1] * 1e3:.1f} at most",
             load["errors"] == 0 and load["p99"] <= max(3 * calm["p99"], 5))
        time.sleep(3)
    server.stop()


def files():
    few = folder / "few"
    few.write_text(f"#!/bin/sh\nexec prlimit --nofile=64:64 {binary} \"$@\"\n")
    few.chmod(0o755)
    server = lib.Server(str(few))
    held = []
    for _ in range(300):
        try:
            one = socket.create_connection(("127.0.0.1", server.port), timeout=2)
            one.sendall(b"GET / HTTP/1.1\r\n")
            held.append(one)
        except OSError:
            pass
    answered, longest = 0, 0
    for _ in range(50):
        begun = time.monotonic()
        try:
            answered += server.get(options.path)[0] == 200
        except (OSError, http.client.HTTPException):
            pass
        longest = max(longest, time.monotonic() - begun)
    note("files", f"{len(held)} connections held with 64 descriptors; {answered} of 50 new visitors answered, "
         f"the slowest in {longest * 1e3:.0f} ms", answered == 50)
    server.stop()


def disk():
    content = copied()
    server = lib.Server(binary, "--content", str(content), "--watch")
    _, before, _ = server.get(options.path)
    shutil.rmtree(content)
    time.sleep(2)
    load = lib.wrk(server.port, options.path, 3)
    status, after, _ = server.get(options.path)
    same = before["x-version"] == after["x-version"] and status == 200
    note("disk", f"folder removed: {load['requests']} requests, {load['errors']} failed, the same version",
         load["errors"] == 0 and same)
    copied()
    time.sleep(2)
    note("disk", "folder back: answers", server.get(options.path)[0] == 200)
    server.stop()


def memory():
    server = lib.Server(binary)
    server.wait_for_encodings(options.path)
    time.sleep(3)
    lib.wrk(server.port, options.path, 2)
    before, asked = lib.status(server.pid, "VmRSS"), 0
    while asked < 1_000_000:
        asked += lib.wrk(server.port, options.path, 5, headers=["Accept-Encoding: br"])["requests"]
    after = lib.status(server.pid, "VmRSS")
    note("memory", f"{asked} requests: {before / 1024:.1f} MB before, {after / 1024:.1f} MB after",
         after - before < 2048)
    searched = lib.wrk(server.port, "/ishoj/soeg?q=behandling", 5)
    note("memory", f"{searched['requests']} searches: {lib.status(server.pid, 'VmRSS') / 1024:.1f} MB after",
         lib.status(server.pid, "VmRSS") - after < 8192)
    server.stop()


for fault in (reload, slow, files, disk, memory):
    if fault.__name__ in wanted:
        fault()
shutil.rmtree(folder, ignore_errors=True)
sys.exit(1 if failed else 0)
