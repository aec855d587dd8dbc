// On paper a page says where it is from and when, and leaves out what cannot be tapped.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { eachPage } from "./lib/browser.mjs";
import { nothing } from "./lib/assert.mjs";
import { output } from "./lib/place.mjs";
import { kindOf, listed } from "./lib/site.mjs";

/** A whole standard is long; anything else should be a few sheets. */
const MOST_SHEETS = 12;

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
  const sheets = [...pdf.toString("latin1").matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
  assert.ok(sheets >= 1 && (sheets <= MOST_SHEETS || /\/hele$/.test(page.address)), `${sheets} sheets`);
  if (page.address.split("/").length <= 2) writeFileSync(path.join(output, `${kindOf(page)}.pdf`), pdf);
});

/** In the page: what is printed though paper cannot do it. */
function useless() {
  return [...document.querySelectorAll("form, button, input, nav, a[href='/ud']")]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > 1)
    .map((element) => element.outerHTML.slice(0, 80));
}
