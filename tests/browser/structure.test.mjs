// The page makes sense when it is read aloud: language, title, headings, landmarks, order.

import assert from "node:assert/strict";
import { test } from "node:test";
import { eachPage } from "./lib/browser.mjs";
import { nothing } from "./lib/assert.mjs";
import { listed, pages } from "./lib/site.mjs";

const titles = new Map();

eachPage("structure", pages, {}, async (tab, { address, municipality, inSitemap }) => {
  const page = await tab.evaluate(outline);
  assert.equal(page.lang, "da");
  assert.ok(page.title, "the page has a title");
  if (inSitemap) titles.set(page.title, [...(titles.get(page.title) ?? []), address]);
  assert.equal(page.mains, 1, "there is one <main>");
  assert.equal(page.headings.filter(({ level }) => level === 1).length, 1, "there is one h1");
  nothing(skips(page.headings), "headings that skip a level");
  nothing(page.headings.filter(({ text }) => !text).map(({ level }) => `h${level}`), "empty headings");
  nothing(page.repeatedIds, "ids that stand twice");
  nothing(page.moved, "shown in another order than they are read");
  nothing(page.unlabelledNavs, "navigation without a name, on a page with several");
  if (municipality) {
    const name = page.home;
    assert.ok(name, "the page links to the municipality's front page by name");
    const said = page.title.includes(name) || page.headings[0].text.includes(name) || page.first.includes(name);
    assert.ok(said, `${name} stands in the title, the heading or the first sentence`);
    assert.ok(page.title.includes(name), `the title «${page.title}» says ${name}`);
  }
  if (address !== "/" && municipality && page.breadcrumb) {
    assert.equal(page.breadcrumb.first, "Forside");
    assert.ok(!page.breadcrumb.currentIsLink, "the current page is no link in the breadcrumb");
  }
});

test("every page has a title of its own", () => {
  assert.ok(titles.size > 0 && listed.length > 0);
  const shared = [...titles].filter(([, addresses]) => addresses.length > 1);
  nothing(shared.map(([title, addresses]) => `«${title}»: ${addresses.join(", ")}`), "shared titles");
});

/** Headings more than one level below the one before. */
function skips(headings) {
  return headings
    .filter(({ level }, i) => level > (headings[i - 1]?.level ?? 0) + 1)
    .map(({ level, text }) => `h${level} «${text}»`);
}

/** In the page: what the tests above ask about. */
function outline() {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const text = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";
  const ids = all("[id]").map(({ id }) => id);
  const styles = all("body *").map((element) => [element, getComputedStyle(element)]);
  const moved = styles
    .filter(([, { order, flexDirection, display, float }]) =>
      order !== "0" || float !== "none" || (display.includes("flex") && flexDirection.endsWith("reverse")))
    .map(([element]) => element.outerHTML.slice(0, 80));
  const crumbs = document.querySelector('nav[aria-label="Brødkrumme"]');
  const current = crumbs?.querySelector("[aria-current]") ?? crumbs?.querySelector("li:last-child");
  const front = `/${location.pathname.split("/")[1]}`;
  return {
    lang: document.documentElement.lang,
    title: document.title.trim(),
    mains: all("main").length,
    headings: all("h1,h2,h3,h4,h5,h6").map((h) => ({ level: Number(h.tagName[1]), text: text(h) })),
    first: text(document.querySelector("main p")),
    repeatedIds: [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))],
    moved,
    unlabelledNavs: all("nav").length < 2 ? [] : all("nav:not([aria-label]):not([aria-labelledby])").map((n) => n.outerHTML.slice(0, 80)),
    home: text(all("header a, nav a, header span, header strong").find((a) => a.getAttribute?.("href") === front)).replace(/ Kommune$/, ""),
    breadcrumb: crumbs && { first: text(crumbs.querySelector("a, li")), currentIsLink: Boolean(current?.matches("a[href]") || current?.querySelector("a[href]")) },
  };
}
