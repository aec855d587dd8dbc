"""The embedded content: time from exec to the open door and the first 200, memory, sizes."""

import os
import time

import lib

options = lib.arguments(__doc__, rounds=10, path="/ishoj")
lib.need(taskset="util-linux", pgrep="procps")
binary = lib.program(options.program)
doors, firsts, spent, memory = [], [], [], []
for round in range(options.rounds):
    server = lib.Server(binary)
    cpu = lib.loading_cpu_seconds(server.pid)
    status, _, _ = server.get(options.path)
    first = time.monotonic() - server.started
    assert status == 200, status
    doors.append(server.door)
    firsts.append(first)
    spent.append(cpu)
    if round == 0:
        memory.append(lib.status(server.pid, "VmRSS"))
        begun = time.monotonic()
        server.wait_for_encodings(options.path)
        time.sleep(3)
        memory.append(lib.status(server.pid, "VmRSS"))
        memory.append(lib.status(server.pid, "VmHWM"))
    server.stop()
lib.table([
    ("", "best", "median"),
    ("exec to open door, ms", f"{min(doors) * 1e3:.1f}", f"{sorted(doors)[len(doors) // 2] * 1e3:.1f}"),
    ("exec to first 200, ms", f"{min(firsts) * 1e3:.1f}", f"{sorted(firsts)[len(firsts) // 2] * 1e3:.1f}"),
    ("CPU time to the open door, ms", f"{min(spent) * 1e3:.1f}", f"{sorted(spent)[len(spent) // 2] * 1e3:.1f}"),
])
median = lambda times: f"{sorted(times)[len(times) // 2] * 1e3:.1f} ms"
lib.figure("exec to first 200, median", median(firsts), "40 ms")
lib.figure("CPU time to the open door, median", median(spent))
lib.figure("resident with all encodings and search", f"{memory[1] / 1024:.1f} MB", "32 MB")
lib.figure("program", f"{os.path.getsize(binary) / 1e6:.1f} MB")
print(f"resident: {memory[0] / 1024:.1f} MB at the door, {memory[1] / 1024:.1f} MB with all encodings, "
      f"{memory[2] / 1024:.1f} MB at most")
print(f"program: {os.path.getsize(binary) / 1e6:.1f} MB")
