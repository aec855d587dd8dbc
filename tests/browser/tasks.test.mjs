// The readers' main tasks, measured: taps, screens on a phone, and words before the answer.
//
// Each step is tapped, and the last one is the answer. On each page, the words before it count, and
// how far down it is. The limits are next to each task, and are lowered when a page improves.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { launch, openTab, PHONE } from "./lib/browser.mjs";
import { url } from "./lib/place.mjs";

const TASKS = [
  {
    name: "14 years old: must my parents know?",
    start: "/ishoj/soeg?q=skal+mine+for%C3%A6ldre+vide+det",
    steps: [],
    answer: "main .answer",
    says: /forældre/,
    most: { taps: 1, screens: 1, words: 60 },
  },
  {
    name: "a mother: whom can I call?",
    start: "/ishoj",
    steps: ["text=Jeg er pårørende"],
    answer: "main .call-number",
    says: /20 69 28 33/,
    most: { taps: 1, screens: 3, words: 280 },
  },
  {
    name: "refused: when, where, how, and the letter in hand",
    start: "/ishoj/klage",
    steps: [".act a", "text=Regn datoen ud", "text=Skriv klagen", "text=Lav brevet"],
    fill: { "#dag": "20", "#maaned": "november", "#aar": "2026" },
    answer: "main .letter",
    says: /Underskrift/,
    most: { taps: 6, screens: 9, words: 720 },
  },
  {
    name: "Vallensbæk, alcohol, tomorrow, anonymous",
    start: "/vallensbaek",
    steps: ["a[href='/vallensbaek/alkohol'] >> nth=0"],
    answer: "main .brief li:last-child",
    says: /Tilbudsportalen.*anonym/s,
    most: { taps: 2, screens: 2, words: 155 },
  },
  {
    name: "a caseworker: a set by paper and message",
    start: "/ishoj/udlevering",
    steps: ["text=Første kontakt"],
    answer: "main .tools-row a",
    says: /sms/,
    most: { taps: 5, screens: 4, words: 150 },
  },
  {
    name: "is it free?",
    start: "/ishoj",
    steps: [],
    answer: "main .brief li:nth-child(2)",
    says: /koster dig ikke noget/,
    most: { taps: 1, screens: 1.2, words: 105 },
  },
  {
    name: "how fast?",
    start: "/ishoj",
    steps: [],
    answer: "main .brief li:nth-child(3)",
    says: /14 dage/,
    most: { taps: 1, screens: 1.5, words: 150 },
  },
];

describe("what people come to do", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser?.close());

  for (const task of TASKS) {
    it(task.name, async (test) => {
      const tab = await openTab(browser, { viewport: PHONE });
      await tab.goto(url(task.start));
      // Submitting a search counts as a tap.
      const cost = { taps: task.start.includes("?") ? 1 : 0, screens: 0, words: 0 };
      for (const step of task.steps) {
        for (const [field, value] of Object.entries(task.fill ?? {})) {
          if (await tab.locator(field).count()) await tab.fill(field, value);
        }
        const target = tab.locator("main").locator(step).first();
        await add(cost, target);
        cost.taps += 1;
        await Promise.all([tab.waitForEvent("load"), target.click()]);
      }
      const answer = tab.locator(task.answer).first();
      await add(cost, answer);
      assert.match((await answer.innerText()).replaceAll("\u00a0", " "), task.says);
      cost.screens = Number(cost.screens.toFixed(1));
      test.diagnostic(`${task.name}: ${cost.taps} taps, ${cost.screens} screens, ${cost.words} words`);
      for (const [what, most] of Object.entries(task.most)) {
        assert.ok(cost[what] <= most, `${what}: ${cost[what]}, at most ${most}`);
      }
      await tab.context().close();
    });
  }
});

/** What comes before an element on its page: screens of scrolling, and visible words. */
async function add(cost, target) {
  await target.waitFor();
  const { top, words } = await target.evaluate((element) => {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (element.contains(node)) break;
      if (node.parentElement.checkVisibility()) text += ` ${node.data}`;
    }
    const words = text.split(/\s+/u).filter((word) => /[\p{L}\d§]/u.test(word)).length;
    return { top: element.getBoundingClientRect().top + scrollY, words };
  });
  cost.screens += top / PHONE.height;
  cost.words += words;
}
