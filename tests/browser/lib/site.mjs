// The pages of the site under test. Used by every test file.
//
// `collect.mjs` finds the pages and writes a list, which the tests read, so that new pages are
// tested without changes here.

import { readFileSync } from "node:fs";
import { listFile } from "./place.mjs";

/**
 * @typedef {object} Listed
 * @property {string} address Path and query.
 * @property {string} [body] What is sent to it, where the page is the answer to a form.
 * @property {number} status What the server answers with.
 * @property {string[]} parts What it is built of, each once: which element stands in which.
 * @property {object} outline What `checks/structure.mjs` reads from it.
 * @property {string | null} municipality First segment of the address, when it is a municipality's.
 * @property {boolean} inSitemap Whether the site lists it as a page of its own.
 */

/** @type {{ municipalities: string[], pages: Listed[], posted: Listed[], links: Record<string, string[]> }} */
const list = JSON.parse(readFileSync(listFile, "utf8"));

/** Addresses of the municipalities' front pages, without the slash. */
export const municipalities = list.municipalities;

/** Every page and state that has an address: errors, hits and no hits. */
export const pages = list.pages;

/** The same, and every answer to a form that is sent. */
export const states = [...list.pages, ...list.posted];

/** Every link on our own site, and the pages it was seen on. */
export const links = list.links;

/** The pages that the site lists as its own. */
export const listed = pages.filter((page) => page.inSitemap);

/** Whether everything is to be tested in every way, however alike. */
export const full = process.env.FULL === "yes";

/** What tells apart how two pages are built. */
const shapeOf = ({ parts }) => parts.join();

/**
 * Every page the site lists, and one of the states that are built alike: a guide has hundreds of
 * answers that differ in their words only.
 */
const varied = states.filter((page) => {
  const alike = states.find((other) => !other.inSitemap && shapeOf(other) === shapeOf(page));
  return page.inSitemap || alike === page;
});

/** The pages to visit. */
export const everyPage = full ? states : varied;

/** The pages for what takes long: few, but whatever any page of a municipality holds is on one of its own. */
export const shaped = full ? varied : cover(varied);

/** The fewest pages that hold every part there is, each part once for every municipality that has it; nearly. */
function cover(pages) {
  const partsOf = (page) => page.parts.map((part) => `${page.municipality} ${part}`);
  const left = new Set(pages.flatMap(partsOf));
  const adds = (page) => partsOf(page).filter((part) => left.has(part)).length;
  const chosen = [];
  while (left.size > 0) {
    const best = pages.reduce((a, b) => (adds(b) > adds(a) ? b : a));
    chosen.push(best);
    for (const part of partsOf(best)) left.delete(part);
  }
  return chosen;
}

/** One page of each kind, so that a dear test need not visit all. */
export function kinds() {
  const [first] = municipalities;
  const seen = new Map();
  for (const page of pages) {
    if (page.municipality && page.municipality !== first) continue;
    const kind = kindOf(page);
    if (!seen.has(kind)) seen.set(kind, page);
  }
  return [...seen].map(([kind, page]) => ({ ...page, kind }));
}

/** A name for the kind of page: pages with the same name are drawn by the same template. */
export function kindOf({ address, municipality, status }) {
  const [pathname, query] = address.split("?");
  const segments = pathname.split("/").filter(Boolean);
  if (municipality) segments[0] = "kommune";
  const name = segments.slice(0, 3).join("-") || "forside";
  return `${name}${query ? "-svar" : ""}${status === 200 ? "" : `-${status}`}`;
}
