// The number to call is on the first screen of a small phone, on every page of a municipality.

import { PHONE } from "../lib/browser.mjs";

/** Pages made for printing: they have the number, but not first. */
const WITHOUT = /^\/[^/]+\/(udlevering\/.+|hele$)/;

/** What is wrong with the number to call, on a phone without scrolling. */
export async function contact(tab, { address, municipality }) {
  if (!municipality || WITHOUT.test(address)) return [];
  const numbers = await tab.evaluate(numbersSeen);
  if (numbers.length === 0) return ["no link to call"];
  const wrong = [];
  const [{ href, text }] = numbers;
  if (!/^tel:\+45\d{8}$|^tel:112$/.test(href)) wrong.push(`no number that can be called: ${href}`);
  if (!/\d{2}\s?\d{2}\s?\d{2}\s?\d{2}|112/.test(text)) wrong.push(`the number itself can't be read: «${text}»`);
  const seen = numbers.some(({ href, bottom }) => href !== "tel:112" && bottom <= PHONE.height);
  if (!seen) wrong.push(`not seen without scrolling: ${numbers.map(({ text, bottom }) => `${text} at ${bottom} px`).join(", ")}`);
  return wrong;
}

/** In the page: phone links, from the top. */
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
