// The files themselves: nginx, Varnish and systemd accept them, and the unit has minimal
// privileges.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { get, text } from "./lib/http.mjs";
import { deploy, freePort, program, scratch, until } from "./lib/place.mjs";
import { shippedOptions } from "./lib/varnish.mjs";

/** The highest allowed exposure in `systemd-analyze security`, of 10. */
const MOST_EXPOSED = 2.0;

const run = (command, ...words) => spawnSync(command, words, { encoding: "utf8" });

/** The units of one instance, with the path of the program under test. */
function units() {
  const folder = path.join(scratch, "units");
  mkdirSync(folder, { recursive: true });
  return ["service", "socket"].map((kind) => {
    const unit = readFileSync(deploy(`systemd/kvalitetsstandard@.${kind}`), "utf8");
    const file = path.join(folder, `kvalitetsstandard@8081.${kind}`);
    writeFileSync(file, unit.replace("/usr/local/bin/kvalitetsstandard", program));
    return file;
  });
}

describe("configurations", () => {
  it("Varnish takes its configuration and its options", () => {
    const vcl = path.join(scratch, "shipped.vcl");
    copyFileSync(deploy("varnish/kvalitetsstandard.vcl"), vcl);
    const compiled = run("varnishd", "-C", "-f", vcl, ...shippedOptions());
    assert.equal(compiled.status, 0, compiled.stderr.slice(-2000));
  });

  it("systemd has nothing to say about the units", () => {
    const { status, stderr } = run("systemd-analyze", "verify", "--man=no", ...units());
    assert.deepEqual([stderr.trim(), status], ["", 0]);
  });

  it("an instance is started again however often it fails", () => {
    const unit = readFileSync(deploy("systemd/kvalitetsstandard@.service"), "utf8");
    assert.match(unit, /^Restart=always$/m);
    // By default, systemd gives up after five starts in ten seconds, which here takes a second.
    assert.match(unit, /^StartLimitIntervalSec=0$/m);
  });

  it("nginx is given room for as many as it was tested with", () => {
    const guide = readFileSync(deploy("README.md"), "utf8");
    const [, connections] = guide.match(/worker_connections (\d+);/);
    const [, files] = guide.match(/worker_rlimit_nofile (\d+);/);
    // Each reader needs a second connection, to the backend.
    assert.ok(Number(connections) >= 8192 && Number(files) >= 2 * connections, `${connections}, ${files}`);
    assert.doesNotMatch(readFileSync(deploy("nginx/kvalitetsstandard.conf"), "utf8"), /listen .*http2|ssl_session_cache/);
  });

  it("systemd has nothing to say about the unit of the editors' door", () => {
    const file = path.join(scratch, "units", "kvalitetsstandard-edit.service");
    const unit = readFileSync(deploy("systemd/kvalitetsstandard-edit.service"), "utf8");
    writeFileSync(file, unit.replace("/usr/local/bin/kvalitetsstandard", program));
    const { status, stderr } = run("systemd-analyze", "verify", "--man=no", file);
    assert.deepEqual([stderr.trim(), status], ["", 0]);
    const { stdout } = run("systemd-analyze", "security", "--offline=true", "--no-pager", file);
    const [, said] = stdout.match(/Overall exposure level.*: ([\d.]+)/) ?? assert.fail(stdout);
    assert.ok(Number(said) <= MOST_EXPOSED, stdout);
  });

  it(`the unit is exposed ${MOST_EXPOSED.toFixed(1)} of 10 at most`, () => {
    const [service] = units();
    const { stdout, stderr } = run("systemd-analyze", "security", "--offline=true", "--no-pager", service);
    const [, said] = stdout.match(/Overall exposure level.*: ([\d.]+)/) ?? assert.fail(stderr + stdout);
    console.log(`    systemd-analyze security: ${said}\n`);
    assert.ok(Number(said) <= MOST_EXPOSED, stdout);
  });
});

describe("doors that systemd opens", () => {
  let starter;
  after(() => starter?.kill("SIGKILL"));

  it("the first is for readers, the second for the operator, as in the socket unit", async () => {
    const [readers, operator] = [await freePort(), await freePort()];
    const doors = ["-l", `127.0.0.1:${readers}`, "-l", `127.0.0.1:${operator}`];
    starter = spawn("systemd-socket-activate", [...doors, program, "serve", "--listen", "127.0.0.1:1"], { stdio: "ignore" });
    const page = await until("an answer", () => get(readers, "/ishoj").catch(() => undefined));
    assert.equal(page.status, 200);
    assert.equal((await get(readers, "/metrics")).status, 404);
    assert.equal(text(await get(operator, "/readyz")), "ready\n");
  });
});
