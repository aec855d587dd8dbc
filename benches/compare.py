"""CPU time per request beside nginx (gzip_static, open files kept) and a bare loop: same bytes, same headers."""

import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time

import lib

options = lib.arguments(__doc__, seconds=5, rounds=5, path="/ishoj/klage", connections=64)
lib.need(nginx="nginx-light", wrk="wrk", gcc="gcc", taskset="util-linux", pgrep="procps")
binary = lib.program(options.program)
folder = pathlib.Path(tempfile.mkdtemp(prefix="compare-"))
os.chmod(folder, 0o755)
GZIP = {"accept-encoding": "gzip"}


def answer_of(port, path, **headers):
    """The bytes of an answer, head and body, as sent."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with socket.create_connection(("127.0.0.1", port)) as one:
        one.sendall(f"GET {path} HTTP/1.1\r\nhost: x\r\n{lines}connection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: one.recv(65536), b""))
    return answer.replace(b"connection: close\r\n", b"").replace(b"Connection: close\r\n", b"")


def start_nginx(port, answer, headers):
    """nginx with the page as a .gz file and our headers; what it makes itself is left to it."""
    body = answer.split(b"\r\n\r\n", 1)[1]
    root = folder / "root"
    page = root / options.path.lstrip("/")
    page.parent.mkdir(parents=True, exist_ok=True)
    pathlib.Path(f"{page}.gz").write_bytes(body)
    page.write_bytes(b"")
    made_by_nginx = {"content-type", "content-length", "content-encoding", "date", "etag", "connection"}
    given = "\n".join(
        f"add_header {name} \"{value}\";"
        for name, value in headers.items()
        if name not in made_by_nginx
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(f"""
        worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log crit;
        events {{ worker_connections 4096; }}
        http {{
            access_log off; open_file_cache max=1000 inactive=1h; sendfile on; tcp_nodelay on; keepalive_requests 1000000000;
            default_type "text/html; charset=utf-8"; server_tokens off; etag on;
            client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2;
            fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
            server {{
                listen 127.0.0.1:{port}; root {root};
                location / {{ gzip_static on; {given} }}
            }}
        }}""")
    process = subprocess.Popen(lib.pinned(0, ["nginx", "-c", str(configuration), "-p", str(folder)]))
    time.sleep(1)
    return process, lib.children(process.pid)[0]


def start_bare(name, answer):
    """The bare loop with this answer."""
    port = lib.free_port()
    loop, file = folder / "bare", folder / name
    if not loop.exists():
        source = pathlib.Path(__file__).with_name("bare.c")
        subprocess.run(["gcc", "-O2", "-o", str(loop), str(source)], check=True)
    file.write_bytes(answer)
    process = subprocess.Popen(lib.pinned(0, [str(loop), str(port), str(file)]))
    time.sleep(0.5)
    return process, port


def posting(name, form):
    """A script for wrk that sends a form."""
    script = folder / f"{name}.lua"
    script.write_text(f"""wrk.method = "POST"
