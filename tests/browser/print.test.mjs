// Pages made for printing: hand-overs and letters.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { sheetsIn } from "./checks/print.mjs";
import { launch, openTab } from "./lib/browser.mjs";
import { open } from "./lib/open.mjs";
import { output, url } from "./lib/place.mjs";
import { municipalities } from "./lib/site.mjs";

/** How many items are handed over, and how many sheets they can take with all their conditions. */
const SIDES = new Map([[1, 1], [3, 2], [8, 4]]);

describe("print, what is handed over", () => {
  let browser;
  let tab;
  before(async () => {
    browser = await launch();
    tab = await openTab(browser);
  });
  beforeEach(() => tab.emulateMedia({ media: "screen" }));
  after(() => browser?.close());

  for (const municipality of municipalities) {
    for (const [count, most] of SIDES) {
      it(`${count} of ${municipality}`, async () => {
        await tab.goto(url(`/${municipality}/udlevering`));
        await tab.getByText("Saml dit eget", { exact: true }).click();
        const boxes = tab.locator("fieldset").first().locator("input[type=checkbox]");
        for (let i = 0; i < count; i += 1) await boxes.nth(i).check();
        await Promise.all([tab.waitForURL(/udlevering\/.+/), tab.locator("main form button").click()]);
        assert.equal(await tab.locator("main .sheet section").count(), count);
        await tab.emulateMedia({ media: "print" });
        const width = await tab.locator(".qr").evaluate((qr) => qr.getBoundingClientRect().width);
        assert.ok((width / 96) * 25.4 >= 25, `the code is ${width} px wide`);
        const pdf = await tab.pdf({ format: "A4", tagged: true });
        writeFileSync(path.join(output, `udlevering-${municipality}-${count}.pdf`), pdf);
        const sheets = sheetsIn(pdf);
        console.log(`  ${count} handed over by ${municipality}: ${sheets} pages of A4`);
        assert.ok(sheets >= 1 && sheets <= most, `${sheets} pages`);
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
      assert.equal(sheetsIn(await tab.pdf({ format: "A4" })), 1);
      await tab.emulateMedia({ media: "screen" });
    });
  }
});
