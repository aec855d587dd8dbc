// The editors' door behind nginx and a login: nobody gets in without one, and the name is the login's alone.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { deploy, freePort, program, root, scratch, until } from "./lib/place.mjs";

const NAME = "ret.eksempel.dk";
const folder = path.join(scratch, "edit");

function certificate() {
  const made = spawnSync("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...["-subj", `/CN=${NAME}`, "-keyout", path.join(folder, "privkey.pem"), "-out", path.join(folder, "fullchain.pem")],
  ]);
  assert.equal(made.status, 0, String(made.stderr));
}

/** The shipped file, with its addresses where they can be had here. */
function configuration(port, login) {
  const [, major, minor] = spawnSync("nginx", ["-v"], { encoding: "utf8" }).stderr.match(/nginx\/(\d+)\.(\d+)/);
  let shipped = readFileSync(deploy("nginx/kvalitetsstandard-edit.conf"), "utf8")
    .replaceAll(/listen \[::\]:\d+.*;\n/g, "")
    .replaceAll("listen 443", `listen 127.0.0.1:${port}`)
    .replaceAll("127.0.0.1:4180", `127.0.0.1:${login}`)
    .replaceAll(`/etc/letsencrypt/live/${NAME}`, folder)
    .replace("/run/kvalitetsstandard-edit/", `${folder}/`);
  if (Number(major) === 1 && Number(minor) < 25) shipped = shipped.replaceAll(/ *http2 on;\n/g, "");
  writeFileSync(path.join(folder, "edit.conf"), shipped);
  const main = path.join(folder, "nginx.conf");
  const user = process.getuid() === 0 ? "user root;" : "";
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`);
  writeFileSync(
    main,
    `${user} daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log info;
    events { worker_connections 64; } http { access_log off; ${temporary.join(" ")} include ${folder}/edit.conf; }`,
  );
  const checked = spawnSync("nginx", ["-t", "-q", "-e", `${folder}/start.log`, "-c", main], { encoding: "utf8" });
  assert.equal(checked.status, 0, checked.stderr);
  return main;
}

function ask(port, headers = {}, address = "/") {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, path: address, servername: NAME, rejectUnauthorized: false };
    https
      .get({ ...options, headers: { host: NAME, ...headers } }, (response) => {
        let body = "";
        response.on("data", (part) => (body += part));
        response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
      })
      .on("error", reject);
  });
}

describe("the editors' door", () => {
  const running = [];
  let login;
  let port;

  before(async () => {
    mkdirSync(folder, { recursive: true });
    cpSync(path.join(root, "content"), path.join(folder, "content"), { recursive: true });
    certificate();
    // Stands for oauth2-proxy: whoever has the cookie is anna.
    login = http.createServer((request, response) => {
      const known = request.headers.cookie === "login=anna";
      response.writeHead(known ? 202 : 401, known ? { "X-Auth-Request-Email": "anna@eksempel.dk" } : {});
      response.end();
    });
    await new Promise((resolve) => login.listen(0, "127.0.0.1", resolve));
    port = await freePort();
    const door = [
      ...["edit", "--content", path.join(folder, "content"), "--listen", `unix:${folder}/door.sock`],
      ...["--user-header", "X-Auth-Request-Email", "--host", NAME],
    ];
    running.push(spawn(program, door, { stdio: "ignore" }));
    running.push(spawn("nginx", ["-e", `${folder}/start.log`, "-c", configuration(port, login.address().port)], { stdio: "ignore" }));
    await until("an answer", () => ask(port, { cookie: "login=anna" }).then(({ status }) => status === 200, () => false), 60);
  });
  after(() => {
    for (const one of running) one.kill();
    login?.close();
  });

  it("sends who is not logged in to the login, and back to the page afterwards", async () => {
    const { status, headers } = await ask(port, {}, "/rettelser");
    assert.deepEqual([status, new URL(headers.location, "https://x").pathname], [302, "/oauth2/sign_in"]);
    assert.match(headers.location, /rd=\/rettelser/);
  });

  it("knows who is logged in by the login alone", async () => {
    const { status, body } = await ask(port, { cookie: "login=anna", "x-auth-request-email": "falsk@eksempel.dk" });
    assert.equal(status, 200);
    assert.match(body, /anna@eksempel\.dk/);
    assert.doesNotMatch(body, /falsk/);
    const other = await ask(port, { "x-auth-request-email": "falsk@eksempel.dk" });
    assert.equal(other.status, 302);
  });
});
