// Finds every page and state of the site, and writes the list that the tests use.
//
// Starts from the sitemap, then follows every internal link and submits every form: unchanged, with
// nonsense, and with valid values. Pages are parsed by the browser but not rendered. Run by
// `run.mjs`.

import { mkdirSync, writeFileSync } from "node:fs";
import { outline } from "./checks/structure.mjs";
import { launch, openTab } from "./lib/browser.mjs";
import { nameOf, request } from "./lib/open.mjs";
import { base, listFile, output, url } from "./lib/place.mjs";

/** The site has a few hundred pages; more means that links breed links. */
const MOST = 1500;

/** Addresses that are no pages to look at: files to fetch, and the way out of the site. */
const NOT_PAGES = /\.(ics|svg|png|txt|xml|ico|webmanifest|json|pdf|css|js)$|^\/ud$|^\/healthz$/;

/** Everything the crawl has found out. */
const found = { pages: new Map(), posted: new Map(), links: new Map(), forms: new Set() };

const siteMap = await addressesInSiteMap();
const municipalities = municipalitiesIn(siteMap);
const browser = await launch();
const tab = await openTab(browser);
await tab.evaluate(`Object.assign(window, { outline: ${outline}, partsOf: ${partsOf}, formsOf: ${formsOf} })`);
const wrong = wrongAddresses();
const queue = [...siteMap, ...wrong, ...searches()];
const queued = new Set(queue);
while (queue.length > 0 && found.pages.size < MOST) await look(queue.shift());
for (const answer of found.posted.values()) await send(answer);
await browser.close();
write();

/** The pages the site itself lists. */
async function addressesInSiteMap() {
  const response = await fetch(url("/sitemap.xml"));
  if (!response.ok) throw new Error(`/sitemap.xml answers ${response.status}`);
  const locations = [...(await response.text()).matchAll(/<loc>\s*([^<]+?)\s*<\/loc>/g)];
  if (locations.length === 0) throw new Error("/sitemap.xml lists no pages");
  return locations.map(([, location]) => {
    const { pathname, search } = new URL(location.replaceAll("&amp;", "&"), base);
    return pathname + search;
  });
}

/** A municipality is a first segment that is itself a page and has the whole standard under it. */
function municipalitiesIn(addresses) {
  return addresses
    .map((address) => /^\/([^/]+)\/hele$/.exec(address)?.[1])
    .filter((name) => name && addresses.includes(`/${name}`));
}

/** Addresses that lead nowhere, outside and inside each municipality. */
function wrongAddresses() {
  return ["/findes-ikke", ...municipalities.map((name) => `/${name}/findes-ikke`)];
}

/** A search with hits, one for a misspelt word, one without hits, an empty one. */
function searches() {
  const queries = ["klage", "alkohool", "qwxzqwxz", ""];
  return municipalities.flatMap((name) => queries.map((q) => `/${name}/soeg?q=${q}`));
}

/** Reads one address, and adds what it links to. */
async function look(address) {
  const response = await request({ address });
  const landed = new URL(response.url);
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("text/html") || landed.origin !== base.origin) return;
  // A redirect is not a page of its own.
  const here = landed.pathname + landed.search;
  if (found.pages.has(here)) return;
  // Broken links are reported by `links.test.mjs`; one such page is enough here.
  if (response.status === 404 && !wrong.includes(here)) return;
  const { links, forms, ...page } = await read(response, here);
  found.pages.set(here, { status: response.status, ...page });
  for (const target of links) noteLink(target, here);
  for (const form of forms) noteForm(form);
}

/** What a page is built of, and where it leads. */
async function read(response, address) {
  return tab.evaluate(readPage, { html: await response.text(), address: url(address), path: address });
}

/** In the browser: the page read as a document, as if it stood at its address. */
function readPage({ html, address, path }) {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.head.prepend(Object.assign(page.createElement("base"), { href: address }));
  const links = [...page.querySelectorAll("a[href]")].map((link) => link.href);
  const parts = window.partsOf(page);
  return { links, forms: window.formsOf(page, address), parts, outline: window.outline(page, path) };
}

/** Remembers a link, and where to look next. */
function noteLink(target, here) {
  const link = new URL(target, base);
  if (link.origin !== base.origin) return;
  const whole = link.pathname + link.search + link.hash;
  const seenOn = found.links.get(whole) ?? [];
  if (!seenOn.includes(here)) seenOn.push(here);
  found.links.set(whole, seenOn);
  if (!NOT_PAGES.test(link.pathname)) enqueue(link.pathname + link.search);
}

