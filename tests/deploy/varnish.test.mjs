// Two instances behind Varnish: what is cached, and what readers notice when instances crash,
// restart or serve different content.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ask, get, text } from "./lib/http.mjs";
import { edition, editionsIn, Instance } from "./lib/instance.mjs";
import { Load } from "./lib/load.mjs";
import { freePort, sleep, until } from "./lib/place.mjs";
import { shippedVcl, Varnish } from "./lib/varnish.mjs";

/** Pages become stale after a second and are served three seconds longer, to shorten the test. */
const QUICK = `
sub vcl_backend_response { if (beresp.ttl > 1s) { set beresp.ttl = 1s; } }
`;

/** The pages in the sitemap, except the one that only this edition has. */
async function pages(port) {
  const sitemap = text(await get(port, "/sitemap.xml"));
  const all = [...sitemap.matchAll(/<loc>https?:\/\/[^/<]+([^<]*)<\/loc>/g)].map(([, path]) => path || "/");
  return all.filter((path) => !path.startsWith("/kun-"));
}

const nothing = (list, what) => assert.deepEqual(list.slice(0, 5), [], `${what}: ${list.length}`);

describe("two instances behind Varnish", { timeout: 150_000 }, () => {
  const [old, young] = ["gammel", "ny"].map(edition);
  let first, second, varnish, listed;

  before(async () => {
    [first, second] = [new Instance(await freePort()), new Instance(await freePort())];
    await Promise.all([first, second].map((one) => one.start("--content", old)));
    const vcl = shippedVcl(first.port, second.port).replace("set req.grace = 600s", "set req.grace = 3s");
    varnish = await Varnish.start("varnish", vcl + QUICK);
    listed = await pages(first.port);
    // Pages are encoded in the background; until then they are served unencoded.
    const coding = async (one) => (await get(one.port, "/ishoj/klage", { "accept-encoding": "br" })).headers["content-encoding"];
    const small = async (one) => (await coding(one)) === "br";
    await until("small pages", async () => (await small(first)) && (await small(second)), 60);
    assert.ok(listed.length > 40, `${listed.length} pages`);
  });

  after(async () => {
    await varnish?.end();
    await Promise.all([first, second].map((one) => one?.end("SIGKILL")));
  });

  /** Puts load on the site during `deeds`; no request may fail and no page may be mixed. */
  async function unharmedBy(what, deeds) {
    const load = new Load(varnish.port, listed);
    try {
      await deeds(load);
    } finally {
      await load.end();
      console.log(`    ${what}: ${load.sum}\n`);
    }
    nothing(load.failed, `${what}: failed`);
    nothing(load.mixed, `${what}: mixed`);
    assert.ok(load.requests > 200, `only ${load.requests} requests`);
    return load;
  }

  it("keeps a page in each encoding, whatever stands after the question mark", async () => {
    for (const coding of ["br", "gzip", "identity"]) {
      const fetched = await get(varnish.port, "/ishoj/klage?en", { "accept-encoding": coding });
      const kept = await get(varnish.port, "/ishoj/klage?to", { "accept-encoding": coding, cookie: "a=b" });
      assert.deepEqual([fetched.status, kept.status], [200, 200]);
      assert.equal(kept.headers["content-encoding"], coding === "identity" ? undefined : coding);
      assert.deepEqual(kept.body, fetched.body, "the same bytes");
      assert.match(kept.headers["cache-control"], /stale-while-revalidate=\d+, stale-if-error=\d+/);
      assert.equal(kept.headers.etag, fetched.headers.etag);
      for (const name of ["via", "x-varnish", "set-cookie"]) assert.equal(kept.headers[name], undefined, name);
    }
    const { headers } = await get(varnish.port, "/ishoj/klage");
    const again = await get(varnish.port, "/ishoj/klage", { "if-none-match": headers.etag });
    assert.deepEqual([again.status, again.body.length], [304, 0]);
  });

  it("keeps no answer to what somebody typed", async () => {
    const search = async (word) => text(await get(varnish.port, `/ishoj/soeg?q=${word}`));
    const [one, other] = [await search("klage"), await search("fosterbarn")];
    assert.match(one, /value="klage"/);
    assert.match(other, /value="fosterbarn"/);
    for (const query of ["dag=2&maaned=11&aar=2026", "dag=3&maaned=11&aar=2026", "dag=nej"]) {
      const address = `/ishoj/frister/klage?${query}`;
      const answer = await get(varnish.port, address);
      assert.deepEqual([answer.headers["cache-control"], answer.headers.age], ["no-store", "0"]);
      assert.equal(text(answer), text(await get(first.port, address)));
    }
    const form = (body) =>
      ask("POST", varnish.port, "/ishoj/klagebrev", { body, headers: { "content-type": "application/x-www-form-urlencoded" } });
    const letter = await form("om=mit+afslag");
    assert.equal(letter.headers["cache-control"], "no-store");
    assert.match(text(letter), /mit afslag/);
    assert.equal((await form(`brev=${"x".repeat(200_000)}`)).status, 413);
    assert.equal((await ask("DELETE", varnish.port, "/ishoj")).status, 405);
  });

  it("puts a request to the other instance when one is killed", async () => {
    await unharmedBy("one killed, then the other", async () => {
      for (const one of [first, second]) {
        await sleep(1500);
        await one.end("SIGKILL");
        await sleep(2500);
        await one.start();
        await varnish.sees(2);
      }
    });
  });

  it("never mixes two versions, and loses nothing while they are changed one by one", async () => {
    const versions = async () => (await Promise.all([first, second].map((one) => get(one.port, "/")))).map(({ headers }) => headers["x-version"]);
    const [before] = await versions();
    const load = await unharmedBy("new content, one instance after the other", async () => {
      for (const one of [first, second]) {
        await sleep(1000);
        assert.equal(await one.end("SIGTERM"), 0, one.log);
        await one.start("--content", young);
        await varnish.sees(2);
        // A page that only one instance has is found.
        for (let time = 0; time < 20; time += 1) {
          assert.equal((await get(varnish.port, `/kun-ny?${time}`)).status, 200, "a new page");
          await sleep(50);
        }
      }
    });
    const [now, alsoNow] = await versions();
    assert.ok(now === alsoNow && now !== before);
    assert.deepEqual(Object.fromEntries(load.versions), { [before]: "gammel", [now]: "ny" });
  });

  it("answers from the cache when both are killed, and says so plainly where it can't", async () => {
    // The page that shows the log record of the request is never shared.
    const kept = listed.filter((page) => page !== "/privatliv");
    for (const page of kept) assert.equal((await get(varnish.port, page)).status, 200, page);
    await sleep(5000);
    await Promise.all([first, second].map((one) => one.end("SIGKILL")));
    // At once, while Varnish still thinks they are healthy, and after it has noticed.
    for (const when of ["at once", "later"]) {
      for (const page of kept) {
        const { status, body, headers } = await get(varnish.port, page);
        assert.equal(status, 200, `${page} ${when}`);
        assert.ok(editionsIn(text({ body, headers })).has("ny"), page);
      }
      await varnish.sees(0);
    }
    const lost = await get(varnish.port, "/ishoj/soeg?q=klage");
    assert.equal(lost.status, 503);
    assert.match(text(lost), /Prøv igen om lidt/);
    assert.equal((await get(varnish.port, "/privatliv")).status, 503);
    assert.equal(lost.headers["cache-control"], "no-store");
    await Promise.all([first, second].map((one) => one.start()));
    await varnish.sees(2);
    assert.equal((await get(varnish.port, "/ishoj/soeg?q=klage")).status, 200);
  });
});
