// The accessibility tree of each main kind of page, stored in `snapshots/`.
//
// Prose is left out, because new wording doesn't change the structure. UPDATE_SNAPSHOTS=1 rewrites
// the files.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eachPage, visit } from "./lib/browser.mjs";
import { base } from "./lib/place.mjs";
import { kindOf, municipalities, pages } from "./lib/site.mjs";

const folder = path.join(import.meta.dirname, "snapshots");
const [first, second] = municipalities;

/** One page of each main kind. */
const MAIN = [
  "/",
  `/${first}`,
  `/${first}/indgang`,
  `/${first}/klage`,
  `/${first}/rettigheder`,
  `/${first}/paaroerende`,
  `/${first}/ordliste`,
  `/${first}/ikke-beskrevet`,
  `/${first}/find-vej`,
  `/${first}/frister`,
  `/${first}/udlevering`,
  `/${first}/soeg?q=klage`,
  `/${first}/soeg?q=qwxzqwxz`,
  `/${first}/findes-ikke`,
  `/${second}/klage`,
  "/sammenlign/klage",
  "/tilgaengelighed",
  "/findes-ikke",
];

eachPage("aria", pages.filter(({ address }) => MAIN.includes(address)), {}, async (tab, page) => {
  await visit(tab, page);
  // The port differs each time.
  const seen = structure(await tab.locator("body").ariaSnapshot()).replaceAll(base.host, "webstedet");
  const file = path.join(folder, `${nameOf(page)}.yaml`);
  if (process.env.UPDATE_SNAPSHOTS || !existsSync(file)) {
    assert.ok(process.env.UPDATE_SNAPSHOTS, `${file} is missing: run with UPDATE_SNAPSHOTS=1`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, seen);
    return;
  }
  assert.equal(seen, readFileSync(file, "utf8"), "run with UPDATE_SNAPSHOTS=1 if this is meant");
});

/** A file name for a page. */
function nameOf(page) {
  const which = page.municipality === second ? "-2" : "";
  const hits = page.address.includes("qwxz") ? "-ingen" : "";
  return `${kindOf(page)}${hits}${which}`;
}

/** The snapshot without prose: landmarks, headings, links, controls, and their containers. */
function structure(snapshot) {
  const PROSE = /^\s*- (text|paragraph|emphasis|strong|time|term|definition|cell|listitem|superscript|img|\/url)\b(?!.*:$)/;
  const lines = snapshot.split("\n").filter((line) => !PROSE.test(line));
  return `${lines.map((line) => line.replace(/^(\s*- (?:listitem|paragraph|cell|row|rowheader|definition|term)) ".*?"(:?)/, "$1$2")).join("\n")}\n`;
}
