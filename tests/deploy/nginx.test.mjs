// nginx in front: TLS, only the site's own name, and nothing about readers forwarded or logged.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";
import net from "node:net";
import path from "node:path";
import { connect } from "node:tls";
import { after, before, describe, it } from "node:test";
import { ask, get, text } from "./lib/http.mjs";
import { Instance } from "./lib/instance.mjs";
import { deploy, freePort, scratch, until } from "./lib/place.mjs";
import { shippedVcl, Varnish } from "./lib/varnish.mjs";

const NAME = "eksempel.dk";
const SECRET = "hemmeligtord";

const folder = path.join(scratch, "nginx");
const logs = path.join(folder, "logs");

/** A self-signed certificate for the site's name. */
function certificate() {
  const made = spawnSync("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...["-subj", `/CN=${NAME}`, "-addext", `subjectAltName=DNS:${NAME}`],
    ...["-keyout", path.join(folder, "privkey.pem"), "-out", path.join(folder, "fullchain.pem")],
  ]);
  assert.equal(made.status, 0, String(made.stderr));
}

/** The change described in README.md for an nginx without the `http2` directive. */
function asThisNginxSaysIt(configuration) {
  const [, major, minor] = spawnSync("nginx", ["-v"], { encoding: "utf8" }).stderr.match(/nginx\/(\d+)\.(\d+)/);
  if (Number(major) > 1 || Number(minor) > 25) return configuration;
  return configuration.replaceAll(/ *http2 on;\n/g, "").replaceAll(/(listen .*443 ssl)/g, "$1 http2");
}