wrk.body = "{form}"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
""")
    return script


def per_request(pid, port, path, headers, script=None, is_404=False):
    """Microseconds of CPU time per request, and the run."""
    before = lib.cpu_seconds(pid)
    run = lib.wrk(port, path, options.seconds, options.connections, headers=headers, script=script)
    spent = lib.cpu_seconds(pid) - before
    # wrk counts a 404 as an error; it may be the answer wanted.
    assert run["errors"] == (run["requests"] if is_404 else 0), run["text"]
    return spent / run["requests"] * 1e6, run


server = lib.Server(binary, core=0)
server.wait_for_encodings(options.path)
answer = answer_of(server.port, options.path, **GZIP)
_, headers, body = server.get(options.path, **GZIP)
unchanged = {**GZIP, "if-none-match": headers["etag"]}
answer_304 = answer_of(server.port, options.path, **unchanged)
nginx_port = lib.free_port()
nginx, worker = start_nginx(nginx_port, answer, headers)
nginx_answer = answer_of(nginx_port, options.path, **GZIP)
assert nginx_answer.split(b"\r\n\r\n", 1)[1] == body, nginx_answer[:500]
_, nginx_headers, _ = lib.get(nginx_port, options.path, **GZIP)
bare, bare_port = start_bare("answer", answer)
bare_304, bare_304_port = start_bare("answer-304", answer_304)

gzip = ["Accept-Encoding: gzip"]
contestants = {
    "page: this program": (server.pid, server.port, options.path, gzip),
    "page: nginx": (worker, nginx_port, options.path, gzip),
    "page: bare loop": (bare.pid, bare_port, options.path, gzip),
    "304: this program": (
        server.pid, server.port, options.path, gzip + [f"If-None-Match: {headers['etag']}"],
    ),
    "304: nginx": (
        worker, nginx_port, options.path, gzip + [f"If-None-Match: {nginx_headers['etag']}"],
    ),
    "304: bare loop": (bare_304.pid, bare_304_port, options.path, gzip),
}
home = "/" + options.path.split("/")[1]
brotli = ["Accept-Encoding: br"]
computed = {
    "search": (f"{home}/soeg?q=hvad%20koster%20behandling", gzip, None),
    "search, brotli": (f"{home}/soeg?q=hvad%20koster%20behandling", brotli, None),
    "search, long": (f"{home}/soeg?q=min%20mor%20drikker%20og%20jeg%20er%20bange%20for%20at%20"
                     "sige%20det%20til%20nogen%20hvem%20kan%20jeg%20ringe%20til", gzip, None),
    "complaint deadline": (
        f"{home}/frister", gzip, posting("complaint", "beregn=klage&dag=20&maaned=11&aar=2026")),
    "guarantee deadline": (
        f"{home}/frister", gzip,
        posting("guarantee", "beregn=garanti&dag=20&maaned=11&aar=2026&rusmiddel=alkohol&anonym=nej")),
    "letter": (f"{home}/klagebrev", gzip, posting("letter", "vej=afgoerelse&navn=Ane&om=Alt")),
}
for name, (path, said, script) in computed.items():
    contestants[f"{name}: this program"] = (server.pid, server.port, path, said, script)
contestants["wrong address: this program"] = (server.pid, server.port, "/findes/ikke", gzip)
results = {}
for _ in range(options.rounds):
    for name, contestant in contestants.items():
        cost, run = per_request(*contestant, is_404=name.startswith("wrong"))
        results.setdefault(name, []).append((cost, run["p99"], run["requests"] / run["seconds"]))

print(f"{options.path}: {len(answer)} bytes as sent by this program, {len(nginx_answer)} by nginx, "
      f"{len(body)} of them the page; {options.connections} connections")
rows = [("", "µs CPU/request", "requests/s", "p99 ms")]
best = {}
for name, runs in results.items():
    best[name] = min(cost for cost, _, _ in runs)
    rows.append((name, f"{best[name]:.2f}", f"{max(run[2] for run in runs):.0f}",
                 f"{min(run[1] for run in runs):.2f}"))
lib.table(rows)
ours = best["page: this program"]
print(f"page, of nginx:     {ours / best['page: nginx']:.2f}  (goal 1.0)")
print(f"page, of bare loop: {ours / best['page: bare loop']:.2f}  (goal 1.3)")
print(f"304, of the page:   {best['304: this program'] / ours:.2f}  (goal under 1)")
print(f"304, of nginx:      {best['304: this program'] / best['304: nginx']:.2f}")

for name in best:
    if name.endswith("this program"):
        lib.figure(f"CPU per request, {name.split(':')[0]}", f"{best[name]:.1f} µs")
lib.figure("a page, of a bare loop", f"{ours / best['page: bare loop']:.2f}", "1.3")
lib.figure("a page, of nginx", f"{ours / best['page: nginx']:.2f}", "1.0")

server.stop()
for process in (nginx, bare, bare_304):
    process.terminate()
shutil.rmtree(folder, ignore_errors=True)
