// Paths, and a temporary folder for each test file. Used by every test here.

import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../../..");

/** The files for operators. */
export const deploy = (name) => path.join(root, "deploy", name);

/** The program under test, set by `run.mjs`. */
export const program = process.env.PROGRAM;

/** A temporary folder that the users of nginx and Varnish can read. */
export const scratch = mkdtempSync(path.join(os.tmpdir(), "deploy-"));
chmodSync(scratch, 0o755);
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

/** A free port. */
export async function freePort() {
  const door = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => door.once("listening", resolve));
  const { port } = door.address();
  await new Promise((resolve) => door.close(resolve));
  return port;
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `isSo` returns a truthy value, for at most `seconds`. */
export async function until(what, isSo, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const got = await isSo();
    if (got) return got;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(50);
  }
}
