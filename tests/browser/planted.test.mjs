// The checks find what they should: each one gets a page with a mistake, and one without.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { axe, axeInColours, axeOnPaper } from "./checks/axe.mjs";
import { contact } from "./checks/contact.mjs";
import { keyboard, pastHeader } from "./checks/keyboard.mjs";
import { leaving } from "./checks/leaving.mjs";
import { print } from "./checks/print.mjs";
import { listen, privacy } from "./checks/privacy.mjs";
import { narrow, reflow } from "./checks/reflow.mjs";
import { forcedColours, lessMotion } from "./checks/settings.mjs";
import { order, outline, wrongInMunicipality, wrongWith } from "./checks/structure.mjs";
import { targets } from "./checks/targets.mjs";
import { addCss, DESKTOP, launch, openTab, shutMenus, visit } from "./lib/browser.mjs";
import { municipalities, pages } from "./lib/site.mjs";

const page = pages.find(({ address }) => address === `/${municipalities[0]}/klage`);

/** Style with one mistake. */
const style = (css) => (tab) => addCss(tab, css);

/** In the page: an element with its text, inserted first in `<main>`. */
const element = (html) => (tab) => tab.evaluate((html) => document.querySelector("main").insertAdjacentHTML("afterbegin", html), html);

/** The element is removed. */
const without = (selector) => (tab) => tab.evaluate((selector) => document.querySelectorAll(selector).forEach((e) => e.remove()), selector);

/** A script that does something forbidden. */
const script = (deed) => (tab) => tab.evaluate(deed);

/** Name, mode, check, and the mistakes that it must find. */
const CHECKS = [
  ["axe", {}, axe, { "a picture without a text": element("<img src='data:,'>"), "grey on white": style("main p { color: #999 !important }"), "grey enough for AA only": style("main p { color: #666 !important }") }],
  ["axe, in the dark", { colorScheme: "dark" }, axeInColours, { "grey on black": style("main p { color: #555 !important }") }],
  ["axe, on paper", { viewport: DESKTOP, media: "print" }, axeOnPaper, { "a list of no items": element("<ul><p>Et</p></ul>") }],
  ["number to call", {}, contact, { "no number": without("a[href^='tel:']"), "far down": style("main { padding-top: 900px }") }],
  ["order", {}, order, { "one that floats": style("main h2 { float: right }"), reversed: style("main { display: flex; flex-direction: column-reverse }") }],
  ["targets", {}, targets, { "a small button": element("<button style='all: unset; font-size: 8px'>Her</button>") }],
  ["reflow, 320 px", {}, narrow, { "too wide": element("<div style='width: 400px'>Bred</div>"), "cut off": element("<p style='height: 10px; overflow: hidden'>Et<br>to<br>tre</p>") }],
  ["reflow", { viewport: DESKTOP }, reflow, { "on top of each other": element("<p style='height: 1em'>Et<br>to</p><p>Tre</p>"), "room for small text only": element("<div style='width: 300px; height: 24px; overflow: hidden'>Et par ord</div>") }],
  ["less motion", { reducedMotion: "reduce" }, lessMotion, { "a transition": style("a { transition: color 1s !important }"), "gliding": style("html { scroll-behavior: smooth !important }") }],
  ["forced colours", { forcedColors: "active" }, forcedColours, { "text in the colour behind it": style("main p { forced-color-adjust: none; color: white; background: white }"), "a field without an edge": element("<input style='border: 0'>") }],
  ["keyboard", { reducedMotion: "reduce" }, keyboard, { "no ring": style("a:focus-visible { outline: none !important }"), "under a bar": element("<div style='position: fixed; inset: 0; background: #fff'></div>"), "no skip link": without(".skip, a[href='#indhold']") }],
  ["past the header", {}, (tab) => pastHeader(tab, page), { "leads nowhere": script(() => document.querySelector("main").removeAttribute("id")) }],
  ["leaving", {}, leaving, { "in another place": style("a[href='/ud'] { margin-right: 20px !important }") }],
  ["print", { viewport: DESKTOP, media: "print" }, print, { "a form": element("<form style='display: block !important'><input style='display: block !important' value='1'></form>"), "a book": style("main p { height: 3000px }") }],
];

