"""From save to live: how long after an editor has saved is the change on the page?

Three ways to save, in turn: written in place, written beside and renamed, and without --watch by
SIGHUP. The median and the slowest of each.
"""

import os
import pathlib
import shutil
import signal
import statistics
import tempfile
import time

import lib

options = lib.arguments(__doc__, rounds=15)
binary = lib.program(options.program)
folder = pathlib.Path(tempfile.mkdtemp(prefix="saved-"))
WAYS = ("in place", "renamed", "SIGHUP")


def change(page, text, way, server):
    if way == "renamed":
        beside = page.with_name(f".{page.name}.swp")
        beside.write_text(text)
        os.replace(beside, page)
    else:
        page.write_text(text)
    if way == "SIGHUP":
        server.process.send_signal(signal.SIGHUP)


def seconds(page, good, word, way, server):
    """From the end of the save until the page shows the word."""
    change(page, f"{good}\n{word}\n", way, server)
    saved = time.monotonic()
    while word.encode() not in server.get("/ishoj/klage")[2]:
        if time.monotonic() - saved > 30:
            raise SystemExit(f"not live after 30 s: {way}")
        time.sleep(0.002)
    return time.monotonic() - saved


took = {way: [] for way in WAYS}
servers = {}
try:
    for way in WAYS:
        content = folder / way.replace(" ", "-")
        shutil.copytree(lib.ROOT / "content", content)
        watch = [] if way == "SIGHUP" else ["--watch"]
        servers[way] = (content, lib.Server(binary, "--content", str(content), *watch))
    for number in range(options.rounds):
        for way, (content, server) in servers.items():
            page = content / "ishoj/afsnit/klage.md"
            good = (lib.ROOT / "content/ishoj/afsnit/klage.md").read_text()
            took[way].append(seconds(page, good, f"Gemt{number}x", way, server))
            time.sleep(0.2)
finally:
    for _, server in servers.values():
        server.stop()
    shutil.rmtree(folder)
for way, times in took.items():
    middle, slowest = statistics.median(times) * 1000, max(times) * 1000
    print(f"{way:9} median {middle:5.0f} ms, slowest {slowest:5.0f} ms of {len(times)}")
    lib.figure(f"save to live, {way}, median", f"{middle:.0f} ms", "400 ms")
