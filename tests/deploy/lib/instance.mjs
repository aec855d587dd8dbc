// Instances of the program, and content with two distinguishable versions. Used by the tests here.

import { spawn } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { get } from "./http.mjs";
import { program, root, scratch, until } from "./place.mjs";

/** An instance on its own port, which it keeps across restarts. */
export class Instance {
  constructor(port, ...options) {
    this.port = port;
    this.options = options;
  }

  /** Starts it, with new options if any are given. */
  async start(...options) {
    if (options.length > 0) this.options = options;
    const all = ["serve", "--listen", `127.0.0.1:${this.port}`, ...this.options];
    this.child = spawn(program, all, { stdio: ["ignore", "ignore", "pipe"], env: {} });
    this.log = "";
    this.child.stderr.on("data", (text) => (this.log += text));
    this.ended = new Promise((resolve) => this.child.once("exit", (code, signal) => resolve(code ?? signal)));
    await until(`an answer at ${this.port}`, () => {
      if (this.child.exitCode !== null) throw new Error(`it did not start: ${this.log}`);
      return get(this.port, "/healthz").then(({ status }) => status === 200, () => false);
    });
  }

  /** Stops it with this signal; returns its exit status. */
  async end(signal = "SIGTERM") {
    this.child?.kill(signal);
    return this.ended;
  }
}

/** The shipped content with this word in the site's name, and so on every page, and with an extra page. */
export function edition(word) {
  const content = path.join(scratch, `content-${word}`);
  cpSync(path.join(root, "content"), content, { recursive: true });
  const site = path.join(content, "site.toml");
  const text = readFileSync(site, "utf8");
  writeFileSync(site, text.replace(/^navn = "/m, `navn = "${marked(word)} `));
  const page = path.join(content, "sider", `kun-${word}.md`);
  writeFileSync(page, `+++\ntitel = "Kun her"\nkort_fortalt = ["Her er en ny side."]\n+++\n\nDu kan læse den nye side nu.\n`);
  return content;
}

const marked = (word) => `Udgave-${word}-`;

/** The editions that a page contains traces of. */
export function editionsIn(html) {
  return new Set([...html.matchAll(/Udgave-([a-z]+)-/g)].map((found) => found[1]));
}
