// The page makes sense when it is read aloud: language, title, headings, landmarks, order.

import assert from "node:assert/strict";
import { test } from "node:test";
import { eachPage } from "./lib/browser.mjs";
import { nothing } from "./lib/assert.mjs";
import { listed, states } from "./lib/site.mjs";

const titles = new Map();

eachPage("structure", states, { parallel: 2 }, async (tab, { address, municipality, inSitemap }) => {
  const page = await tab.evaluate(outline);
  if (inSitemap) titles.set(page.title, [...(titles.get(page.title) ?? []), address]);
  nothing([...wrongWith(page), ...(municipality ? wrongInMunicipality(page) : [])], "structure");
});

/** What is wrong with a page, whichever it is. */
function wrongWith({ lang, title, mains, headings, repeatedIds, moved, namelessNavs }) {
  const wrong = [];
  if (lang !== "da") wrong.push(`the language is «${lang}»`);
  if (!title) wrong.push("it has no title");
  if (mains !== 1) wrong.push(`it has ${mains} <main>`);
  const first = headings.filter(({ level }) => level === 1).length;
  if (first !== 1) wrong.push(`it has ${first} h1`);
  headings.forEach(({ level, text }, i) => {
    if (level > (headings[i - 1]?.level ?? 0) + 1) wrong.push(`h${level} «${text}» skips a level`);
    if (!text) wrong.push(`an h${level} is empty`);
  });
  wrong.push(...repeatedIds.map((id) => `the id ${id} stands twice`));
  wrong.push(...moved.map((html) => `shown in another order than it is read: ${html}`));
  wrong.push(...namelessNavs.map((html) => `one of several navigations, without a name: ${html}`));
  return wrong;
}

/** What is wrong with a page as a page of a municipality. */
function wrongInMunicipality({ title, name, breadcrumb }) {
  if (!name) return ["no link to the municipality's front page says its name"];
  const wrong = [];
  if (!title.includes(name)) wrong.push(`the title «${title}» does not say ${name}`);
  if (!breadcrumb) wrong.push("it has no breadcrumb");
  else if (breadcrumb.first !== "Forside") wrong.push(`the breadcrumb begins with «${breadcrumb.first}»`);
  else if (breadcrumb.currentIsLink) wrong.push("the breadcrumb links to the page itself");
  return wrong;
}

test("every page has a title of its own", () => {
  assert.ok(titles.size > 0 && listed.length > 0);
  const shared = [...titles].filter(([, addresses]) => addresses.length > 1);
  nothing(shared.map(([title, addresses]) => `«${title}»: ${addresses.join(", ")}`), "shared titles");
});

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
    repeatedIds: [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))],
    moved,
    namelessNavs: all("nav").length < 2 ? [] : all("nav:not([aria-label]):not([aria-labelledby])").map((n) => n.outerHTML.slice(0, 80)),
    name: text(all("header a, nav a, header span, header strong").find((a) => a.getAttribute?.("href") === front)).replace(/ Kommune$/, ""),
    breadcrumb: crumbs && { first: text(crumbs.querySelector("a, li")), currentIsLink: Boolean(current?.matches("a[href]") || current?.querySelector("a[href]")) },
  };
}
