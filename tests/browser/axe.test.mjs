// axe-core finds nothing to remark: WCAG 2.2 A and AA, best practice, and contrast at AAA.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { DESKTOP, eachPage, PHONE, unfold } from "./lib/browser.mjs";
import { nothing } from "./lib/assert.mjs";
import { varied } from "./lib/site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const EVERYTHING = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "color-contrast-enhanced": { enabled: true } },
  resultTypes: ["violations", "incomplete"],
};

/** A letter on paper begins with its sender, not with the heading of the page it was made on. */
const ON_PAPER = { ...EVERYTHING, rules: { ...EVERYTHING.rules, "page-has-heading-one": { enabled: false } } };

/** The same page in the five ways it is seen, so that it is loaded once. */
eachPage("axe", varied, { parallel: 2, reducedMotion: "reduce" }, async (tab) => {
  await tab.evaluate(AXE);
  const problems = [];
  for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    await tab.setViewportSize(viewport);
    // As it comes on the phone, and with everything unfolded on the desktop.
    if (viewport === DESKTOP) await unfold(tab);
    for (const colorScheme of ["light", "dark"]) {
      await tab.emulateMedia({ colorScheme });
      problems.push(...(await remarks(tab)).map((remark) => `${size}, ${colorScheme}: ${remark}`));
    }
  }
  await tab.emulateMedia({ colorScheme: "light", media: "print" });
  problems.push(...(await remarks(tab, ON_PAPER)).map((remark) => `print: ${remark}`));
  nothing(problems, "axe");
});

/** What axe finds wrong, and where it could not tell whether the contrast is enough. */
async function remarks(tab, wanted = EVERYTHING) {
  const { violations, incomplete } = await tab.evaluate((options) => window.axe.run(options), wanted);
  const unsure = incomplete.filter(({ id }) => id.startsWith("color-contrast"));
  return [...violations, ...unsure].flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map(({ target, any }) => `${id} (${help}): ${target.join(" ")} ${any[0]?.message ?? ""}`),
  );
}
