// Assertions that report everything wrong with a page at once. Used by the test files.

import assert from "node:assert/strict";

/** The most lines of problems; the rest are counted. */
const SHOWN = 40;

/** Fails with the list of problems, if there are any. */
export function nothing(problems, what) {
  if (problems.length === 0) return;
  const rest = problems.length > SHOWN ? [`… and ${problems.length - SHOWN} more`] : [];
  assert.fail([`${what}:`, ...problems.slice(0, SHOWN), ...rest].join("\n- "));
}
