// Nothing is kept on the reader's device, nobody else is asked, and the page comes in one piece.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import { launch, openTab } from "./lib/browser.mjs";
import { nothing } from "./lib/assert.mjs";
import { nameOf, open } from "./lib/open.mjs";
import { base, url } from "./lib/place.mjs";
import { municipalities, pages, states, varied } from "./lib/site.mjs";

/** What a server can send before it must wait for the reader to say that it came: ten packets. */
const FIRST_FLIGHT = 14_600;

/** All the script a page may have. */
const MOST_SCRIPT = 2_000;

/** Whether a request goes to anybody but the site itself. */
const isOutside = (request) => new URL(request).origin !== base.origin && !request.startsWith("data:");

describe("privacy", { concurrency: 2 }, () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  for (const page of varied) {
    it(nameOf(page), { timeout: 180_000 }, async () => {
      // A context of its own for each page: whatever it keeps is its own doing.
      const tab = await openTab(browser);
      const asked = [];
      const complaints = [];
      tab.on("request", (request) => asked.push(request.url()));
      tab.on("console", (message) => complaints.push(message.text()));
      tab.on("pageerror", (error) => complaints.push(error.message));
      await open(tab, page);
      await tab.mouse.wheel(0, 2_000);
      // Time for what a script would send after the page is there.
      await tab.waitForTimeout(150);
      const kept = await tab.evaluate(keptOnDevice);
      const cookies = await tab.context().cookies();
      await tab.context().close();

      nothing(
        [
          ...asked.filter(isOutside).map((request) => `asked of others: ${request}`),
          ...cookies.map(({ name }) => `cookie: ${name}`),
          ...kept.stored.map((where) => `stored: ${where}`),
          ...kept.blocking.map((request) => `holds the page back: ${request}`),
          // Chromium itself remarks that a page answered with 404 or 500.
          ...complaints.filter((text) => !/status of [45]\d\d/.test(text)).map((text) => `the browser: ${text}`),
          ...(kept.script > MOST_SCRIPT ? [`${kept.script} bytes of script`] : []),
        ],
        "privacy",
      );
    });
  }
});

/** In the page: what it keeps, what it waits for, and how much script it brings. */
async function keptOnDevice() {
  const stored = [];
  if (localStorage.length + sessionStorage.length > 0) stored.push("web storage");
  if ((await indexedDB.databases()).length > 0) stored.push("indexedDB");
  if ("serviceWorker" in navigator && (await navigator.serviceWorker.getRegistrations()).length > 0) stored.push("service worker");
  if ("caches" in window && (await caches.keys()).length > 0) stored.push("caches");
  const resources = performance.getEntriesByType("resource");
  const waitedFor = resources.filter(({ renderBlockingStatus }) => renderBlockingStatus === "blocking").map(({ name }) => name);
  const waiting = [...document.querySelectorAll("link[rel~=stylesheet], script[src]:not([async], [defer], [type=module])")];
  const blocking = [...waitedFor, ...waiting.map(({ href, src }) => href ?? src)];
  const inline = [...document.scripts].filter(({ src, type }) => !src && !type.includes("json"));
  const fetched = resources.filter(({ initiatorType, name }) => initiatorType === "script" || name.endsWith(".js"));
  const script = inline.reduce((sum, { text }) => sum + text.length, 0) + fetched.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0);
  return { stored, blocking, script };
}

describe("first view on the wire", () => {
  for (const page of states) {
    it(nameOf(page), async () => {
      const bytes = await bytesOnTheWire(page);
      assert.ok(bytes <= FIRST_FLIGHT, `${bytes} bytes, ${bytes - FIRST_FLIGHT} too many`);
    });
  }
});

/** Asks for the page as a browser does, and counts every byte that comes back. */
function bytesOnTheWire({ address, body }) {
  const { pathname, search } = new URL(url(address));
  const form = body === undefined ? [] : ["Content-Type: application/x-www-form-urlencoded", `Content-Length: ${body.length}`];
  const request = [
    `${body === undefined ? "GET" : "POST"} ${pathname}${search} HTTP/1.1`,
    `Host: ${base.host}`,
    "Accept: text/html",
    "Accept-Encoding: gzip, deflate, br, zstd",
    "Connection: close",
    ...form,
  ];
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const socket = connect(Number(base.port), base.hostname, () => socket.write(`${request.join("\r\n")}\r\n\r\n${body ?? ""}`));
    socket.on("data", (chunk) => {
      bytes += chunk.length;
    });
    socket.on("end", () => resolve(bytes));
    socket.on("error", reject);
  });
}

describe("leave quickly", () => {
  it("every page of a municipality has the way out", async () => {
    const without = [];
    for (const { address } of pages.filter(({ municipality }) => municipality)) {
      const html = await (await fetch(url(address))).text();
      if (!/<a [^>]*href="\/ud"/.test(html)) without.push(address);
    }
    nothing(without, "no link to /ud");
  });

  it("the way out empties the cache and leads elsewhere", async () => {
    const response = await fetch(url("/ud"), { redirect: "manual" });
    assert.equal(response.status, 303);
    assert.notEqual(new URL(response.headers.get("location")).origin, base.origin);
    assert.match(response.headers.get("clear-site-data"), /"cache"/);
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`one tap leads out, ${javaScriptEnabled ? "with" : "without"} script`, async () => {
      const browser = await launch();
      try {
        const tab = await openTab(browser, { javaScriptEnabled });
        await tab.context().route(isElsewhere, (route) => route.fulfill({ contentType: "text/html", body: "elsewhere" }));
        await tab.goto(url("/"));
        await tab.goto(url(`/${municipalities[0]}`));
        await tab.locator('a[href="/ud"]').first().click();
        await tab.waitForURL(isElsewhere);
        await tab.goBack();
        const back = new URL(tab.url()).pathname;
        // Without script the browser keeps the page that was left; with it, it doesn't.
        assert.equal(back, javaScriptEnabled ? "/" : `/${municipalities[0]}`, "one step back");
      } finally {
        await browser.close();
      }
    });
  }
});

/** Whether an address is on another site. */
const isElsewhere = (address) => address.origin !== base.origin;
