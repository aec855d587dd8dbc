// What people tap is large enough: 44 px for what matters, 24 px for the rest (WCAG 2.5.5 and 2.5.8).

import assert from "node:assert/strict";
import { DESKTOP, eachPage, PHONE, unfold } from "./lib/browser.mjs";
import { nothing } from "./lib/assert.mjs";
import { varied } from "./lib/site.mjs";

for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  eachPage(`targets, ${size}`, varied, { viewport }, async (tab) => {
    await unfold(tab);
    nothing(await tab.evaluate(tooSmall), "too small to tap");
  });
}

eachPage("leaving", varied, {}, async (tab) => {
  for (const width of [PHONE.width, 320]) {
    await tab.setViewportSize({ ...PHONE, width });
    await fold(tab, false);
    const shut = await tab.evaluate(whereToLeave);
    await fold(tab, true);
    assert.deepEqual(await tab.evaluate(whereToLeave), shut, `it stands still when the menu opens, at ${width} px`);
    assert.equal(shut.right, shut.edge, `it stands at the right edge, at ${width} px`);
  }
});

/** Opens or shuts the menu of municipalities. */
function fold(tab, open) {
  return tab.evaluate((open) => document.querySelectorAll(".switch").forEach((menu) => (menu.open = open)), open);
}

/** In the page: where the way out stands, and the right edge of what is around it. */
function whereToLeave() {
  const exit = document.querySelector("a[href='/ud']");
  const { left, top, right } = exit.getBoundingClientRect();
  const bar = exit.parentElement.getBoundingClientRect();
  const edge = bar.right - parseFloat(getComputedStyle(exit.parentElement).paddingRight);
  return { left, top, right: Math.round(right), edge: Math.round(edge) };
}

/** In the page: targets under their measure. */
function tooSmall() {
  const MATTERS = 44;
  const REST = 24;
  const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const targets = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((e) => e.type !== "hidden" && e.checkVisibility({ visibilityProperty: true }));

  // A link in a sentence is excepted: other words stand on the line with it.
  const block = (element) => {
    let parent = element.parentElement;
    while (getComputedStyle(parent).display === "inline") parent = parent.parentElement;
    return parent;
  };
  const inSentence = (element) => {
    if (element.tagName !== "A" || getComputedStyle(element).display !== "inline") return false;
    const around = block(element);
    const words = text(around).length - [...around.querySelectorAll("a")].reduce((sum, a) => sum + text(a).length, 0);
    return words > 3;
  };
  const matters = (element) => {
    if (/^(BUTTON|SELECT|TEXTAREA|SUMMARY)$/.test(element.tagName)) return true;
    if (element.tagName === "INPUT") return true;
    return Boolean(element.closest("nav, header")) || element.matches('[href^="tel:"], .knap, [class*="door"], [class*="doer"], [class*="button"]');
  };
  // The label of a box to tick is tapped as well as the box.
  const boxOf = (element) => {
    const boxes = [element, ...(element.labels ?? [])].map((e) => e.getBoundingClientRect());
    const [left, top] = [Math.min(...boxes.map((b) => b.left)), Math.min(...boxes.map((b) => b.top))];
    const [right, bottom] = [Math.max(...boxes.map((b) => b.right)), Math.max(...boxes.map((b) => b.bottom))];
    const ticked = /^(radio|checkbox)$/.test(element.type);
    return ticked ? { width: right - left, height: bottom - top } : boxes[0];
  };
  const skip = (element) => element.closest(".skip") || text(element) === "Gå til sidens indhold";

  return targets.filter((e) => !skip(e) && !inSentence(e)).flatMap((element) => {
    const { width, height } = boxOf(element);
    const least = matters(element) ? MATTERS : REST;
    if (width >= least - 0.5 && height >= least - 0.5) return [];
    const name = text(element) || element.getAttribute("aria-label") || element.name;
    return [`<${element.tagName.toLowerCase()}> «${name.slice(0, 50)}» is ${width.toFixed(0)} × ${height.toFixed(0)}, not ${least}`];
  });
}