/** Starts nginx with the shipped file in a configuration like Debian's, including its logs. */
async function startNginx(ports, upstream) {
  const shipped = asThisNginxSaysIt(readFileSync(deploy("nginx/kvalitetsstandard.conf"), "utf8"))
    .replaceAll(/listen \[::\]:\d+.*;\n/g, "")
    .replaceAll("listen 80", `listen 127.0.0.1:${ports.http}`)
    .replaceAll("listen 443", `listen 127.0.0.1:${ports.https}`)
    .replaceAll("127.0.0.1:9101", `127.0.0.1:${ports.figures}`)
    .replace("127.0.0.1:6081", `127.0.0.1:${upstream}`)
    .replaceAll(`/etc/letsencrypt/live/${NAME}`, folder)
    .replace("/run/kvalitetsstandard/", `${folder}/`);
  writeFileSync(path.join(folder, "kvalitetsstandard.conf"), shipped);
  const main = path.join(folder, "nginx.conf");
  const user = process.getuid() === 0 ? "user root;" : "";
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`);
  writeFileSync(
    main,
    `${user} daemon off; worker_processes 1; pid ${folder}/pid; error_log ${logs}/error.log info;
    worker_rlimit_nofile 20000; events { worker_connections 8192; } http { access_log ${logs}/access.log; error_log ${logs}/http.log info; gzip on;
    ${temporary.join(" ")} include ${folder}/kvalitetsstandard.conf; }`,
  );
  const checked = spawnSync("nginx", ["-t", "-q", "-e", `${logs}/start.log`, "-c", main], { encoding: "utf8" });
  assert.deepEqual([checked.stderr, checked.status], ["", 0]);
  const child = spawn("nginx", ["-e", `${logs}/start.log`, "-c", main], { stdio: "ignore" });
  await until("nginx", () => get(ports.figures, "/").then(() => true, () => false));
  return child;
}

describe("nginx in front of Varnish in front of an instance", { timeout: 60_000 }, () => {
  const heard = [];
  let ports, instance, varnish, nginx, listener, listenerPort;

  before(async () => {
    mkdirSync(logs, { recursive: true });
    chmodSync(folder, 0o755);
    certificate();
    instance = new Instance(await freePort(), "--metrics", `unix:${folder}/8081.sock`, "--base-url", `https://${NAME}`);
    await instance.start();
    // The second instance only records its requests.
    listener = http.createServer((request, response) => {
      heard.push({ url: request.url, ...request.headers });
      response.writeHead(200, { "cache-control": "no-store" }).end("ok");
    });
    listenerPort = await freePort();
    await new Promise((resolve) => listener.listen(listenerPort, "127.0.0.1", resolve));
    varnish = await Varnish.start("behind-nginx", shippedVcl(instance.port, listenerPort));
    ports = { http: await freePort(), https: await freePort(), figures: await freePort() };
    nginx = await startNginx(ports, varnish.port);
  });

  after(async () => {
    nginx?.kill("SIGTERM");
    await varnish?.end();
    await instance?.end("SIGKILL");
    listener?.close();
  });

  const tls = { servername: NAME, ca: [], rejectUnauthorized: true };
  const secure = (method, address, headers = {}, body = undefined) => {
    tls.ca = [readFileSync(path.join(folder, "fullchain.pem"))];
    return ask(method, ports.https, address, { headers: { host: NAME, ...headers }, body, ...tls }, https);
  };

  /** The status of a page over HTTP/2. */
  function overHttp2(address) {
    const session = http2.connect(`https://127.0.0.1:${ports.https}`, { ...tls });
    return new Promise((resolve, reject) => {
      session.on("error", reject);
      const stream = session.request({ ":path": address, ":authority": NAME });
      stream.on("response", (headers) => resolve(headers[":status"]));
      stream.resume().end();
    }).finally(() => session.close());
  }

  it("sends the page as the instance made it, over TLS and HTTP/2", async () => {
    const direct = await until("small pages", async () => {
      const page = await get(instance.port, "/ishoj/klage", { "accept-encoding": "br" });
      return page.headers["content-encoding"] === "br" && page;
    }, 60);
    const page = await until("the same", async () => {
      const page = await secure("GET", "/ishoj/klage", { "accept-encoding": "gzip, br" });
      return page.headers["x-version"] && page;
    });
    assert.equal(text(page), text(direct));
    assert.equal(page.headers["content-encoding"], "br");
    assert.equal(page.headers["strict-transport-security"], "max-age=31536000");
    assert.doesNotMatch(page.headers.server ?? "", /\d/);
    assert.equal(await overHttp2("/ishoj/klage"), 200);
  });

  /** nginx's own pages have the language and security headers of the site's pages. */
  function assertOwnPage(page, says) {
    assert.match(text(page), /<html lang="da">/);
    assert.match(text(page), says);
    assert.equal(page.headers["content-type"], "text/html; charset=utf-8");
    for (const [name, value] of Object.entries({
      "cache-control": "no-store",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "strict-transport-security": "max-age=31536000",
      "x-content-type-options": "nosniff",
    })) {
      assert.equal(page.headers[name], value, name);
    }
    assert.match(page.headers["content-security-policy"], /^default-src 'none'; .*frame-ancestors 'none'$/);
    assert.match(page.headers["permissions-policy"], /camera=\(\)/);
  }

  it("holds two thousand half-open handshakes and lets readers in", async () => {
    const silent = await Promise.all(
      Array.from({ length: 2000 }, () => {
        const socket = net.connect(ports.https, "127.0.0.1");
        return new Promise((resolve, reject) => socket.once("connect", () => resolve(socket)).once("error", reject));
      }),
    );
    try {
      for (let reader = 0; reader < 20; reader += 1) assert.equal((await secure("GET", "/ishoj")).status, 200);
    } finally {
      for (const socket of silent) socket.destroy();
    }
  });

  it("says itself what it can't read", async () => {
    assertOwnPage(await secure("GET", `/${"x".repeat(40_000)}`), /Det kunne vi ikke læse/);
  });

  const unreadable = {
    "no length": `POST / HTTP/1.1\r\nHost: ${NAME}\r\nContent-Length: x\r\n\r\n`,
    "two lengths": `POST / HTTP/1.1\r\nHost: ${NAME}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`,
    "no host": "GET / HTTP/1.1\r\n\r\n",
    "two hosts": `GET / HTTP/1.1\r\nHost: ${NAME}\r\nHost: ${NAME}\r\n\r\n`,
    "an unknown coding": `POST / HTTP/1.1\r\nHost: ${NAME}\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    "a later HTTP": `GET / HTTP/9.9\r\nHost: ${NAME}\r\n\r\n`,
    "a long header": `GET / HTTP/1.1\r\nHost: ${NAME}\r\nX: ${"x".repeat(40_000)}\r\n\r\n`,
    "a long address": `GET /${"x".repeat(40_000)} HTTP/1.1\r\nHost: ${NAME}\r\n\r\n`,
    "no method": `?? / HTTP/1.1\r\nHost: ${NAME}\r\n\r\n`,
    "a tunnel": `CONNECT ${NAME}:443 HTTP/1.1\r\nHost: ${NAME}\r\n\r\n`,
    "an echo": `TRACE / HTTP/1.1\r\nHost: ${NAME}\r\n\r\n`,
  };

  /** The response to these bytes. */
  function said(socket, bytes) {
    return new Promise((resolve) => {
      let all = "";
      socket.setEncoding("utf8").on("data", (text) => (all += text));
      socket.on("error", () => {}).on("close", () => resolve(all));
      socket.setTimeout(5000, () => socket.destroy());
      socket.write(bytes);
    });
  }

  for (const [what, bytes] of Object.entries(unreadable)) {
    it(`has no English page for ${what}`, async () => {
      const open = await said(net.connect(ports.http, "127.0.0.1"), bytes);
      assert.match(open, new RegExp(`^$|^HTTP/1\\.1 30\\d [^]*Location: https://${NAME}/`));
      assert.doesNotMatch(open, /nginx\/\d/);
      const overTls = await said(connect({ host: "127.0.0.1", port: ports.https, servername: NAME, ca: tls.ca }), bytes);
      // Without a host, there is no right page to send.
      if (what === "no host" && overTls === "") return;
      assert.match(overTls, /^HTTP\/1\.1 [45]\d\d /);
      assert.match(overTls, /<html lang="da">/);
      assert.match(overTls, /strict-transport-security: max-age=31536000/i);
      assert.match(overTls, /content-security-policy: default-src 'none'/i);
    });
  }

  it("leads from http to https, and answers to no other name", async () => {
    const moved = await get(ports.http, "/ishoj?a=b", { host: NAME });
    assert.deepEqual([moved.status, moved.headers.location], [308, `https://${NAME}/ishoj?a=b`]);
    await assert.rejects(get(ports.http, "/ishoj", { host: "ond.example" }));
    await assert.rejects(ask("GET", ports.https, "/", { ...tls, servername: "ond.example", rejectUnauthorized: false }, https));
  });

  it("gives the operator the figures, and nobody else", async () => {
    const figures = await get(ports.figures, "/8081/metrics");
    assert.match(text(figures), /^kvalitetsstandard_requests_total/m);
    assert.equal(text(await get(ports.figures, "/8081/readyz")), "ready\n");
    assert.equal((await get(ports.figures, "/8081/ishoj")).status, 404);
    assert.notEqual(text(await secure("GET", "/metrics")).includes("requests_total"), true);
  });

  it("passes on nothing about a reader, and writes nothing down, whatever goes wrong", async () => {
    const reader = {
      "user-agent": `Browser ${SECRET}`,
      referer: `https://${SECRET}.example/`,
      cookie: `${SECRET}=1`,
      authorization: SECRET,
      "x-forwarded-for": `${SECRET}, 203.0.113.9`,
      forwarded: `for=${SECRET}`,
      "x-real-ip": SECRET,
    };
    // The instances take turns.
    for (let time = 0; time < 6; time += 1) await secure("GET", `/ishoj/soeg?q=${time}`, reader);
    const passed = heard.filter(({ url }) => url.startsWith("/ishoj/soeg"));
    assert.ok(passed.length >= 2, `${passed.length} heard`);
    for (const headers of passed) assert.doesNotMatch(JSON.stringify(headers), new RegExp(`${SECRET}|127\\.0\\.0\\.1`));

    assert.equal((await secure("GET", `/ishoj/soeg?q=${SECRET}`)).status, 200);
    await secure("GET", `/${SECRET}`);
    const big = await secure("POST", "/ishoj/klagebrev", {}, `brev=${SECRET}${"x".repeat(300_000)}`);
    assert.equal(big.status, 413);
    assertOwnPage(big, /gør teksten kortere/);
    await secure("POST", "/ishoj/klagebrev", {}, `brev=${SECRET}${"x".repeat(15_000)}`);
    await get(ports.https, `/${SECRET}`).catch(() => {});
    const remembered = varnish.log();
    assert.match(remembered, /RespStatus/);
    // No timestamps, durations or sizes.
    assert.doesNotMatch(remembered, /^ *\d+ (Timestamp|ReqAcct|BereqAcct|PipeAcct|SessOpen|SessClose|Length)\b/m);
    assert.doesNotMatch(remembered, new RegExp(`${SECRET}|soeg|klagebrev`));
    await varnish.end();
    const down = await secure("GET", `/ishoj?${SECRET}`);
    assert.equal(down.status, 503);
    assertOwnPage(down, /Prøv igen om lidt/);
    for (const name of readdirSync(logs)) {
      const written = readFileSync(path.join(logs, name), "utf8");
      assert.doesNotMatch(written, new RegExp(`${SECRET}|client: |GET |POST `), name);
    }
    assert.doesNotMatch(instance.log, new RegExp(SECRET));
  });
});
