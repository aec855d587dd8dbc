"""How the site grows: 10, 100 and 1,000 municipalities of thirteen sections, beside Hugo."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

import grow
import lib

options = lib.arguments(__doc__, counts="10,100,1000", hugo="yes", seconds=2)
lib.need(hugo="hugo", wrk="wrk", taskset="util-linux")
binary = lib.program(options.program)
base = pathlib.Path(tempfile.mkdtemp(prefix="growth-"))

#: Hugo's page: our style sheet, a head, a switch, a list of sections, the text, a foot.
LAYOUT = """<!DOCTYPE html><html lang="da"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{{ .Title }}</title><style>%s</style></head>
<body><a href="#indhold">Gå til sidens indhold</a><header><a href="/">{{ site.Title }}</a></header>
<nav><ul>{{ range .CurrentSection.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul></nav><main id="indhold"><h1>{{ .Title }}</h1>
<ul>{{ range .Params.kort_fortalt }}<li>{{ . | markdownify }}</li>{{ end }}</ul>{{ .Content }}</main>
<footer><p>{{ .Section }}</p></footer></body></html>"""


def hugo_site(style):
    """An empty site for Hugo with our layout."""
    site = base / "hugo"
    shutil.rmtree(site, ignore_errors=True)
    (site / "layouts/_default").mkdir(parents=True)
    (site / "config.toml").write_text(
        'baseURL = "http://localhost/"\ntitle = "Prøve"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "404", "robotsTXT"]\nignoreErrors = ["error-disable-taxonomy"]\n'
    )
    for name in ("single", "list"):
        (site / f"layouts/_default/{name}.html").write_text(LAYOUT % style)
    return site


def write(site, path, front, text):
    """A page for Hugo to build."""
    target = site / "content" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"+++\n{front}\n+++\n{text}")


def hugo_seconds(site):
    """The time Hugo takes for the site, and how many pages it makes."""
    begun = time.monotonic()
    run = subprocess.run(["hugo", "-s", str(site)], capture_output=True, text=True)
    took = time.monotonic() - begun
    if run.returncode:
        raise SystemExit(run.stderr + run.stdout)
    return took, sum(1 for _ in (site / "public").rglob("index.html"))


def sections_by_hugo(tree, style):
    """Hugo, for the Markdown of the tree alone: fewer pages than ours, without those made of data."""
    site = hugo_site(style)
    for path, front, text in grow.pages(tree):
        front = re.sub(r"(?m)^titel =", "title =", front)
        # Hugo knows its own attributes only, and none of our references.
        write(site, path, front, re.sub(r"\{(#[a-z0-9-]+)[^}]*\}", r"{\1}", text))
    return hugo_seconds(site)


def all_by_hugo(pages, model, count, style):
    """Hugo, for as many pages as ours. What our program makes of texts and data stands in them as
    finished HTML, so Hugo has less to do with each."""
    site = hugo_site(style)
    for number in range(1, count + 1):
        for path, html in pages.items():
            main = re.search(r"<main[^>]*>(.*)</main>", html, re.S).group(1)
            path = path.replace(model, f"/by-{number:04}") + ".html"
            write(site, path.lstrip("/"), 'title = "Prøve"', main)
    return hugo_seconds(site)


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
         "resident MB", "x pages", "all encoded s", "resident then", "x pages", "µs/request", "hugo: sections s", "pages",
         "hugo: all s", "pages")]
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
    style = re.search(r"<style>(.*?)</style>", pages[path], re.S).group(1)
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
    hugo = [(0, 0), (0, 0)]
    if options.hugo == "yes":
        hugo = [sections_by_hugo(folder, style), all_by_hugo(pages, model, count, style)]
    rows.append((count, f"{check:.2f}", f"{server.door:.2f}", f"{first:.2f}", f"{cpu:.2f}", made,
                 f"{megabytes:.1f}", f"{resident:.0f}", f"{resident / megabytes:.2f}",
                 encoded, f"{later:.0f}", f"{later / megabytes:.2f}",
                 f"{cost:.1f}" if count <= 100 else "-",
                 *(text for took, pages in hugo for text in (f"{took:.2f}", pages))))
lib.table(rows)
print(f"program: {os.path.getsize(binary) / 1e6:.1f} MB")
shutil.rmtree(base, ignore_errors=True)
