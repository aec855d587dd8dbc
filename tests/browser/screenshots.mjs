// Screenshots of every kind of page for people to look at: phone and desktop, light and dark, and
// print.
//
//   BASE_URL=http://127.0.0.1:8080 node collect.mjs && node screenshots.mjs [part of an address …]
//
// Writes to `output/`, which is not in the repository.

import path from "node:path";
import { DESKTOP, launch, openTab, PHONE } from "./lib/browser.mjs";
import { output, url } from "./lib/place.mjs";
import { kindOf, kinds, pages } from "./lib/site.mjs";

const asked = process.argv.slice(2);
const chosen = asked.length > 0 ? pages.filter(({ address }) => asked.some((part) => address.includes(part))) : kinds();
const browser = await launch();
const tab = await openTab(browser);
for (const page of chosen) await picture(page);
await browser.close();
console.log(`${chosen.length} pages in ${output}`);

/** All screenshots of one page. */
async function picture(page) {
  const name = `${page.municipality ?? ""}-${kindOf(page)}`.replace(/^-/, "");
  const file = (what) => path.join(output, `${name}-${what}`);
  await tab.goto(url(page.address));
  for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    await tab.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await tab.emulateMedia({ colorScheme, media: "screen" });
      await tab.screenshot({ path: file(`${size}-${colorScheme}.png`), fullPage: true });
    }
  }
  await tab.emulateMedia({ colorScheme: "light", media: "print" });
  await tab.pdf({ path: file("print.pdf"), format: "A4" });
}
