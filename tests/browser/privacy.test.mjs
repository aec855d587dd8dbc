// The first view comes in one flight, and leaving leaves nothing behind.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { describe, it } from "node:test";
import { launch, openTab } from "./lib/browser.mjs";
import { nameOf } from "./lib/open.mjs";
import { base, url } from "./lib/place.mjs";
import { municipalities, states } from "./lib/site.mjs";

/** What a server can send before it must wait for the reader to say that it came: ten packets. */
const FIRST_FLIGHT = 14_600;

/** The whole standard on one page is read from its top while the second flight comes. */
const mostOf = ({ address }) => (address.endsWith("/hele") ? 2 : 1) * FIRST_FLIGHT;

describe("first view on the wire", () => {
  for (const page of states) {
    it(nameOf(page), async () => {
      const bytes = await bytesOnTheWire(page);
      assert.ok(bytes <= mostOf(page), `${bytes} bytes, ${bytes - mostOf(page)} too many`);
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
