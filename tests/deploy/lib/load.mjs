// A steady load of readers: pages, searches and forms, in every encoding; each response is checked.
// Used by the tests here.

import http from "node:http";
import { editionsIn } from "./instance.mjs";
import { ask, text } from "./http.mjs";

/** Concurrent readers. */
const READERS = 16;

const LETTER = "vej=afgoerelse&om=mit+afslag";

/** The requests: method, path, and expected status. */
function* deeds(pages) {
  for (let number = 0; ; number += 1) {
    const page = pages[number % pages.length];
    yield ["GET", page, 200];
    // Not cacheable, so this always reaches an instance.
    if (number % 3 === 0) yield ["GET", `/ishoj/soeg?q=behandling${number}`, 200];
    if (number % 4 === 0) yield ["GET", `/ishoj/frister/klage?dag=${(number % 28) + 1}&maaned=11&aar=2026`, 200];
    if (number % 5 === 0) yield ["POST", "/ishoj/klagebrev", 200];
    if (number % 7 === 0) yield ["GET", `${page}?nummer=${number}`, 200];
    if (number % 11 === 0) yield ["GET", "/findes-ikke", 404];
  }
}

const CODINGS = ["br", "gzip, deflate, br, zstd", "gzip", "identity"];

/** Readers that start at once and continue until stopped. */
export class Load {
  constructor(port, pages) {
    this.port = port;
    this.requests = 0;
    this.failed = [];
    this.mixed = [];
    /** Version → the edition on its pages. */
    this.versions = new Map();
    this.times = [];
    this.deeds = deeds(pages);
    this.going = true;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: READERS });
    this.readers = Array.from({ length: READERS }, (_, number) => this.read(number));
  }

  async read(number) {
    for (let asked = number; this.going; asked += 1) {
      const [method, path, right] = this.deeds.next().value;
      const headers = { "accept-encoding": CODINGS[asked % CODINGS.length] };
      const form = method === "POST" ? { body: LETTER } : {};
      if (method === "POST") headers["content-type"] = "application/x-www-form-urlencoded";
      const begun = performance.now();
      try {
        const answer = await ask(method, this.port, path, { headers, agent: this.agent, ...form });
        this.look(`${method} ${path}`, answer, right);
      } catch (error) {
        this.failed.push(`${method} ${path}: ${error.message}`);
      }
      this.times.push(performance.now() - begun);
      this.requests += 1;
    }
  }

  look(what, answer, right) {
    if (answer.status !== right) {
      this.failed.push(`${what}: ${answer.status} instead of ${right}`);
      return;
    }
    const shown = [...editionsIn(text(answer))];
    const version = answer.headers["x-version"];
    if (shown.length !== 1) this.mixed.push(`${what} shows ${shown.length} editions: ${shown}`);
    const known = this.versions.get(version) ?? shown[0];
    if (known !== shown[0]) this.mixed.push(`${what} shows ${shown[0]} as ${version}, which is ${known}`);
    this.versions.set(version, known);
  }

  /** Stops the readers and waits for their last responses. */
  async end() {
    this.going = false;
    await Promise.all(this.readers);
    this.agent.destroy();
    this.times.sort((a, b) => a - b);
    return this;
  }

  /** A summary in one line. */
  get sum() {
    const at = (share) => this.times[Math.floor(this.times.length * share)]?.toFixed(1);
    return (
      `${this.requests} requests, ${this.failed.length} failed, ${this.mixed.length} mixed, ` +
      `${this.versions.size} versions; median ${at(0.5)} ms, p99 ${at(0.99)} ms`
    );
  }
}
