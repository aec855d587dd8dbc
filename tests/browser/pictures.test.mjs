// The pictures in the README show the site as it is.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { launch, openTab } from "./lib/browser.mjs";
import { folder, PICTURES, taken } from "./pictures.mjs";

/** The share of pixels that can differ: edges of letters, because font rendering varies slightly. */
const MOST = 0.02;

describe("the pictures in the README", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  for (const picture of PICTURES) {
    it(picture.file, async () => {
      const kept = readFileSync(path.join(folder, picture.file));
      const readme = readFileSync(path.join(folder, "../README.md"), "utf8");
      assert.ok(readme.includes(`docs/${picture.file}`), "the README shows it");
      const share = await difference(await openTab(browser), [kept, await taken(browser, picture)]);
      assert.ok(share <= MOST, `${(share * 100).toFixed(1)} % of it has changed: run pictures.mjs`);
    });
  }
});

/** The share of pixels that differ between two pictures; 1 if the sizes differ. */
function difference(tab, pictures) {
  return tab.evaluate(
    async (sources) => {
      const pixels = async (source) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext("2d");
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height).data;
      };
      const [one, other] = await Promise.all(sources.map(pixels));
      if (one.length !== other.length) return 1;
      let unlike = 0;
      for (let at = 0; at < one.length; at += 4) {
        const apart = [0, 1, 2].some((colour) => Math.abs(one[at + colour] - other[at + colour]) > 40);
        if (apart) unlike += 1;
      }
      return unlike / (one.length / 4);
    },
    pictures.map((png) => `data:image/png;base64,${png.toString("base64")}`),
  );
}
