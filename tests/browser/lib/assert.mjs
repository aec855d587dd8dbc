// Assertions that report everything wrong with a page at once. Used by the test files.

import assert from "node:assert/strict";

/** At most this many lines of what is wrong; the rest is counted. */
const SHOWN = 40;

/** Fails with the list of what is wrong, if anything is. */
export function nothing(problems, what) {
  if (problems.length === 0) return;
  const rest = problems.length > SHOWN ? [`… and ${problems.length - SHOWN} more`] : [];
  assert.fail([`${what}:`, ...problems.slice(0, SHOWN), ...rest].join("\n- "));
}
