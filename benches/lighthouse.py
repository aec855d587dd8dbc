"""Lighthouse, as a phone, on one page of every kind: the four scores, and what fell short of full.

Not error pages: they answer 404 as they should, and Lighthouse measures no such page. Not answers to
what is sent by POST: it opens addresses.
"""

import json
import os
import pathlib
import platform
import re
import subprocess
import sys
from urllib.parse import urlsplit

import lib

options = lib.arguments(__doc__, runs=3, only="")
FOLDER = pathlib.Path(__file__).with_name("lighthouse")
SCORES = ("performance", "accessibility", "best practices", "SEO")

# Of the comparisons of two sections and of two sets of data, one each: they are drawn by two templates.
COMPARISONS = ("/sammenlign/klage", "/sammenlign/frister")

# The search before it is used, with a hit and without.
SEARCHES = ("", "?q=klage", "?q=qwxzqwxz")

# At most this many pages are named for one finding.
NAMED = 4


def packages():
    """Lighthouse and what it needs, as the lock file has them, unless they are there already."""
    lock, installed = FOLDER / "package-lock.json", FOLDER / "node_modules/.package-lock.json"
    if '"resolved"' in lock.read_text():
        sys.exit(f"{lock} names a registry: take the lines out, so that any mirror will do.")
    if installed.exists() and installed.stat().st_mtime > lock.stat().st_mtime:
        return
    # Errors only: npm warns that its own Node is too old for Lighthouse, and it isn't the one we use.
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=FOLDER, check=True)


def node():
    """The Node that came with the packages: Lighthouse wants a newer one than the tests do. It and the
    browser go before other work where we may say so: waiting for a core would be taken for the page's work."""
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine())
    brought = FOLDER / f"node_modules/node-linux-{machine}/bin/node"
    first = ["nice", "-n", "-15"] if os.geteuid() == 0 else []
    return [*first, str(brought) if brought.exists() else "node"]


def links(server, path):
    """Where a page's links and forms lead."""
    return re.findall(r'(?:href|value)="([^"]*)"', server.get(path)[2].decode())


def listed(server):
    """The pages of the site map, in its order."""
    locations = re.findall(r"<loc>([^<]+)</loc>", server.get("/sitemap.xml")[2].decode())
    return [urlsplit(location).path for location in locations]


def down(server, guide):
    """The pages on the way through a guide if one always takes the first answer."""
    way = [guide]
    while below := [link for link in links(server, way[-1]) if link.startswith(way[-1] + "/")]:
        way.append(below[0])
    return way


def states(server, pages, municipality):
    """What the site map doesn't list: steps and ends of the guides, searches, a hand-over."""
    guides = [page for page in pages if page.startswith(f"{municipality}/find-vej/")]
    ways = [down(server, guide) for guide in guides]
    steps = [step for way in ways for step in way[1:-1]][:1]
    searches = [f"{municipality}/soeg{search}" for search in SEARCHES]
    choose = f"{municipality}/udlevering"
    section = next(value for value in links(server, choose) if value.startswith("afsnit:"))
    handover = server.get(f"{choose}?del={section}")[1]["location"]
    return [*steps, *(way[-1] for way in ways), *searches, "/soeg?q=klage", choose, handover]


def kinds(server):
    """One page of every kind, and whether the site map lists it, for search engines to find."""
    pages = listed(server)
    municipalities = [page.removesuffix("/hele") for page in pages if page.endswith("/hele")]
    first, *others = municipalities
    chosen = {}
    for page in pages:
        above = page.rpartition("/")[0]
        of_another = page in others or any(page.startswith(f"{other}/") for other in others)
        if not of_another and (above != "/sammenlign" or page in COMPARISONS):
            chosen[page] = True
    for state in states(server, pages, first):
        chosen.setdefault(state, False)
    return chosen


def measured(server, pages):
    """What Lighthouse says of each page, as it comes."""
    base = f"http://127.0.0.1:{server.port}"
    asked = json.dumps([{"url": base + page, "listed": is_listed} for page, is_listed in pages.items()])
    command = [*node(), str(FOLDER / "run.mjs"), str(options.runs)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        process.stdin.write(asked)
        process.stdin.close()
        for line in process.stdout:
            found = json.loads(line)
            found["page"] = found["url"].removeprefix(base)
            print(found["page"], *found["scores"], file=sys.stderr)
            yield found
    if process.returncode != 0:
        sys.exit("Lighthouse did not come to an end")


def findings(results):
    """Each audit that fell short: its worst value, and what it said on which pages."""
    audits = {}
    for found in results:
        for audit in found["short"]:
            entry = audits.setdefault(audit["id"], {**audit, "on": {}})
            entry["on"].setdefault(tuple(audit["says"]), []).append(found["page"])
            if audit["score"] < entry["score"]:
                entry |= {"score": audit["score"], "value": audit["value"]}
    return audits.values()


def some(entries):
    """The first of them, and how many there are more."""
    more = len(entries) - NAMED
    return [*entries[:NAMED], *([f"and {more} more"] if more > 0 else [])]


def tell(audit):
    """Prints one finding."""
    counts = "" if audit["weight"] > 0 else ", counts for nothing"
    print(f"\n{audit['id']} ({audit['category']}{counts}): {audit['title']}")
    if audit["value"]:
        print(f"  at worst {audit['value']}")
    for line in some([" | ".join([*says, "on " + ", ".join(some(on))]) for says, on in audit["on"].items()]):
        print(f"  {line}")


def tell_all(results, pages):
    """Prints the table, and what fell short."""
    name = {page: page if is_listed else f"{page} *" for page, is_listed in pages.items()}
    rows = [(name[found["page"]], *found["scores"], found["runs"]) for found in results]
    lib.table([("", *SCORES, "runs"), *rows])
    print("* not in the site map, and not for search engines to list: whether they could is not asked")
    for found in results:
        for line in dict.fromkeys(found["said"]):
            print(f"{found['page']}: {line}")
    for audit in findings(results):
        tell(audit)


def main():
    packages()
    if "CHROMIUM" not in os.environ:
        lib.need(chromium="chromium")
    # The address that canonical links and the site map name is the one that Lighthouse opens.
    place = f"127.0.0.1:{lib.free_port()}"
    server = lib.Server(lib.program(options.program), "--base-url", f"http://{place}", listen=place)
    try:
        pages = {page: is_listed for page, is_listed in kinds(server).items() if options.only in page}
        for page in pages:
            # What is made for each request has no tag, and no better encoding to wait for.
            if "etag" in server.get(page)[1]:
                server.wait_for_encodings(page)
        results = list(measured(server, pages))
    finally:
        server.stop()
    tell_all(results, pages)
    below = [found for found in results if min(found["scores"]) < 100]
    print(f"\n{len(results)} pages, {len(below)} of them below 100 somewhere")
    return 1 if below or not results else 0


sys.exit(main())
