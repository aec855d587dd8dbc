// Everything works without JavaScript: the same content, the same forms, the same links.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { launch, openTab } from "./lib/browser.mjs";
import { nothing } from "./lib/assert.mjs";
import { url } from "./lib/place.mjs";
import { municipalities, varied } from "./lib/site.mjs";

describe("without JavaScript", () => {
  let browser;
  let tabs;
  before(async () => {
    browser = await launch();
    tabs = await Promise.all([true, false].map((javaScriptEnabled) => openTab(browser, { javaScriptEnabled })));
  });
  after(() => browser?.close());

  for (const { address } of varied) {
    it(`same content: ${address}`, async () => {
      const [withScript, without] = await Promise.all(tabs.map((tab) => content(tab, address)));
      nothing(missing(withScript.lines, without.lines), "only with JavaScript");
      nothing(missing(without.lines, withScript.lines), "gone with JavaScript");
      nothing(missing(withScript.links, without.links), "links only with JavaScript");
    });
  }

  for (const municipality of municipalities) {
    it(`the search of ${municipality} finds`, async () => {
      const [, tab] = tabs;
      await tab.goto(url(`/${municipality}`));
      await tab.locator("input[type=search]").first().fill("klage");
      await Promise.all([tab.waitForURL(/soeg\?q=klage/), tab.locator("input[type=search]").first().press("Enter")]);
      const hits = tab.locator("main ol > li a");
      assert.ok((await hits.count()) > 0, "there are hits");
      assert.match(await hits.first().getAttribute("href"), new RegExp(`^/${municipality}/`));
    });
  }
});

/** What a reader sees: lines of text, and where links lead. */
async function content(tab, address) {
  await tab.goto(url(address), { waitUntil: "load" });
  // Buttons that only script can serve are shown by script only.
  await tab.locator("button[type=button]").evaluateAll((all) => all.forEach((button) => button.remove()));
  const lines = (await tab.locator("body").innerText()).split(/\n+/).map((line) => line.replace(/\s+/g, " ").trim());
  const links = await tab.locator("a[href]").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  return { lines: new Set(lines.filter(Boolean)), links: new Set(links) };
}

/** What stands in `these` and not in `those`. */
function missing(these, those) {
  return [...these].filter((entry) => !those.has(entry));
}
