// Runs Lighthouse on the addresses it is given. Used by ../lighthouse.py.
//
//   node run.mjs RUNS < PAGES
//
// PAGES is a list of { url, listed }. Each answer is a line of JSON: { url, runs, scores, short, said },
// where `short` are the audits short of a full score.

import { text } from "node:stream/consumers";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { computeMedianRun } from "lighthouse/core/lib/median-run.js";

/** Nothing but the page under test may use the network, and nothing may depend on a screen. */
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--lang=da-DK",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/**
 * All that Lighthouse gives a score out of 100. The fifth, of what is told to programs that read for
 * people, is by its own words under development, and counts what passed.
 */
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

/**
 * Asks whether search engines may list the page. Answers to a search, steps of a guide and hand-overs
 * are not for them, say so with noindex and are not in the site map; they would fail for doing as they
 * should. A page of the site map is always asked.
 */
const FOR_LISTED_PAGES_ONLY = ["is-crawlable"];

/** At most this many of the places that an audit points at. */
const PLACES = 3;

/** One run in a browser of its own, as a phone: that is what Lighthouse does when it isn't told. */
async function run({ url, listed }) {
  const chromePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const chrome = await launch({ chromePath, chromeFlags: ARGUMENTS });
  try {
    const skipAudits = listed ? [] : FOR_LISTED_PAGES_ONLY;
    const settings = { port: chrome.port, locale: "en", onlyCategories: CATEGORIES, skipAudits };
    return (await lighthouse(url, { ...settings, logLevel: "error" })).lhr;
  } finally {
    chrome.kill();
  }
}

const scoresOf = (lhr) => CATEGORIES.map((id) => Math.round((lhr.categories[id].score ?? 0) * 100));
const isFull = (lhr) => scoresOf(lhr).every((score) => score === 100);

/**
 * The runs that count: one if nothing is short of full, since other work on the machine only takes
 * away, else `most`. A run that came to nothing says nothing of the page, and is run again.
 */
async function runsOf(page, most) {
  const [good, failed] = [[], []];
  while (good.length < most && failed.length < most) {
    const lhr = await run(page);
    (lhr.runtimeError ? failed : good).push(lhr);
    if (good.length === 1 && isFull(good[0])) break;
  }
  return { good, failed };
}

/** What the median run says. */
async function measure(page, most) {
  const { good, failed } = await runsOf(page, most);
  const runs = good.length + failed.length;
  if (failed.length === most) {
    const said = failed.map((lhr) => lhr.runtimeError.message);
    return { url: page.url, runs, scores: CATEGORIES.map(() => 0), short: [], said };
  }
  const lhr = computeMedianRun(good);
  return { url: page.url, runs, scores: scoresOf(lhr), short: shortOf(lhr), said: lhr.runWarnings };
}

/** The audits that did not get a full score, also those that count for nothing in their category. */
function shortOf(lhr) {
  return Object.values(lhr.categories).flatMap(({ title: category, auditRefs }) =>
    auditRefs.map(({ id, weight }) => ({ ...lhr.audits[id], category, weight })).filter(isShort).map(told),
  );
}

const isShort = ({ score, scoreDisplayMode }) => scoreDisplayMode === "error" || (score !== null && score < 1);

/** What is told of an audit: what it says, and the first places it points at. */
function told({ id, title, category, weight, score, displayValue, errorMessage, explanation, details }) {
  const says = [errorMessage, explanation, ...placesIn(details).slice(0, PLACES)].filter(Boolean);
  return { id, title, category, weight, score: score ?? 0, value: displayValue ?? "", says };
}

/** The elements, addresses and messages in an audit's details, which may be tables within lists. */
function placesIn(details) {
  return (details?.items ?? []).flatMap((item) => {
    const { node, source, url, description, label } = item;
    const place = node?.snippet ?? source?.url ?? source?.value ?? url ?? description ?? label;
    return typeof place === "string" ? [place] : placesIn(item);
  });
}

const most = Number(process.argv[2]);
for (const page of JSON.parse(await text(process.stdin))) {
  console.log(JSON.stringify(await measure(page, most)));
}
