// Prints one line per suite, then its failures, then the total, under the name SUM_NAME. Passed to
// `node --test`.
//
// The same failure on many pages is printed once.

/** The most pages listed per failure, and the most failures listed per suite. */
const NAMED = 4;
const TOLD = 30;

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* report(events) {
  const all = { passed: 0, failed: 0 };
  let suite = fresh();
  for await (const { type, data } of events) {
    if (type === "test:stderr" || type === "test:stdout") yield data.message;
    if (type !== "test:pass" && type !== "test:fail") continue;
    const ok = type === "test:pass";
    const isSuite = data.details.type === "suite";
    if (data.skip !== undefined || data.todo !== undefined) continue;
    if (isSuite && (ok || suite.failed > 0)) {
      // The error of its `before` or `after`; the tests only say that they didn't run.
      if (!ok && data.details.error?.failureType !== "subtestsFailed") suite.note(data);
      yield line(data, suite);
      yield* suite.faults();
      suite = fresh();
    } else if (ok) {
      all.passed += 1;
      suite.passed += 1;
    } else {
      // A test, or a suite that failed because its browser didn't start.
      all.failed += 1;
      suite.failed += 1;
      suite.note(data);
    }
  }
  yield* suite.faults();
  yield `${process.env.SUM_NAME ?? "browser"}: ${all.passed} passed, ${all.failed} failed\n`;
}

/** The results of the current suite. */
function fresh() {
  const pages = new Map();
  return {
    passed: 0,
    failed: 0,
    note({ name, details }) {
      const error = details.error?.cause ?? details.error;
      for (const fault of faultsIn(String(error?.message ?? error).trim())) {
        pages.set(fault, (pages.get(fault) ?? new Set()).add(name));
      }
    },
    *faults() {
      for (const [fault, set] of [...pages].slice(0, TOLD)) {
        const names = [...set];
        const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
        yield `    ${fault.replaceAll("\n", "\n    ")}\n        on ${names.slice(0, NAMED).join(", ")}${more}\n`;
      }
      if (pages.size > TOLD) yield `    … and ${pages.size - TOLD} faults more\n`;
    },
  };
}

/** The failures in a message: a list (see `assert.mjs`) is several. */
function faultsIn(message) {
  const [what, ...entries] = message.split("\n- ");
  return entries.length > 0 ? entries.map((entry) => `${what} ${entry}`) : [message];
}

/** One line for a suite. */
function line({ name, details }, { passed, failed }) {
  const seconds = (details.duration_ms / 1000).toFixed(0);
  return `  ${failed > 0 ? "FAILED" : "ok"} ${name}: ${passed} passed, ${failed} failed (${seconds} s)\n`;
}