/** Remembers the answers that a form can give, once for each form. */
function noteForm({ key, method, answers }) {
  if (found.forms.has(key)) return;
  found.forms.add(key);
  for (const answer of answers) {
    const { pathname, search } = new URL(answer, base);
    if (NOT_PAGES.test(pathname)) continue;
    if (method === "get") enqueue(pathname + search);
    else notePosted({ address: pathname, body: search.slice(1) });
  }
}

/** Remembers what to send. */
function notePosted(answer) {
  found.posted.set(nameOf(answer), answer);
}

/** Sends what a form can send; the answers have no address of their own. */
async function send(answer) {
  const response = await request(answer);
  const { parts, outline } = await read(response, answer.address);
  Object.assign(answer, { status: response.status, parts, outline });
}

function enqueue(address) {
  if (queued.has(address)) return;
  queued.add(address);
  queue.push(address);
}

/** In the browser: the parts a page is built of, each once: which element stands in which. */
function partsOf(page) {
  const part = (element) => `${element.localName}.${element.getAttribute("class") ?? ""}`;
  const parts = [...page.body.querySelectorAll("*")].map((element) => `${part(element.parentElement)}>${part(element)}`);
  return [...new Set(parts)].sort();
}

/** In the browser: every form of a page, with the addresses it leads to for several ways of filling it in. */
function formsOf(page, address) {
  const sensible = { search: "klage", text: "klage", number: "2", email: "a@b.dk" };
  // A recent date, because dates long past are not answered.
  const day = new Date(Date.now() - 5 * 86_400_000);
  const parts = { dag: `${day.getDate()}`, maaned: `${day.getMonth() + 1}`, aar: `${day.getFullYear()}` };
  const leadsTo = (form) => new URL(form.getAttribute("action") ?? "", address).href;
  const filled = (form, choose) => {
    for (const field of form.elements) choose(field);
    return `${leadsTo(form).split(/[?#]/)[0]}?${new URLSearchParams(new FormData(form))}`;
  };
  const typeable = (field) => "value" in field && !/^(hidden|radio|checkbox|submit|button)$/.test(field.type);
  return [...page.querySelectorAll("form")]
    .map((form) => {
      const answers = [filled(form, () => {})];
      answers.push(filled(form, (field) => {
        if (typeable(field) && field.tagName !== "SELECT") field.value = "qwxz 99";
      }));
      const sense = (field) => {
        if (field.type === "checkbox") field.checked = true;
        if (!typeable(field)) return;
        const part = Object.keys(parts).find((name) => field.name.endsWith(name));
        if (field.tagName === "SELECT") field.selectedIndex = field.options.length - 1;
        else field.value = part ? parts[part] : (sensible[field.type] ?? "klage");
      };
      answers.push(filled(form, sense));
      for (const radio of form.querySelectorAll("input[type=radio]")) {
        radio.checked = true;
        answers.push(filled(form, sense));
      }
      for (const option of form.querySelectorAll("option")) {
        option.parentElement.value = option.value;
        answers.push(filled(form, () => {}));
        option.parentElement.selectedIndex = 0;
      }
      const names = [...form.elements].map((field) => `${field.name}=${field.type === "hidden" ? field.value : ""}`);
      return { key: `${form.method} ${leadsTo(form)} ${names.join(" ")}`, method: form.method, answers };
    });
}

/** Writes the list for `lib/site.mjs`. */
function write() {
  const asListed = ({ address, ...rest }) => {
    const [first] = address.split("?")[0].split("/").filter(Boolean);
    const municipality = municipalities.includes(first) ? first : null;
    return { address, ...rest, municipality, inSitemap: !rest.body && siteMap.includes(address) };
  };
  const pages = [...found.pages].map(([address, rest]) => asListed({ address, ...rest }));
  const posted = [...found.posted.values()].map(asListed);
  pages.sort((a, b) => (a.address < b.address ? -1 : 1));
  mkdirSync(output, { recursive: true });
  const list = { municipalities, pages, posted, links: Object.fromEntries(found.links) };
  writeFileSync(listFile, JSON.stringify(list, null, 1));
  const states = pages.filter((page) => !page.inSitemap).length;
  console.log(`found ${pages.length} pages, ${states} of them states that the site map does not list`);
  console.log(`found ${posted.length} answers to what is sent by POST`);
}
