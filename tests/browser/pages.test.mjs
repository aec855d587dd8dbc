// Every page, visited once as on a phone in light mode. All checks that need no other mode run in
// this visit.

import { axe } from "./checks/axe.mjs";
import { contact } from "./checks/contact.mjs";
import { listen, privacy } from "./checks/privacy.mjs";
import { narrow } from "./checks/reflow.mjs";
import { order } from "./checks/structure.mjs";
import { targets } from "./checks/targets.mjs";
import { eachPage, openTab, PHONE, shutMenus, unfold, visit } from "./lib/browser.mjs";
import { everyPage } from "./lib/site.mjs";

eachPage("every page", everyPage, {}, async (kept, page, note) => {
  // A new tab for each page, so that anything stored was stored by this page.
  const tab = await openTab(kept.context().browser());
  const heard = listen(tab);
  try {
    await note("open", async () => (await visit(tab, page), []));
    await note("number to call", () => contact(tab, page));
    await note("order", () => order(tab));
    await tab.mouse.wheel(0, 2_000);
    await unfold(tab);
    await note("targets", () => targets(tab));
    await note("reflow, 320 px", () => narrow(tab));
    await tab.setViewportSize(PHONE);
    // By now a script has had time to send requests after loading.
    await note("privacy", () => privacy(tab, heard));
    // Nothing overlaps.
    await shutMenus(tab);
    await note("axe", () => axe(tab));
  } finally {
    await tab.context().close();
  }
});
