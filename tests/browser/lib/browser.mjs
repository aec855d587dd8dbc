// Debian's Chromium, and a test for each page. Used by every test file.

import { after, before, describe, it } from "node:test";
import { chromium } from "playwright-core";
import { nameOf, open } from "./open.mjs";
import { base } from "./place.mjs";

/** Nothing but the page under test may use the network, and nothing may depend on a screen. */
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
];

export const PHONE = { width: 360, height: 640 };
export const DESKTOP = { width: 1280, height: 900 };

/** Starts the browser. */
export function launch() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A tab in a context of its own, which can reach our own server only. */
export async function openTab(browser, options = {}) {
  const context = await browser.newContext({ locale: "da-DK", viewport: PHONE, ...options });
  await context.route(
    (address) => address.origin !== base.origin,
    (route) => route.abort(),
  );
  const tab = await context.newPage();
  // Ample, so that a busy machine fails no test.
  tab.setDefaultTimeout(60_000);
  return tab;
}

/**
 * One test for each of `pages`, sharing one browser and a few tabs.
 *
 * `options` is for the browser's context, `parallel` is how many pages are tested at a time.
 * `check` gets the tab with the page open, and the page's entry in the list.
 */
export function eachPage(title, pages, { parallel = 1, ...options }, check) {
  describe(title, { concurrency: parallel }, () => {
    const free = [];
    let browser;
    before(async () => {
      browser = await launch();
      for (let i = 0; i < parallel; i += 1) free.push(await openTab(browser, options));
    });
    after(() => browser?.close());
    for (const page of pages) {
      it(nameOf(page), { timeout: 180_000 }, async () => {
        const tab = free.pop();
        try {
          await visit(tab, page, options);
          await check(tab, page);
        } finally {
          free.push(tab);
        }
      });
    }
  });
}

/** Opens the page as a new visitor would, in the state every check starts from. */
async function visit(tab, page, options) {
  await tab.setViewportSize(options.viewport ?? PHONE);
  await tab.emulateMedia({
    colorScheme: options.colorScheme ?? "light",
    forcedColors: options.forcedColors ?? "none",
    media: "screen",
    reducedMotion: options.reducedMotion ?? "no-preference",
  });
  await open(tab, page);
}

/** Adds CSS to the page as a reader's own style sheet would, whatever the page's policy says. */
export function addCss(tab, css) {
  return tab.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
  }, css);
}

/** Opens everything that is folded, so that what is inside is tested too. */
export function unfold(tab) {
  return tab.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}
