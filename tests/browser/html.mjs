// The Nu HTML checker finds no errors or warnings on any page.
//
//   BASE_URL=http://127.0.0.1:8080 node html.mjs
//
// Saves the pages as served and checks them all in one run; of states with the same structure, one,
// or all with FULL=yes. Needs Java. Used by `tests/run`.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { nameOf, request } from "./lib/open.mjs";
import { everyPage } from "./lib/site.mjs";

const JAR = path.join(path.dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");
const folder = mkdtempSync(path.join(tmpdir(), "html-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const names = new Map();
for (const [i, page] of everyPage.entries()) {
  const name = `${String(i).padStart(4, "0")}.html`;
  names.set(name, nameOf(page));
  writeFileSync(path.join(folder, name), Buffer.from(await (await request(page)).arrayBuffer()));
}

const remarks = new Map();
for (const { url: file, type, message, lastLine, extract } of check()) {
  const address = names.get(path.basename(file ?? "")) ?? "all pages";
  const line = `${type}: ${message} (line ${lastLine}: ${(extract ?? "").replace(/\s+/g, " ").trim()})`;
  remarks.set(address, [...(remarks.get(address) ?? []), line]);
}
for (const [address, lines] of remarks) {
  console.log(`  failed: ${address}`);
  for (const line of lines.slice(0, 8)) console.log(`      ${line}`);
}
console.log(`html: ${everyPage.length - Math.min(remarks.size, everyPage.length)} passed, ${remarks.size} failed`);
process.exitCode = remarks.size > 0 ? 1 : 0;

/** All messages of the checker. */
function check() {
  // It runs for a minute at most, too short for the optimizing compiler to pay off.
  const args = ["-Xss2m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", JAR, "--format", "json", "--exit-zero-always", folder];
  const { status, stderr, error } = spawnSync("java", args, { encoding: "utf8", maxBuffer: 1 << 28 });
  try {
    return JSON.parse(stderr.slice(stderr.indexOf("{"))).messages;
  } catch {
    return [{ type: "the checker did not run", message: `${error ?? stderr}, exit code ${status}` }];
  }
}