describe("planted mistakes are found", () => {
  let browser;
  let tab;
  before(async () => {
    browser = await launch();
    tab = await openTab(browser, { bypassCSP: true });
  });
  after(() => browser?.close());

  for (const [name, how, check, mistakes] of CHECKS) {
    it(`${name}: nothing to remark`, async () => {
      await visit(tab, page, how);
      await shutMenus(tab);
      assert.deepEqual(await check(tab, page), []);
    });
    for (const [what, plant] of Object.entries(mistakes)) {
      it(`${name}: ${what}`, async () => {
        await visit(tab, page, how);
        await shutMenus(tab);
        await plant(tab);
        assert.notDeepEqual(await check(tab, page), []);
      });
    }
  }

  for (const [what, plant] of Object.entries({
    "a cookie": script(() => (document.cookie = "a=b")),
    "web storage": script(() => localStorage.setItem("a", "b")),
    "a database": script(() => new Promise((done) => (indexedDB.open("a").onsuccess = done))),
    "asks somebody else": script(() => (new Image().src = "https://eksempel.dk/a.png")),
    "an error": script(() => setTimeout(() => nowhere())),
    "a style sheet of its own": element("<link rel=stylesheet href='/a.css'>"),
    "much script": script(() => document.body.append(Object.assign(document.createElement("script"), { text: "//".padEnd(2_001) }))),
  })) {
    it(`privacy: ${what}`, async () => {
      const own = await openTab(browser, { bypassCSP: true });
      const heard = listen(own);
      await visit(own, page);
      assert.deepEqual(await privacy(own, heard), []);
      await plant(own);
      await own.waitForTimeout(50);
      assert.notDeepEqual(await privacy(own, heard), []);
      await own.context().close();
    });
  }

  for (const [what, html] of Object.entries({
    "no language": "<title>A</title><main><h1>A</h1></main>",
    "no title": "<html lang=da><main><h1>A</h1></main>",
    "no main": "<html lang=da><title>A</title><h1>A</h1>",
    "two headings": "<html lang=da><title>A</title><main><h1>A</h1><h1>B</h1></main>",
    "a level left out": "<html lang=da><title>A</title><main><h1>A</h1><h3>B</h3></main>",
    "an empty heading": "<html lang=da><title>A</title><main><h1>A</h1><h2></h2></main>",
    "an id twice": "<html lang=da><title>A</title><main><h1>A</h1><p id=a><p id=a></main>",
    "two navigations without names": "<html lang=da><title>A</title><main><h1>A</h1><nav></nav><nav></nav></main>",
  })) {
    it(`structure: ${what}`, async () => {
      const right = await read("<html lang=da><title>A</title><main><h1>A</h1></main>");
      assert.deepEqual(wrongWith(right), []);
      assert.notDeepEqual(wrongWith(await read(html)), []);
    });
  }

  for (const [what, change] of Object.entries({
    "no way out": { leave: false },
    "nobody to call": { call: false },
    "no name": { name: "" },
    "another's name": { name: "Andeby" },
    "no breadcrumb": { breadcrumb: null },
    "a breadcrumb that begins elsewhere": { breadcrumb: { first: "Andeby", currentIsLink: false } },
    "a breadcrumb that links to the page": { breadcrumb: { first: "Forside", currentIsLink: true } },
  })) {
    it(`structure in a municipality: ${what}`, () => {
      assert.deepEqual(wrongInMunicipality(page.outline), []);
      assert.notDeepEqual(wrongInMunicipality({ ...page.outline, ...change }), []);
    });
  }

  function read(html) {
    return tab.evaluate(`(${outline})(new DOMParser().parseFromString(${JSON.stringify(html)}, "text/html"), "/")`);
  }
});
