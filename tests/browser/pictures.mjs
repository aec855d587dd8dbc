// Takes the two pictures at the top of the README again:
//
//   BASE_URL=http://127.0.0.1:8080 node pictures.mjs
//
// `pictures.test.mjs` compares them with the site.

import { writeFileSync } from "node:fs";
import path from "node:path";
import { DESKTOP, launch, openTab, PHONE } from "./lib/browser.mjs";
import { url } from "./lib/place.mjs";

/** What the pictures show, and where they are stored. */
export const PICTURES = [
  { file: "phone.png", address: "/ishoj/klage", viewport: PHONE },
  { file: "desktop.png", address: "/ishoj", viewport: DESKTOP },
];

export const folder = path.join(import.meta.dirname, "../../docs");

/** Takes a picture. */
export async function taken(browser, { address, viewport }) {
  const tab = await openTab(browser, { viewport });
  await tab.goto(url(address));
  const png = await tab.screenshot();
  await tab.context().close();
  return png;
}

if (process.argv[1] === import.meta.filename) {
  const browser = await launch();
  for (const picture of PICTURES) writeFileSync(path.join(folder, picture.file), await taken(browser, picture));
  await browser.close();
}
