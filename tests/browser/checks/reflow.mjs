// The page fits without losing content: on a narrow screen, magnified, with wider spacing and
// larger text.

import { addCss, DESKTOP, PHONE } from "../lib/browser.mjs";

/** WCAG 1.4.12, each at its maximum. */
const SPACING = `* {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
} p { margin-bottom: 2em !important; }`;

/** Only the text at twice its size, as set by a reader. */
const LARGER = "html { font-size: 200% !important; }";

/** 320 px is also what is left of 1,280 px at 400 %. */
const NARROW = { width: 320, height: 256 };

/** What is lost or misplaced on the narrowest screen. */
export async function narrow(tab) {
  await tab.setViewportSize(NARROW);
  return tab.evaluate(lost);
}

/** The same with the text spacing and size that readers can set. */
export async function reflow(tab) {
  const problems = [];
  const look = async (how) => problems.push(...(await tab.evaluate(lost)).map((what) => `${how}: ${what}`));
  await tab.setViewportSize(NARROW);
  await look("320 px");
  await addCss(tab, SPACING);
  await look("320 px, wider spacing");
  await tab.setViewportSize(DESKTOP);
  await look("desktop, wider spacing");
  await withoutCss(tab);
  await addCss(tab, LARGER);
  await look("desktop, text at 200 %");
  await tab.setViewportSize(PHONE);
  await look("phone, text at 200 %");
  await withoutCss(tab);
  return problems;
}

/** Removes what `addCss` added. */
function withoutCss(tab) {
  return tab.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
}

/** In the page: whether it scrolls sideways, and texts that are cut off or overlap. */
function lost() {
  const problems = [];
  const name = (element) => `${element.outerHTML.slice(0, 70)} «${element.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}»`;
  const width = document.documentElement.clientWidth;
  const scrolled = document.documentElement.scrollWidth;
  const hidden = (element) => !element.checkVisibility({ visibilityProperty: true }) || element.closest("svg");
  // Content for screen readers only is clipped on purpose.
  const unseen = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const { display, clipPath, clip, position, left, top } = getComputedStyle(e);
      if (display === "contents" || display === "inline") continue;
      if (e.offsetWidth <= 1 && e.offsetHeight <= 1) return true;
      if (clipPath === "inset(50%)" || clip.startsWith("rect(")) return true;
      if (position === "absolute" && (parseFloat(left) < -999 || parseFloat(top) < -999)) return true;
    }
    return false;
  };
  const elements = [...document.body.querySelectorAll("*")].filter((element) => !hidden(element) && !unseen(element));
  if (scrolled > width) {
    const wide = elements.filter((e) => e.getBoundingClientRect().right > width + 0.5).slice(-2);
    if (wide.length === 0) wide.push(...[...document.querySelectorAll("body svg")].filter((e) => e.getBoundingClientRect().right > width + 0.5).map((e) => e.parentElement).slice(0, 2));
    problems.push(`the page is ${scrolled} px wide in ${width}: ${wide.map(name).join(", ")}`);
  }
  for (const element of elements) {
    const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
    const cut = (overflow) => overflow === "hidden" || overflow === "clip";
    const tooWide = element.scrollWidth > element.clientWidth + 1;
    const tooHigh = element.scrollHeight > element.clientHeight + 1;
    if ((cut(overflowX) && tooWide) || (cut(overflowY) && tooHigh) || (textOverflow === "ellipsis" && tooWide)) {
      if (element.clientWidth > 0 && element.textContent.trim()) problems.push(`cut off: ${name(element)}`);
    }
  }
  // The part of a scrollable list that is scrolled out of view.
  const scrolledAway = (element, { top, bottom }) => {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      if (!/auto|scroll/.test(getComputedStyle(e).overflowY)) continue;
      const box = e.getBoundingClientRect();
      const middle = (top + bottom) / 2;
      if (middle < box.top || middle > box.bottom) return true;
    }
    return false;
  };
  // Elements that stay in view cover text that can be scrolled from under them.
  const staysInReach = (element) => {
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      if (/sticky|fixed/.test(getComputedStyle(e).position)) return true;
    }
    return false;
  };
  // Overlapping lines: their middles are closer than half a line.
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || hidden(node.parentElement) || unseen(node.parentElement) || staysInReach(node.parentElement)) continue;
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      const seen = rect.width > 1 && rect.height > 1 && !scrolledAway(node.parentElement, rect);
      if (seen) lines.push({ rect, element: node.parentElement });
    }
  }
  lines.sort((a, b) => a.rect.top - b.rect.top);
  lines.forEach((a, i) => {
    for (let j = i + 1; j < lines.length && lines[j].rect.top < a.rect.bottom; j += 1) {
      const b = lines[j];
      const over = Math.min(a.rect.bottom, b.rect.bottom) - b.rect.top;
      const beside = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
      const small = Math.min(a.rect.height, b.rect.height);
      if (beside > 3 && over > small * 0.5 && a.element !== b.element) problems.push(`on top of each other: ${name(a.element)} and ${name(b.element)}`);
    }
  });
  return problems;
}
