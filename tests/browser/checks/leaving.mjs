// The exit link doesn't move, whatever the reader did last.

import { PHONE } from "../lib/browser.mjs";

/** Where the exit link moves to on narrow screens. */
export async function leaving(tab) {
  const wrong = [];
  for (const width of [PHONE.width, 320]) {
    await tab.setViewportSize({ ...PHONE, width });
    await fold(tab, false);
    const shut = await tab.evaluate(whereToLeave);
    await fold(tab, true);
    const open = await tab.evaluate(whereToLeave);
    if (JSON.stringify(open) !== JSON.stringify(shut)) wrong.push(`it moves when the menu opens, at ${width} px`);
    if (shut.right !== shut.edge) wrong.push(`it ends at ${shut.right} px and not at the edge, ${shut.edge} px, at ${width} px`);
  }
  return wrong;
}

/** Opens or closes the menu of municipalities. */
function fold(tab, open) {
  return tab.evaluate((open) => document.querySelectorAll(".switch").forEach((menu) => (menu.open = open)), open);
}

/** In the page: the position of the exit link, and the right edge of its container. */
function whereToLeave() {
  const exit = document.querySelector("a[href='/ud']");
  const { left, top, right } = exit.getBoundingClientRect();
  const bar = exit.parentElement.getBoundingClientRect();
  const edge = bar.right - parseFloat(getComputedStyle(exit.parentElement).paddingRight);
  return { left, top, right: Math.round(right), edge: Math.round(edge) };
}
