// Varnish with the shipped configuration and options, on its own ports. Used by the
// tests here.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { deploy, freePort, scratch, until } from "./place.mjs";

/** The options after the configuration's path in the unit: storage and parameters. */
export function shippedOptions() {
  const unit = readFileSync(deploy("varnish/varnish.service.conf"), "utf8").replaceAll("\\\n", " ");
  const [, line] = unit.match(/^ExecStart=\/usr\/sbin\/varnishd (.+)$/m);
  const words = line.trim().split(/\s+/);
  const from = words.findIndex((word) => word.endsWith(".vcl"));
  return words.slice(from + 1);
}

/** The shipped configuration with these ports for the two instances. */
export function shippedVcl(first, second) {
  const vcl = readFileSync(deploy("varnish/kvalitetsstandard.vcl"), "utf8");
  return vcl.replace('"8081"', `"${first}"`).replace('"8082"', `"${second}"`);
}

export class Varnish {
  /** Starts it with this configuration. */
  static async start(name, vcl) {
    const varnish = new Varnish();
    varnish.folder = path.join(scratch, name);
    mkdirSync(varnish.folder);
    const file = `${varnish.folder}.vcl`;
    writeFileSync(file, vcl);
    varnish.port = await freePort();
    const options = ["-F", "-n", varnish.folder, "-a", `127.0.0.1:${varnish.port}`, "-f", file, ...shippedOptions()];
    varnish.child = spawn("varnishd", options, { stdio: ["ignore", "ignore", "pipe"] });
    varnish.said = "";
    varnish.child.stderr.on("data", (text) => (varnish.said += text));
    varnish.ended = new Promise((resolve) => varnish.child.once("exit", resolve));
    await varnish.sees(2);
    return varnish;
  }

  /** Runs a CLI command and parses its JSON. */
  admin(...command) {
    const run = spawnSync("varnishadm", ["-n", this.folder, "-t", "5", ...command], { encoding: "utf8" });
    return run.status === 0 ? run.stdout : undefined;
  }

  /** The number of healthy instances. */
  healthy() {
    const said = this.admin("backend.list", "-j");
    if (said === undefined) return undefined;
    const backends = Object.values(JSON.parse(said)[3]).filter(({ type }) => type === "backend");
    return backends.filter(({ probe_message: [good, , state] }) => state === "healthy" && good > 0).length;
  }

  /** Waits for this number of healthy instances. */
  sees(count) {
    return until(`Varnish sees ${count} instances`, () => {
      if (this.child.exitCode !== null) throw new Error(`Varnish did not start: ${this.said}`);
      return this.healthy() === count;
    });
  }

  /** The contents of its in-memory log. */
  log() {
    return spawnSync("varnishlog", ["-n", this.folder, "-d", "-g", "raw"], { encoding: "utf8" }).stdout;
  }

  async end() {
    this.child.kill("SIGTERM");
    await this.ended;
  }
}
