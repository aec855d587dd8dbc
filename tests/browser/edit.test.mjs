// The editors' door as an editor meets it: change a number, confirm it, see it live. With a script and without.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { axe } from "./checks/axe.mjs";
import { nothing } from "./lib/assert.mjs";
import { DESKTOP, launch, openTab, PHONE, unfold } from "./lib/browser.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const program = path.resolve(process.env.PROGRAM ?? path.join(root, "target/debug/kvalitetsstandard"));

/** A door to a copy of the content, and where it is. */
async function openDoor(folder) {
  cpSync(path.join(root, "content"), folder, { recursive: true });
  const door = spawn(program, ["edit", "--content", folder, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  const said = await new Promise((resolve, reject) => {
    door.stdout.once("data", resolve);
    door.once("exit", () => reject(new Error("the door did not open")));
  });
  return { door, at: String(said).trim() };
}

/** What is too small to hit: alone on its line, or a button, and less than 44 px high. */
const small = (tab) =>
  tab.evaluate(() =>
    [...document.querySelectorAll("main :is(button, input:not([type=hidden], [type=checkbox]), select, textarea, summary, .control, .edit-list a, .edit-tick)")]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.9)
      .map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 40)} ${one.getBoundingClientRect().height}`),
  );

/** What lies outside a narrow screen. */
const wide = (tab) => tab.evaluate(() => (document.documentElement.scrollWidth > innerWidth + 1 ? [`${document.documentElement.scrollWidth} px wide`] : []));

async function sound(tab, what) {
  for (const viewport of [PHONE, DESKTOP]) {
    await tab.setViewportSize(viewport);
    await unfold(tab);
    nothing([...(await axe(tab)), ...(await small(tab)), ...(await wide(tab))], `${what} at ${viewport.width}`);
  }
}

for (const javaScriptEnabled of [true, false]) {
  describe(`the editors' door, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "edit-"));
    let browser;
    let tab;
    let door;
    before(async () => {
      door = await openDoor(folder);
      browser = await launch();
      tab = await openTab(browser, { javaScriptEnabled });
    });
    after(async () => {
      await browser?.close();
      door?.door.kill();
      rmSync(folder, { recursive: true, force: true });
    });
    const look = async (what) => (javaScriptEnabled ? sound(tab, what) : undefined);

    it("change the number, confirm it, and see it live", { timeout: 300_000 }, async () => {
      await tab.goto(door.at);
      await look("all content");
      await tab.getByRole("link", { name: "Pitstop" }).first().click();
      await look("a contact");
      await tab.getByLabel("Telefon").fill("20 69 28 34");
      await tab.getByLabel(/Skriv dagen i dag/).check();
      await tab.getByRole("button", { name: "Se ændringen" }).click();
      await tab.getByRole("heading", { name: "Se ændringen, før du gemmer" }).waitFor();
      assert.ok((await tab.locator("ins", { hasText: "20\u{a0}69\u{a0}28\u{a0}34" }).count()) > 0);
      await look("what it changes");
      await tab.getByRole("button", { name: "Gem", exact: true }).click();
      await tab.getByRole("heading", { name: "Gemt", exact: true }).waitFor();
      await look("saved");
      assert.match(readFileSync(path.join(folder, "ishoj/kontakter.toml"), "utf8"), /telefon = "20692834"\nbekraeftet = \d{4}-\d\d-\d\d\n/);
      await tab.goto(`${door.at}/vis/nu/ishoj`);
      assert.ok((await tab.locator("a[href='tel:+4520692834']").count()) > 0);
    });

    it("a mistake is told at its field, and has the focus", { timeout: 300_000 }, async () => {
      await tab.goto(`${door.at}/fil/ishoj/kontakter.toml?sted=%2Fkontakt%2F0`);
      await tab.getByLabel("Telefon").fill("123");
      await tab.getByRole("button", { name: "Se ændringen" }).click();
      await tab.getByRole("heading", { name: "Intet er gemt. Ret dette først" }).waitFor();
      if (javaScriptEnabled) {
        assert.equal(await tab.evaluate(() => document.activeElement.getAttribute("role")), "alert");
      }
      assert.equal(await tab.getByLabel("Telefon").getAttribute("aria-invalid"), "true");
      assert.equal(await tab.getByLabel("Telefon").inputValue(), "123");
      await look("a mistake");
    });

    it("what was done can be undone", { timeout: 300_000 }, async () => {
      await tab.goto(`${door.at}/rettelser`);
      await look("changes");
      await tab.getByRole("button", { name: /^Fortryd/ }).first().click();
      await tab.getByRole("button", { name: "Gem", exact: true }).click();
      await tab.getByRole("heading", { name: "Gemt", exact: true }).waitFor();
      assert.doesNotMatch(readFileSync(path.join(folder, "ishoj/kontakter.toml"), "utf8"), /^bekraeftet = \d/m);
    });

    it("a text and a new draft have forms that anybody can use", { timeout: 300_000 }, async () => {
      for (const [address, name] of [["/fil/ishoj/afsnit/klage.md", "a text"], ["/ny", "something new"], ["/fil/ishoj/fakta.toml?sted=%2Ffrist%2F0%2Fberegner", "a calculator"], ["/fund", "findings"]]) {
        const { status } = { status: (await tab.goto(door.at + address)).status() };
        assert.equal(status, 200, address);
        await look(name);
      }
    });
  });
}
