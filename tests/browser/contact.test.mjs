// The number to call is on the first screen of a small phone, on every page of a municipality.

import assert from "node:assert/strict";
import { eachPage, PHONE } from "./lib/browser.mjs";
import { states } from "./lib/site.mjs";

/** Pages to put on paper: they say the number, but not first. */
const WITHOUT = /^\/[^/]+\/(udlevering\/.+|hele$)/;

const withNumber = states.filter(({ address, municipality }) => municipality && !WITHOUT.test(address));

eachPage("number to call", withNumber, { viewport: PHONE, parallel: 2 }, async (tab) => {
  const numbers = await tab.evaluate(numbersSeen);
  assert.ok(numbers.length > 0, "there is a link to call on the page");
  const first = numbers[0];
  assert.match(first.href, /^tel:\+45\d{8}$|^tel:112$/);
  assert.match(first.text, /\d{2}\s?\d{2}\s?\d{2}\s?\d{2}|112/, "the number itself can be read");
  const seen = numbers.find(({ href, bottom }) => href !== "tel:112" && bottom <= PHONE.height);
  const lowest = numbers.map(({ text, bottom }) => `${text} at ${bottom} px`).join(", ");
  assert.ok(seen, `seen without scrolling: ${lowest}`);
});

/** In the page: links to call, from the top. */
function numbersSeen() {
  return [...document.querySelectorAll('a[href^="tel:"]')]
    .filter((link) => link.checkVisibility({ visibilityProperty: true }))
    .map((link) => ({
      href: link.getAttribute("href"),
      text: link.textContent.trim(),
      bottom: Math.round(link.getBoundingClientRect().bottom),
    }))
    .sort((a, b) => a.bottom - b.bottom);
}
