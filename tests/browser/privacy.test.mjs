// The first view fits in one flight, and leaving leaves nothing behind.

import assert from "node:assert/strict";
import { connect } from "node:net";
import { describe, it } from "node:test";
import { launch, openTab } from "./lib/browser.mjs";
import { nameOf } from "./lib/open.mjs";
import { base, url } from "./lib/place.mjs";
import { municipalities, states } from "./lib/site.mjs";

/** What a server can send before waiting for an acknowledgement: ten packets. */
const FIRST_FLIGHT = 14_600;

/** The whole standard on one page can be read from the top while the second flight arrives. */
const mostOf = ({ address }) => (address.endsWith("/hele") ? 2 : 1) * FIRST_FLIGHT;

describe("first view on the wire", () => {
  for (const page of states) {
    it(nameOf(page), async () => {
      const bytes = await bytesOnTheWire(page);
      assert.ok(bytes <= mostOf(page), `${bytes} bytes, ${bytes - mostOf(page)} too many`);
    });
  }
});

/** Requests the page like a browser, and counts the bytes of the response. */
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
  it("the way out is an empty page that leads elsewhere and clears nothing", async () => {
    const response = await fetch(url("/ud"), { redirect: "manual" });
    assert.equal(response.status, 200);
    // This would delay the next page by seconds.
    assert.equal(response.headers.get("clear-site-data"), null);
    const [, to] = (await response.text()).match(/<meta http-equiv="refresh" content="0; url=([^"]+)">/);
    assert.notEqual(new URL(to).origin, base.origin);
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`the page is gone while the other site lets one wait, ${javaScriptEnabled ? "with" : "without"} script`, async () => {
      const browser = await launch();
      try {
        const tab = await openTab(browser, { javaScriptEnabled });
        let answer;
        await tab.context().route(isElsewhere, (route) => (answer = () => route.fulfill({ contentType: "text/html", body: "elsewhere" })));
        await tab.goto(url(`/${municipalities[0]}`));
        await tab.locator('a[href="/ud"]').first().click({ noWaitAfter: true });
        while (!answer) await new Promise((resolve) => setTimeout(resolve, 20));
        // The empty page requests the other site, so it is what the screen shows.
        assert.equal(tab.url(), url("/ud"));
        answer();
        await tab.waitForURL(isElsewhere);
      } finally {
        await browser.close();
      }
    });
  }

  for (const viewport of [{ width: 640, height: 320 }, { width: 320, height: 256 }, { width: 256, height: 700 }]) {
    it(`the way out stays in reach on a screen of ${viewport.width} × ${viewport.height}`, async () => {
      const browser = await launch();
      try {
        const tab = await openTab(browser, { viewport });
        await tab.goto(url(`/${municipalities[0]}`));
        for (const share of [0, 0.5, 1]) {
          await tab.evaluate((share) => scrollTo(0, share * document.body.scrollHeight), share);
          const seen = await tab.evaluate(() => {
            const exit = document.querySelector("a[href='/ud']");
            const { left, top, right, bottom } = exit.getBoundingClientRect();
            const whole = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
            return whole && exit.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
          });
          assert.ok(seen, `at ${share * 100} %`);
        }
      } finally {
        await browser.close();
      }
    });
  }

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
        // Without the script, the browser keeps the page that was left in its history.
        assert.equal(back, javaScriptEnabled ? "/" : `/${municipalities[0]}`, "one step back");
      } finally {
        await browser.close();
      }
    });
  }
});

/** Whether an address is on another site. */
const isElsewhere = (address) => address.origin !== base.origin;
