// One page of each structure in every mode: phone and desktop, light and dark, print, forced
// colours, magnified, and with the keyboard alone. With `FULL=yes`: every page.

import { axe, axeInColours, axeOnPaper } from "./checks/axe.mjs";
import { keyboard, pastHeader } from "./checks/keyboard.mjs";
import { leaving } from "./checks/leaving.mjs";
import { print } from "./checks/print.mjs";
import { reflow } from "./checks/reflow.mjs";
import { forcedColours, lessMotion } from "./checks/settings.mjs";
import { targets } from "./checks/targets.mjs";
import { DESKTOP, eachPage, PHONE, unfold, visit } from "./lib/browser.mjs";
import { shaped } from "./lib/site.mjs";

eachPage("modes", shaped, { reducedMotion: "reduce" }, async (tab, page, note) => {
  await visit(tab, page, { reducedMotion: "reduce" });
  await note("less motion", () => lessMotion(tab));
  // As loaded on the phone, and with everything unfolded on the desktop. The light mode on the
  // phone is checked on every page in `pages.test.mjs`.
  await tab.emulateMedia({ colorScheme: "dark" });
  await note("axe, phone, dark", () => axeInColours(tab));
  await tab.setViewportSize(DESKTOP);
  await unfold(tab);
  await note("axe, desktop, dark", () => axeInColours(tab));
  await note("forced colours, dark", () => inForcedColours(tab));
  await tab.emulateMedia({ colorScheme: "light" });
  await note("axe, desktop, light", () => axe(tab));
  await note("forced colours, light", () => inForcedColours(tab));
  await note("targets, desktop", () => targets(tab));
  await note("reflow", () => reflow(tab));
  await note("leaving", () => leaving(tab));
});

async function inForcedColours(tab) {
  await tab.emulateMedia({ forcedColors: "active" });
  const wrong = await forcedColours(tab);
  await tab.emulateMedia({ forcedColors: "none" });
  return wrong;
}

eachPage("paper", shaped, {}, async (tab, page, note) => {
  await visit(tab, page, { viewport: DESKTOP, media: "print" });
  if (page.municipality && page.inSitemap) await note("print", () => print(tab, page));
  await note("axe, print", () => axeOnPaper(tab));
});

// With reduced motion, the window has scrolled as soon as the key is pressed.
eachPage("keyboard", shaped, { reducedMotion: "reduce" }, async (tab, page, note) => {
  for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    await visit(tab, page, { viewport, reducedMotion: "reduce" });
    await note(`keyboard, ${size}`, () => keyboard(tab));
  }
  await visit(tab, page);
  await note("past the header", () => pastHeader(tab, page));
});
