// On paper a page says where it is from and when, and leaves out what cannot be tapped.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { eachPage, launch, openTab } from "./lib/browser.mjs";
import { open } from "./lib/open.mjs";
import { nothing } from "./lib/assert.mjs";
import { output, url } from "./lib/place.mjs";
import { kindOf, listed, municipalities } from "./lib/site.mjs";

/** A whole standard is long; anything else should be a few sheets. */
const MOST_SHEETS = 12;

/** What is handed over goes on the two sides of one sheet. */
const MOST_HANDED_OVER = 2;

eachPage("print", listed.filter(({ municipality }) => municipality), {}, async (tab, page) => {
  await tab.emulateMedia({ media: "print" });
  const paper = (await tab.locator("body").innerText()).replace(/\s+/g, " ");
  // A municipality's short addresses are one letter and a word.
  const short = await tab.locator("a[href]").evaluateAll((all) => all.map((a) => a.getAttribute("href")).filter((href) => /^\/[a-z](\/[^/]+)?$/.test(href)));
  const addresses = [new URL(tab.url()).pathname, ...short];
  assert.ok(addresses.some((address) => paper.includes(address)), "the address stands on the paper");
  assert.match(paper, /\d{1,2}\. (januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december) \d{4}/, "the date stands on the paper");
  nothing(await tab.evaluate(useless), "on paper for nothing");
  const pdf = await tab.pdf({ format: "A4", tagged: true });
  const sheets = pagesIn(pdf);
  assert.ok(sheets >= 1 && (sheets <= MOST_SHEETS || /\/hele$/.test(page.address)), `${sheets} sheets`);
  if (page.address.split("/").length <= 2) writeFileSync(path.join(output, `${kindOf(page)}.pdf`), pdf);
});

describe("print, what is handed over", () => {
  let browser;
  let tab;
  before(async () => {
    browser = await launch();
    tab = await openTab(browser);
  });
  after(() => browser?.close());

  for (const municipality of municipalities) {
    for (const count of [1, 3, 8]) {
      it(`${count} of ${municipality}`, async () => {
        await tab.goto(url(`/${municipality}/udlevering`));
        const boxes = tab.locator("fieldset").first().locator("input[type=checkbox]");
        for (let i = 0; i < count; i += 1) await boxes.nth(i).check();
        await Promise.all([tab.waitForURL(/udlevering\/.+/), tab.locator("main form button").click()]);
        assert.equal(await tab.locator("main .sheet section").count(), count);
        await tab.emulateMedia({ media: "print" });
        const width = await tab.locator(".qr").evaluate((qr) => qr.getBoundingClientRect().width);
        assert.ok((width / 96) * 25.4 >= 25, `the code is ${width} px wide`);
        const pdf = await tab.pdf({ format: "A4", tagged: true });
        writeFileSync(path.join(output, `udlevering-${municipality}-${count}.pdf`), pdf);
        const sheets = pagesIn(pdf);
        console.log(`  ${count} handed over by ${municipality}: ${sheets} pages of A4`);
        assert.ok(sheets >= 1 && sheets <= MOST_HANDED_OVER, `${sheets} pages`);
        await tab.emulateMedia({ media: "screen" });
      });
    }
  }
});

describe("print, a letter", () => {
  let browser;
  let tab;
  before(async () => {
    browser = await launch();
    tab = await openTab(browser);
  });
  after(() => browser?.close());

  for (const municipality of municipalities) {
    it(`to write by hand in ${municipality} is one sheet and nobody's but the writer's`, async () => {
      await open(tab, { address: `/${municipality}/klagebrev`, body: "" });
      await tab.emulateMedia({ media: "print" });
      const shown = await tab.locator("header > *, footer").evaluateAll((all) => all.filter((e) => e.checkVisibility()).length);
      assert.equal(shown, 0, "head and foot of the site");
      assert.equal(pagesIn(await tab.pdf({ format: "A4" })), 1);
      await tab.emulateMedia({ media: "screen" });
    });
  }
});

/** How many pages a PDF has. */
function pagesIn(pdf) {
  return [...pdf.toString("latin1").matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
}

/** In the page: what is printed though paper cannot do it. */
function useless() {
  return [...document.querySelectorAll("form, button, input, nav, a[href='/ud']")]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > 1)
    .map((element) => element.outerHTML.slice(0, 80));
}
