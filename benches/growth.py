"""How the site grows: 10, 100 and 1,000 municipalities of thirteen sections."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

import grow
import lib

options = lib.arguments(__doc__, counts="10,100,1000", seconds=2)
lib.need(wrk="wrk", taskset="util-linux")
binary = lib.program(options.program)
base = pathlib.Path(tempfile.mkdtemp(prefix="growth-"))


def pages_below(server, start):
    """Every page that can be reached from this one at an address below its own."""
    found, waiting = {}, [start]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        status, headers, body = server.get(path)
        if status != 200 or not headers["content-type"].startswith("text/html"):
            continue
        found[path] = body.decode()
        links = re.findall(r'href="(/[^"?#]*)', found[path])
        waiting.extend(link for link in links if link.startswith(f"{start}/"))
    return found


rows = [("municipalities", "check s", "door s", "first 200 s", "CPU s", "pages", "MB of pages",
         "resident MB", "x pages", "all encoded s", "resident then", "x pages", "µs/request")]
for count in [int(count) for count in options.counts.split(",")]:
    folder = grow.tree(base / "content", count)
    begun = time.monotonic()
    run = subprocess.run([binary, "check", "--content", str(folder)], capture_output=True, text=True)
    check = time.monotonic() - begun
    if run.returncode not in (0, 1):
        raise SystemExit(run.stdout[-3000:] + run.stderr[-3000:])
    server = lib.Server(binary, "--content", str(folder))
    path = f"/by-{count:04}/klage"
    assert server.get(path)[0] == 200
    first = time.monotonic() - server.started
    cpu = lib.cpu_seconds(server.pid)
    resident = lib.status(server.pid, "VmRSS") / 1024
    model = f"/by-{count:04}"
    pages = pages_below(server, model)
    made = len(pages) * count
    megabytes = sum(len(html.encode()) for html in pages.values()) * count / 1e6
    # Lookup must stay flat: measured with the encoder at rest, so after it or without it.
    if count <= 100:
        server.wait_for_encodings(path)
        encoded_in = time.monotonic() - server.started
        time.sleep(2)
    encoded = "-" if count > 100 else f"{encoded_in:.1f}"
    later = lib.status(server.pid, "VmRSS") / 1024
    spent = lib.cpu_seconds(server.pid)
    load = lib.wrk(server.port, path, options.seconds, headers=["Accept-Encoding: gzip"])
    cost = (lib.cpu_seconds(server.pid) - spent) / load["requests"] * 1e6
    server.stop()
    rows.append((count, f"{check:.2f}", f"{server.door:.2f}", f"{first:.2f}", f"{cpu:.2f}", made,
                 f"{megabytes:.1f}", f"{resident:.0f}", f"{resident / megabytes:.2f}",
                 encoded, f"{later:.0f}", f"{later / megabytes:.2f}",
                 f"{cost:.1f}" if count <= 100 else "-"))
    lib.figure(f"{count} municipalities: first 200", f"{first:.2f} s")
    lib.figure(f"{count} municipalities: CPU of it for each", f"{cpu / count * 1e3:.1f} ms")
lib.table(rows)
print(f"program: {os.path.getsize(binary) / 1e6:.1f} MB")
shutil.rmtree(base, ignore_errors=True)
