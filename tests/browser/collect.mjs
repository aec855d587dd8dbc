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

/** The site has a few hundred pages; more means that links multiply. */
const MOST = 1500;

/** Addresses that are not pages: files, and the exit. */
const NOT_PAGES = /\.(ics|svg|png|txt|xml|ico|webmanifest|json|pdf|css|js)$|^\/ud$|^\/healthz$/;

/** The results of the crawl. */
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

/** A municipality is a first segment that is a page and has the whole standard below it. */
function municipalitiesIn(addresses) {
  return addresses
    .map((address) => /^\/([^/]+)\/hele$/.exec(address)?.[1])
    .filter((name) => name && addresses.includes(`/${name}`));
}

/** Wrong addresses, outside and inside each municipality. */
function wrongAddresses() {
  return ["/findes-ikke", ...municipalities.map((name) => `/${name}/findes-ikke`)];
}

/** A search with hits, one for a misspelt word, one without hits, an empty one. */
function searches() {
  const queries = ["klage", "alkohool", "qwxzqwxz", ""];
  return municipalities.flatMap((name) => queries.map((q) => `/${name}/soeg?q=${q}`));
}

/** Reads one address and adds its links. */
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

/** The structure and links of a page. */
async function read(response, address) {
  return tab.evaluate(readPage, { html: await response.text(), address: url(address), path: address });
}

/** In the browser: parses the page as a document at its address. */
function readPage({ html, address, path }) {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.head.prepend(Object.assign(page.createElement("base"), { href: address }));
  const links = [...page.querySelectorAll("a[href]")].map((link) => link.href);
  const parts = window.partsOf(page);
  return { links, forms: window.formsOf(page, address), parts, outline: window.outline(page, path) };
}

/** Records a link, and queues its address. */
function noteLink(target, here) {
  const link = new URL(target, base);
  if (link.origin !== base.origin) return;
  const whole = link.pathname + link.search + link.hash;
  const seenOn = found.links.get(whole) ?? [];
  if (!seenOn.includes(here)) seenOn.push(here);
  found.links.set(whole, seenOn);
  if (!NOT_PAGES.test(link.pathname)) enqueue(link.pathname + link.search);
}

/** Records the possible submissions of a form, once per form. */
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

/** Queues a submission. */
function notePosted(answer) {
  found.posted.set(nameOf(answer), answer);
}

/** Submits the forms whose answers have no address of their own. */
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

/** In the browser: the structure of a page: each pair of element and parent once. */
function partsOf(page) {
  const part = (element) => `${element.localName}.${element.getAttribute("class") ?? ""}`;
  const parts = [...page.body.querySelectorAll("*")].map((element) => `${part(element.parentElement)}>${part(element)}`);
  return [...new Set(parts)].sort();
}

/** In the browser: every form on a page, with its addresses when filled in several ways. */
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
