// Every link leads to an existing page, and every fragment to an element on it.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { nothing } from "./lib/assert.mjs";
import { url } from "./lib/place.mjs";
import { links, municipalities, pages } from "./lib/site.mjs";

describe("links", () => {
  it("lead to a page, and a place on it", { timeout: 300_000 }, async () => {
    const wrong = new Map();
    const seen = new Map();
    for (const [link, from] of Object.entries(links)) {
      const { pathname, search, hash } = new URL(link, url("/"));
      if (pathname === "/ud") continue;
      const address = pathname + search;
      if (!seen.has(address)) seen.set(address, await read(address));
      const { status, ids } = seen.get(address);
      // A "not found" page may link to itself.
      if (status !== 200 && !from.every((page) => page === address)) wrong.set(pathname, `${pathname} answers ${status}, linked from ${from[0]}`);
      else if (hash && !ids.has(decodeURIComponent(hash.slice(1)))) wrong.set(link, `${link} has no such place, linked from ${from[0]}`);
    }
    nothing([...wrong.values()], "links that lead nowhere");
  });

  it("reach every page that the site map lists", () => {
    const linked = new Set(Object.keys(links).map((link) => new URL(link, url("/")).pathname));
    const orphans = pages.filter(({ address, inSitemap }) => inSitemap && address !== "/" && !linked.has(address));
    nothing(orphans.map(({ address }) => address), "pages that nothing leads to");
  });
});

describe("the switch between municipalities", () => {
  for (const { address, municipality, inSitemap } of pages) {
    if (!municipality || !inSitemap) continue;
    for (const other of municipalities.filter((name) => name !== municipality)) {
      it(`${address} → ${other}`, () => {
        const same = address.replace(`/${municipality}`, `/${other}`);
        const leads = Object.entries(links).filter(([, from]) => from.includes(address)).map(([link]) => new URL(link, url("/")).pathname);
        const there = pages.some((page) => page.address === same && page.status === 200);
        if (there) assert.ok(leads.includes(same), `leads to ${same}`);
        else assert.ok(leads.some((link) => link.startsWith(`/${other}`)), `leads to the nearest page of ${other}`);
      });
    }
  }
});

/** The status of the response, and the ids on the page. */
async function read(address) {
  const response = await fetch(url(address));
  const html = (response.headers.get("content-type") ?? "").startsWith("text/html") ? await response.text() : "";
  const ids = new Set([...html.matchAll(/\sid="?([^"\s>]+)/g)].map(([, id]) => id));
  return { status: response.status, ids };
}
