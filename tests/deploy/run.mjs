// Tests what an operator copies from `deploy/`: units, nginx, and Varnish with two instances under
// load.
//
//   PROGRAM=target/debug/kvalitetsstandard node tests/deploy/run.mjs [file.test.mjs …]
//
// Needs Debian's nginx, varnish, systemd and openssl; as root. Nothing leaves 127.0.0.1. Used by
// `tests/run`.

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";

const here = import.meta.dirname;
const asked = process.argv.slice(2);
const files = asked.length > 0 ? asked : readdirSync(here).filter((name) => name.endsWith(".test.mjs"));

// Relative to the current directory.
const program = path.resolve(process.env.PROGRAM ?? path.join(here, "../../target/debug/kvalitetsstandard"));

// One file at a time, because these tests measure waiting times.
const { status } = spawnSync(
  process.execPath,
  ["--test", "--test-concurrency=1", "--test-reporter=../browser/lib/reporter.mjs", ...files],
  { cwd: here, stdio: "inherit", env: { ...process.env, SUM_NAME: "deploy", PROGRAM: program } },
);
process.exit(status ?? 1);
