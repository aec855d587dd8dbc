// Nothing is stored on the device, nobody else is contacted, and the page comes in one response.

import { base } from "../lib/place.mjs";

/** The most script allowed on a page. */
const MOST_SCRIPT = 2_000;

/** Whether a request goes to another site. */
const isOutside = (request) => new URL(request).origin !== base.origin && !request.startsWith("data:");

/** Records a tab's requests and console messages from now on. */
export function listen(tab) {
  const heard = { asked: [], complaints: [] };
  tab.on("request", (request) => heard.asked.push(request.url()));
  tab.on("console", (message) => heard.complaints.push(message.text()));
  tab.on("pageerror", (error) => heard.complaints.push(error.message));
  return heard;
}

/** What a page does on its own, some time after loading. */
export async function privacy(tab, heard) {
  const kept = await tab.evaluate(keptOnDevice);
  const cookies = await tab.context().cookies();
  return [
    ...heard.asked.filter(isOutside).map((request) => `asked of others: ${request}`),
    ...cookies.map(({ name }) => `cookie: ${name}`),
    ...kept.stored.map((where) => `stored: ${where}`),
    ...kept.blocking.map((request) => `holds the page back: ${request}`),
    // Chromium itself logs that a page was answered with 404 or 500.
    ...heard.complaints.filter((text) => !/status of [45]\d\d/.test(text)).map((text) => `the browser: ${text}`),
    ...(kept.script > MOST_SCRIPT ? [`${kept.script} bytes of script`] : []),
  ];
}

/** In the page: what it stores, what it waits for, and how much script it has. */
async function keptOnDevice() {
  const stored = [];
  if (localStorage.length + sessionStorage.length > 0) stored.push("web storage");
  if ((await indexedDB.databases()).length > 0) stored.push("indexedDB");
  if ("serviceWorker" in navigator && (await navigator.serviceWorker.getRegistrations()).length > 0) stored.push("service worker");
  if ("caches" in window && (await caches.keys()).length > 0) stored.push("caches");
  const resources = performance.getEntriesByType("resource");
  const waitedFor = resources.filter(({ renderBlockingStatus }) => renderBlockingStatus === "blocking").map(({ name }) => name);
  const waiting = [...document.querySelectorAll("link[rel~=stylesheet], script[src]:not([async], [defer], [type=module])")];
  const blocking = [...waitedFor, ...waiting.map(({ href, src }) => href ?? src)];
  const inline = [...document.scripts].filter(({ src, type }) => !src && !type.includes("json"));
  const fetched = resources.filter(({ initiatorType, name }) => initiatorType === "script" || name.endsWith(".js"));
  const script = inline.reduce((sum, { text }) => sum + text.length, 0) + fetched.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0);
  return { stored, blocking, script };
}
