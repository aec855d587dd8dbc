// axe-core finds no violations: WCAG 2.2 A and AA, best practice, and contrast at AAA.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { full } from "../lib/site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const EVERYTHING = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  // It reports what passes AA but not AAA; `color-contrast` reports what doesn't even pass AA.
  rules: { "color-contrast-enhanced": { enabled: true } },
  resultTypes: ["violations", "incomplete"],
};

/** A printed letter begins with its sender, not with the page's heading. */
const ON_PAPER = { ...EVERYTHING, rules: { ...EVERYTHING.rules, "page-has-heading-one": { enabled: false } } };

/** The rules that dark mode can affect. */
const COLOURS = { ...EVERYTHING, runOnly: { type: "rule", values: ["color-contrast", "color-contrast-enhanced", "link-in-text-block"] }, rules: {} };

/** What axe finds on the page, including contrasts that it can't determine. */
export const axe = (tab) => remarks(tab, EVERYTHING);

/** The same for the printed page. */
export const axeOnPaper = (tab) => remarks(tab, ON_PAPER);

/** The same for a page that has been checked in other colours. */
export const axeInColours = (tab) => remarks(tab, full ? EVERYTHING : COLOURS);

async function remarks(tab, wanted) {
  await tab.evaluate(toTop);
  if (!(await tab.evaluate(() => "axe" in window))) await tab.evaluate(AXE);
  const { violations, incomplete } = await tab.evaluate((options) => window.axe.run(options), wanted);
  const unsure = incomplete.filter(({ id }) => id.startsWith("color-contrast"));
  return [...violations, ...unsure].flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map(({ target, any }) => `${id} (${help}): ${target.join(" ")} ${any[0]?.message ?? ""}`),
  );
}

/**
 * In the page: scrolls to the top and stays there, and makes sticky elements static.
 * They cover text that can be scrolled from under them, and an earlier wheel event may
 * still be moving the page.
 */
async function toTop() {
  for (const element of document.querySelectorAll("body *")) {
    if (/sticky|fixed/.test(getComputedStyle(element).position)) element.style.position = "static";
  }
  for (let still = 0; still < 3; still = scrollY === 0 ? still + 1 : 0) {
    scrollTo({ top: 0, behavior: "instant" });
    await new Promise(requestAnimationFrame);
  }
}
