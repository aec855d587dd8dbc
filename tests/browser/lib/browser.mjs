// Debian's Chromium, and one visit to each page. Used by every test file.

import { existsSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { chromium } from "playwright-core";
import { nothing } from "./assert.mjs";
import { nameOf, open } from "./open.mjs";
import { base } from "./place.mjs";

/** Only the page under test may use the network, and nothing may depend on a display. */
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--lang=da-DK",
  // Our own server only: no other host resolves.
  `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${base.hostname}`,
];

export const PHONE = { width: 360, height: 640 };
export const DESKTOP = { width: 1280, height: 900 };

/** The headless shell does the same with half the work. */
const BROWSERS = [process.env.CHROMIUM, "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

/** Starts the browser. */
export function launch() {
  const executablePath = BROWSERS.find((file) => file && existsSync(file));
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A tab in a context of its own. */
export async function openTab(browser, options = {}) {
  const context = await browser.newContext({ locale: "da-DK", viewport: PHONE, ...options });
  const tab = await context.newPage();
  // Long enough for a busy machine.
  tab.setDefaultTimeout(60_000);
  return tab;
}

/**
 * One test for each of `pages`, in one browser. `check(tab, page, note)` opens the page and
 * passes problems to `note(name of the check, list)`; the test fails if there are any.
 *
 * Prints the duration of each check at the end.
 */
export function eachPage(title, pages, options, check) {
  describe(title, () => {
    const spent = new Map();
    let browser;
    let tab;
    before(async () => {
      browser = await launch();
      tab = await openTab(browser, options);
    });
    after(async () => {
      await browser?.close();
      const dearest = [...spent].sort(([, a], [, b]) => b - a).map(([name, ms]) => `${name} ${(ms / 1000).toFixed(0)} s`);
      if (dearest.length > 1) console.log(`  ${title}: ${dearest.join(", ")}`);
    });
    for (const page of pages) {
      it(nameOf(page), { timeout: 180_000 }, async () => {
        const problems = [];
        const note = async (name, look) => {
          const begun = performance.now();
          // A check that throws is a failure of its own; the others still run.
          const found = await Promise.resolve().then(look).catch((error) => [`broke off: ${error.message}`]);
          problems.push(...found.map((what) => `${name}: ${what}`));
          spent.set(name, (spent.get(name) ?? 0) + performance.now() - begun);
        };
        await check(tab, page, note);
        nothing(problems, title);
      });
    }
  });
}

/** The default device settings. */
const PLAIN = { colorScheme: "light", forcedColors: "none", media: "screen", reducedMotion: "no-preference" };

/** Opens the page like a new visitor, in the initial state of every check. */
export async function visit(tab, page, { viewport = PHONE, ...media } = {}) {
  await tab.setViewportSize(viewport);
  await tab.emulateMedia({ ...PLAIN, ...media });
  await open(tab, page);
}

/** Adds CSS to the page like a user style sheet, bypassing the page's policy. */
export function addCss(tab, css) {
  return tab.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
  }, css);
}

/** Unfolds everything, so that its content is tested too. */
export function unfold(tab) {
  return tab.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}

/** Closes menus, for checks that they would get in the way of. */
export function shutMenus(tab) {
  return tab.evaluate(() => {
    for (const menu of document.querySelectorAll("details.switch")) menu.open = false;
  });
}
