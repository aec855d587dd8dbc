// Everything works without JavaScript: the same content, the same forms, the same links.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { DESKTOP, launch, openTab } from "./lib/browser.mjs";
import { nothing } from "./lib/assert.mjs";
import { nameOf, open } from "./lib/open.mjs";
import { url } from "./lib/place.mjs";
import { listed, municipalities, shaped } from "./lib/site.mjs";

describe("without JavaScript", () => {
  let browser;
  let tabs;
  before(async () => {
    browser = await launch();
    tabs = await Promise.all([true, false].map((javaScriptEnabled) => openTab(browser, { javaScriptEnabled })));
  });
  after(() => browser?.close());

  for (const page of shaped) {
    it(`same content: ${nameOf(page)}`, async () => {
      const [withScript, without] = await Promise.all(tabs.map((tab) => content(tab, page)));
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

describe("copy the link", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  it("of a heading and of the page", async () => {
    const tab = await openTab(browser, { permissions: ["clipboard-read", "clipboard-write"], viewport: DESKTOP });
    const page = listed.find(({ address }) => address === `/${municipalities[0]}/klage`);
    await open(tab, page);
    const clipboard = () => tab.evaluate(() => navigator.clipboard.readText());
    const anchor = tab.locator("main .anchor").first();
    const href = await anchor.getAttribute("href");
    await anchor.click();
    await anchor.getByText("Linket er kopieret").waitFor();
    assert.equal(await clipboard(), url(page.address + href));
    const button = tab.locator("[data-kopi]").first();
    await button.click();
    await button.getByText("Linket er kopieret").waitFor();
    assert.equal(await clipboard(), url(await button.getAttribute("data-kopi")));
  });

  it("of a heading without JavaScript is a link to follow", async () => {
    const tab = await openTab(browser, { javaScriptEnabled: false, viewport: DESKTOP });
    await tab.goto(url(`/${municipalities[0]}/klage`));
    const anchor = tab.locator("main .anchor").first();
    assert.ok(await anchor.isVisible());
    await anchor.click();
    assert.equal(new URL(tab.url()).hash, await anchor.getAttribute("href"));
  });
});

/** What a reader sees: lines of text, and link targets. */
async function content(tab, page) {
  await open(tab, page);
  // Buttons that need the script are shown only with it.
  await tab.locator("button[type=button]").evaluateAll((all) => all.forEach((button) => button.remove()));
  // What the server logged about the request differs each time.
  await tab.locator("main dl:has(~ .noted), main .noted").evaluateAll((all) => all.forEach((noted) => noted.remove()));
  const lines = (await tab.locator("body").innerText()).split(/\n+/).map((line) => line.replace(/\s+/g, " ").trim());
  const links = await tab.locator("a[href]").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  return { lines: new Set(lines.filter(Boolean)), links: new Set(links) };
}

/** The items in `these` that are not in `those`. */
function missing(these, those) {
  return [...these].filter((entry) => !those.has(entry));
}
