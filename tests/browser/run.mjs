// Runs the browser tests: collects the pages, then passes every test file to node's test runner.
//
//   BASE_URL=http://127.0.0.1:8080 node run.mjs [file.test.mjs …]
//
// FULL=yes checks every page in every mode. UPDATE_SNAPSHOTS=1 rewrites the snapshots. Used by
// `tests/run`.

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";

const here = import.meta.dirname;
const asked = process.argv.slice(2);
const files = asked.length > 0 ? asked : readdirSync(here).filter((name) => name.endsWith(".test.mjs"));

const node = (...args) => spawnSync(process.execPath, args, { cwd: here, stdio: "inherit" }).status ?? 1;

if (node("collect.mjs") !== 0) {
  console.log("browser: 0 passed, 1 failed");
  process.exit(1);
}
// The slowest first, so that none of them is left for the end.
const dearest = ["pages.test.mjs", "modes.test.mjs"];
files.sort((a, b) => dearest.includes(b) - dearest.includes(a) || (a < b ? -1 : 1));
process.exit(node("--test", "--test-concurrency=2", "--test-reporter=./lib/reporter.mjs", ...files));
