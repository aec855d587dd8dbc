// The pages of the site under test. Used by every test file.
//
// `collect.mjs` finds the pages and writes a list, which the tests read, so that new pages are
// tested without changes here.

import { readFileSync } from "node:fs";
import { listFile } from "./place.mjs";

/**
 * @typedef {object} Listed
 * @property {string} address Path and query.
 * @property {string} [body] The submitted form, if the page is the answer to one.
 * @property {number} status The status of the response.
 * @property {string[]} parts Its structure: each pair of element and parent once.
 * @property {object} outline The data for `checks/structure.mjs`.
 * @property {string | null} municipality First segment of the address, if it is a municipality.
 * @property {boolean} inSitemap Whether it is in the sitemap.
 */

/** @type {{ municipalities: string[], pages: Listed[], posted: Listed[], links: Record<string, string[]> }} */
const list = JSON.parse(readFileSync(listFile, "utf8"));

/** Addresses of the municipalities' front pages, without the slash. */
export const municipalities = list.municipalities;

/** Every page and state with an address, including errors and searches. */
export const pages = list.pages;

/** The same, and every answer to a submitted form. */
export const states = [...list.pages, ...list.posted];

/** Every internal link, and the pages it is on. */
export const links = list.links;

/** The pages in the sitemap. */
export const listed = pages.filter((page) => page.inSitemap);

/** Whether to test every page in every mode. */
export const full = process.env.FULL === "yes";

/** A key for the structure of a page. */
const shapeOf = ({ parts }) => parts.join();

/**
 * Every page in the sitemap, and one state of each structure: a guide has hundreds of
 * answers that differ only in their text.
 */
const varied = states.filter((page) => {
  const alike = states.find((other) => !other.inSitemap && shapeOf(other) === shapeOf(page));
  return page.inSitemap || alike === page;
});

/** The pages to visit. */
export const everyPage = full ? states : varied;

/** The pages for slow tests: few, but together they have every part of every municipality's pages. */
export const shaped = full ? varied : cover(varied);

/** Nearly the fewest pages that together have every part of each municipality. */
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

/** One page of each kind, for slow tests. */
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

/** A name for the kind of page: pages with the same name use the same template. */
export function kindOf({ address, municipality, status }) {
  const [pathname, query] = address.split("?");
  const segments = pathname.split("/").filter(Boolean);
  if (municipality) segments[0] = "kommune";
  const name = segments.slice(0, 3).join("-") || "forside";
  return `${name}${query ? "-svar" : ""}${status === 200 ? "" : `-${status}`}`;
}
