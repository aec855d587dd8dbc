// The editors' door as an editor meets it: change a number, confirm it, see it live. With a script and without.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

    it("what is typed stays, whatever button is pressed", { timeout: 300_000 }, async () => {
      await tab.goto(`${door.at}/fil/ishoj/kontakter.toml?sted=%2Fkontakt%2F1`);
      const note = tab.getByLabel("Note", { exact: false }).first();
      await note.fill("Skrevet først.");
      for (const [button, back] of [["Flyt op", "Ret mere"], ["Flyt ned", "Ret mere"], ["Se ændringen", "Ret mere"]]) {
        await tab.getByRole("button", { name: button }).click();
        await tab.getByRole("heading", { name: "Se ændringen, før du gemmer" }).waitFor();
        await tab.getByRole("button", { name: back }).click();
        await tab.getByRole("button", { name: "Fjern" }).waitFor();
        assert.equal(await note.inputValue(), "Skrevet først.", button);
      }
      // Away from within the form.
      await tab.goto(`${door.at}/fil/ishoj/fakta.toml?sted=%2Ffrist%2F0`);
      await tab.getByLabel("Hvad fristen betyder").fill("Skrevet først.");
      await tab.getByRole("button", { name: "Ret: beregner" }).click();
      await tab.getByRole("link", { name: "Gå videre uden at gemme" }).waitFor();
      assert.equal(await tab.getByLabel("Hvad fristen betyder").inputValue(), "Skrevet først.");
      await look("something typed that is not saved");
      // Enter does what the first button that is seen says.
      await tab.goto(`${door.at}/fil/ishoj/fakta.toml?sted=%2Ffrist%2F0`);
      await tab.getByLabel("Hvor mange").first().fill("0");
      await tab.getByLabel("Hvor mange").first().press("Enter");
      await tab.getByRole("heading", { name: "Intet er gemt. Ret dette først" }).waitFor();
    });

    it("links in a preview stay in it", { timeout: 300_000 }, async () => {
      await tab.goto(`${door.at}/vis/nu/ishoj`);
      const links = await tab.evaluate(() => [...document.querySelectorAll("a[href], form[action]")].map((one) => one.href || one.action));
      const own = [...new Set(links)].filter((to) => to.startsWith(door.at));
      assert.deepEqual(own.filter((to) => !to.startsWith(`${door.at}/vis/nu`)), []);
      for (const to of own.filter((to) => !to.includes("#")).slice(0, 25)) {
        assert.equal((await tab.request.get(to)).status(), 200, to);
      }
      await tab.goto(`${door.at}/vis/nu/ishoj/soeg?q=klage`);
      await tab.getByRole("link", { name: /klag/i }).first().click();
      assert.match(tab.url(), /\/vis\/nu\//);
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

    if (javaScriptEnabled) {
      it("findings are shown while typing, beside the field, and move nobody", { timeout: 300_000 }, async () => {
        const asked = [];
        const noise = [];
        tab.on("request", (request) => request.method() === "POST" && asked.push(request.postData()));
        tab.on("console", (message) => message.type() === "error" && noise.push(message.text()));
        await tab.goto(`${door.at}/fil/ishoj/kontakter.toml?sted=%2Fkontakt%2F0`);
        const phone = tab.getByLabel("Telefon");
        await phone.fill("");
        await phone.pressSequentially("123456", { delay: 60 });
        const wrong = tab.locator(".field:has(#f-kontakt-0-telefon) .field-wrong");
        await wrong.waitFor();
        assert.equal(asked.length, 1, "a pause is waited for");
        assert.match(await wrong.textContent(), /cifre/);
        assert.equal(await phone.getAttribute("aria-invalid"), "true");
        assert.match(await phone.getAttribute("aria-describedby"), /f-kontakt-0-telefon-fejl/);
        assert.equal(await tab.evaluate(() => document.activeElement.name), "/kontakt/0/telefon");
        assert.equal(await tab.locator("[aria-live=polite]").textContent(), "1 felt at se efter.");
        nothing(await axe(tab), "a finding while typing");
        // What is asked last is what counts: a slow answer to what stood before is dropped.
        let first = true;
        await tab.route("**/fil/**", async (route) => {
          if (first && route.request().method() === "POST") {
            first = false;
            await new Promise((resolve) => setTimeout(resolve, 3000));
          }
          await route.continue().catch(() => {});
        });
        await phone.fill("1");
        await tab.waitForTimeout(1000);
        await phone.fill("20 69 28 33");
        await wrong.waitFor({ state: "detached" });
        await tab.waitForTimeout(3500);
        assert.equal(await wrong.count(), 0);
        assert.equal(await phone.getAttribute("aria-invalid"), null);
        assert.equal(await phone.inputValue(), "20 69 28 33");
        await tab.unroute("**/fil/**");
        nothing(noise.filter((one) => !one.includes("ERR_ABORTED")), "what the browser says");
        // Nobody is told what is missing where they haven't been yet.
        await tab.goto(`${door.at}/fil/ishoj/kontakter.toml?sted=%2Fkontakt%2F%2B`);
        await tab.getByLabel("Bekræftet den").fill("31. februar");
        await tab.locator(".field-wrong").waitFor();
        assert.equal(await tab.locator(".field-wrong").count(), 1);
      });

      it("who leaves with something typed is asked first", { timeout: 300_000 }, async () => {
        const asked = [];
        const accept = (dialog) => {
          asked.push(dialog.type());
          return dialog.accept();
        };
        await tab.goto(`${door.at}/fil/ishoj/kontakter.toml?sted=%2Fkontakt%2F0`);
        tab.on("dialog", accept);
        await tab.getByLabel("Telefon").click();
        await tab.keyboard.type("1");
        await tab.getByRole("link", { name: "Rettelser" }).click();
        await tab.getByRole("heading", { name: "Rettelser", exact: true }).waitFor();
        assert.deepEqual(asked, ["beforeunload"]);
        tab.off("dialog", accept);
      });
    }

    it("a confirmation of the old number goes with it, and the new one is a tick away", { timeout: 300_000 }, async () => {
      const file = path.join(folder, "ishoj/kontakter.toml");
      writeFileSync(file, readFileSync(file, "utf8").replace("\ntelefon = ", "\nbekraeftet = 2026-01-05\ntelefon = "));
      await tab.goto(`${door.at}/fil/ishoj/kontakter.toml?sted=%2Fkontakt%2F0`);
      await tab.getByLabel("Telefon").fill("20 69 28 35");
      await tab.getByRole("button", { name: "Se ændringen" }).click();
      await tab.getByText("gælder det, der stod før").waitFor();
      await look("a confirmation that goes");
      await tab.getByLabel("Kommunen har bekræftet det nye i dag").check();
      await tab.getByRole("button", { name: "Gem", exact: true }).click();
      await tab.getByRole("heading", { name: "Gemt", exact: true }).waitFor();
      const text = readFileSync(file, "utf8");
      assert.ok(text.includes('telefon = "20692835"') && /^bekraeftet = \d/m.test(text) && !text.includes("\nbekraeftet = 2026-01-05"));
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
