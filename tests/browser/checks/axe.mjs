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

/** A letter on paper begins with its sender, not with the heading of the page it was made on. */
const ON_PAPER = { ...EVERYTHING, rules: { ...EVERYTHING.rules, "page-has-heading-one": { enabled: false } } };

/** What darkness can change. */
const COLOURS = { ...EVERYTHING, runOnly: { type: "rule", values: ["color-contrast", "color-contrast-enhanced", "link-in-text-block"] }, rules: {} };

/** What axe finds wrong on the page as it stands, and where it could not tell whether the contrast is enough. */
export const axe = (tab) => remarks(tab, EVERYTHING);

/** The same for the page on paper. */
export const axeOnPaper = (tab) => remarks(tab, ON_PAPER);

/** The same for a page that was looked at in other colours before. */
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
 * In the page: goes to its top and stays there, and puts what stays in reach where it is without scrolling.
 * It lies on top of text that can be scrolled away from under it, and a wheel that was turned before may
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
