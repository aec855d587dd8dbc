// The page follows the reader's own settings: forced colours, less motion.

import { bringColours } from "../lib/colours.mjs";

/** What is invisible with forced colours, which are active. */
export async function forcedColours(tab) {
  await bringColours(tab);
  return tab.evaluate(invisible);
}

/** What moves despite reduced motion. */
export function lessMotion(tab) {
  return tab.evaluate(moving);
}

/** In the page: text and icons in the colour of their background, and controls without a border. */
function invisible() {
  const problems = [];
  const { channels, behind } = window.colours;
  const same = (colour, element) => channels(colour).slice(0, 3).join() === behind(element).slice(0, 3).join();
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const style = getComputedStyle(element);
    const name = element.outerHTML.slice(0, 80);
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (hasText && same(style.color, element)) problems.push(`text: ${name}`);
    if (element instanceof SVGGeometryElement) {
      const drawn = [style.fill, style.stroke].filter((paint) => paint !== "none" && channels(paint)[3] > 0);
      if (drawn.length > 0 && drawn.every((paint) => same(paint, element))) problems.push(`drawing: ${name}`);
    }
    if (element.matches("button, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox])")) {
      if (parseFloat(style.borderTopWidth) + parseFloat(style.borderBottomWidth) === 0) problems.push(`no edge: ${name}`);
    }
  }
  return problems;
}

/** In the page: transitions, animations and smooth scrolling. */
function moving() {
  const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  return [document.documentElement, ...document.querySelectorAll("body *")].flatMap((element) => {
    const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(element);
    const moves = (animationName !== "none" && lasts(animationDuration)) || lasts(transitionDuration) || scrollBehavior === "smooth";
    return moves ? [element.outerHTML.slice(0, 80)] : [];
  });
}
