// Paths, and a temporary folder for each test file. Used by every test here.

import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../../..");

/** What an operator copies. */
export const deploy = (name) => path.join(root, "deploy", name);

/** The program under test; `run.mjs` says which. */
export const program = process.env.PROGRAM;

/** A folder of this process, readable by the users that nginx and Varnish become. */
export const scratch = mkdtempSync(path.join(os.tmpdir(), "deploy-"));
chmodSync(scratch, 0o755);
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** A port that is free now. */
export async function freePort() {
  const door = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => door.once("listening", resolve));
  const { port } = door.address();
  await new Promise((resolve) => door.close(resolve));
  return port;
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `isSo` gives something true, at most `seconds`. */
export async function until(what, isSo, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const got = await isSo();
    if (got) return got;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(50);
  }
}
