// A printed page says where and when it is from, and leaves out controls.

import { writeFileSync } from "node:fs";
import path from "node:path";
import { output } from "../lib/place.mjs";
import { kindOf } from "../lib/site.mjs";

/** A whole standard is long; any other page should take a few sheets. */
const MOST_SHEETS = 12;

const DATE = /\d{1,2}\. (januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december) \d{4}/;

/** What is wrong with a municipality's page in print; print mode is active. */
export async function print(tab, page) {
  const wrong = (await tab.evaluate(useless)).map((html) => `on paper for nothing: ${html}`);
  const paper = (await tab.locator("body").innerText()).replace(/\s+/g, " ");
  // A municipality's short addresses are one letter and a word.
  const short = await tab.locator("a[href]").evaluateAll((all) => all.map((a) => a.getAttribute("href")).filter((href) => /^\/[a-z](\/[^/]+)?$/.test(href)));
  const addresses = [new URL(tab.url()).pathname, ...short];
  if (!addresses.some((address) => paper.includes(address))) wrong.push("the address isn't on the paper");
  if (!DATE.test(paper)) wrong.push("no date is on the paper");
  const pdf = await tab.pdf({ format: "A4", tagged: true });
  const sheets = sheetsIn(pdf);
  if (sheets < 1 || (sheets > MOST_SHEETS && !/\/hele$/.test(page.address))) wrong.push(`${sheets} sheets`);
  if (page.address.split("/").length <= 2) writeFileSync(path.join(output, `${kindOf(page)}.pdf`), pdf);
  return wrong;
}

/** The number of pages in a PDF. */
export function sheetsIn(pdf) {
  return [...pdf.toString("latin1").matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
}

/** In the page: printed controls, which are useless on paper. */
function useless() {
  return [...document.querySelectorAll("form, button, input, nav, a[href='/ud']")]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > 1)
    .map((element) => element.outerHTML.slice(0, 80));
}
