// Tap targets are large enough: 44 px for the important ones, 24 px for the rest (WCAG 2.5.5 and
// 2.5.8).

/** The visible targets that are too small to tap. */
export function targets(tab) {
  return tab.evaluate(tooSmall);
}

/** In the page: targets below the minimum size. */
function tooSmall() {
  const MATTERS = 44;
  const REST = 24;
  const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const targets = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((e) => e.type !== "hidden" && e.checkVisibility({ visibilityProperty: true }));

  // A link in a sentence is exempt: there are other words on its line.
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
  // The label of a checkbox can be tapped too.
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
