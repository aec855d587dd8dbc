// The keyboard is enough: the skip link comes first, every stop is visible, and there are no traps.

import { bringColours } from "../lib/colours.mjs";
import { url } from "../lib/place.mjs";

/** WCAG 2.4.13: the focus ring is at least this thick, and contrasts with its surroundings. */
const THINNEST = 2;
const FAINTEST = 3;

/** Tabs through the page from the first stop to the last. */
export async function keyboard(tab) {
  await bringColours(tab);
  const expected = await tab.evaluate(countStops);
  await tab.evaluate(toTop);
  const problems = [];
  const reached = new Set();
  for (let i = 0; i < expected + 5; i += 1) {
    await tab.keyboard.press("Tab");
    const stop = await tab.evaluate(lookAtStop);
    if (!stop || reached.has(stop.number)) break;
    if (i === 0 && stop.text !== "Gå til sidens indhold") problems.push(`the first stop is «${stop.text}»`);
    reached.add(stop.number);
    problems.push(...wrongWith(stop));
  }
  if (reached.size < expected) problems.push(`reached ${reached.size} of ${expected} stops`);
  return problems;
}

/** In the page: back to its beginning, since a page with errors gives them the focus. */
function toTop() {
  const start = document.createElement("span");
  start.tabIndex = -1;
  document.body.prepend(start);
  start.focus();
  start.remove();
}

/** What is wrong with one stop. */
function wrongWith({ text, ring, contrast, covered, outside }) {
  const wrong = [];
  if (ring < THINNEST) wrong.push(`its outline is ${ring} px`);
  else if (contrast < FAINTEST) wrong.push(`its outline has contrast ${contrast.toFixed(1)}`);
  if (outside) wrong.push("it is outside the window");
  if (covered) wrong.push(`it is covered by ${covered}`);
  return wrong.map((what) => `«${text}»: ${what}`);
}

/** In the page: the number of keyboard stops. A group of radio buttons is one. */
function countStops() {
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  const reachable = stops.filter((stop) => !stop.disabled && stop.type !== "hidden" && stop.checkVisibility({ visibilityProperty: true }));
  const groups = new Set();
  return reachable.filter((stop) => {
    if (stop.type !== "radio") return true;
    const group = `${stop.form?.action} ${stop.name}`;
    return !groups.has(group) && groups.add(group);
  }).length;
}

/** In the page: the focused stop, and how it looks. */
function lookAtStop() {
  const stop = document.activeElement;
  if (!stop || stop === document.body || stop === document.documentElement) return null;
  // Elements are numbered as they are reached, to notice when focus returns to the first.
  window.stopNumbers ??= new Map();
  if (!window.stopNumbers.has(stop)) window.stopNumbers.set(stop, window.stopNumbers.size);

  // The ring may be drawn around an element that contains the stop, such as a whole card.
  const rings = [[stop, null], [stop, "::before"], [stop, "::after"]];
  for (let e = stop.parentElement; e !== document.body; e = e.parentElement) rings.push([e, null]);
  const styles = rings.map(([element, part]) => [element, getComputedStyle(element, part)]);
  const drawn = styles.find(([, { outlineStyle, outlineWidth }]) => outlineStyle !== "none" && parseFloat(outlineWidth) > 0);
  const [around, style] = drawn ?? styles[0];
  const inside = parseFloat(style.outlineOffset) < 0;
  const { channels, behind, contrast } = window.colours;
  const box = stop.getBoundingClientRect();
  // The middle of a link that wraps may be other text, so use its first line.
  const line = [...stop.getClientRects()].find(({ width, height }) => width > 1 && height > 1) ?? box;
  const [x, y] = [line.left + line.width / 2, line.top + line.height / 2];
  const outside = x < 0 || y < 0 || x > innerWidth || y > innerHeight;
  const top = outside ? null : document.elementFromPoint(x, y);
  const own = !top || stop.contains(top) || top.contains(stop) || [...(stop.labels ?? [])].some((label) => label.contains(top));
  return {
    number: window.stopNumbers.get(stop),
    text: (stop.textContent.trim() || stop.getAttribute("aria-label") || stop.name || stop.tagName).replace(/\s+/g, " ").slice(0, 60),
    ring: drawn ? parseFloat(style.outlineWidth) : 0,
    contrast: contrast(channels(style.outlineColor), behind(inside ? around : around.parentElement)),
    outside,
    covered: own ? null : top.outerHTML.slice(0, 60),
  };
}

/** What is wrong with the skip link, and whether keys navigate unintentionally. */
export async function pastHeader(tab, { address }) {
  const wrong = [];
  await tab.evaluate(toTop);
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Enter");
  if (!(await tab.evaluate(() => document.querySelector(":target")?.closest("main")))) wrong.push("the skip link doesn't lead to <main>");
  await tab.keyboard.press("Tab");
  if (!(await tab.evaluate(isPastHeader))) wrong.push("the stop after the skip link is still in the header");
  // Leaving the site on three presses of Shift would be a trap for users of sticky keys.
  for (let i = 0; i < 3; i += 1) await tab.keyboard.press("Shift");
  await tab.waitForTimeout(50);
  if (new URL(tab.url()).pathname !== new URL(url(address)).pathname) wrong.push("Shift leads away");
  return wrong;
}

/** In the page: whether focus is in or after `<main>`, or nothing is left to focus. */
function isPastHeader() {
  const main = document.querySelector("main");
  const place = main.compareDocumentPosition(document.activeElement);
  return document.activeElement === document.body || Boolean(place & Node.DOCUMENT_POSITION_FOLLOWING);
}
