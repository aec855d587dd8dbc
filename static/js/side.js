// Extras for pages. Everything works without this script.
(() => {
  const all = (selector) => document.querySelectorAll(selector);
  const clipboard = navigator.clipboard;
  const label = "aria-label";

  // Leaves the site so that "back" doesn't return to it.
  for (const exit of all(".exit")) {
    exit.onclick = (event) => {
      event.preventDefault();
      // Hide the page at once, however long the other site takes.
      document.documentElement.hidden = true;
      document.title = "";
      location.replace(exit.href);
    };
  }

  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.onclick = () => print();
  }

  // Shows the number of chosen items on the button.
  for (const count of all("[data-antal]")) {
    const form = count.closest("form");
    const show = () => {
      const chosen = form.querySelectorAll(":checked").length;
      count.textContent = chosen ? ` (${chosen})` : "";
    };
    form.onchange = show;
    show();
  }

  // Browsers offer no clipboard to pages without TLS.
  if (!clipboard) return;

  const copy = (button, address) =>
    clipboard.writeText(new URL(address, location)).then(() => {
      button.removeAttribute(label);
      button.textContent = "Linket er kopieret";
    });

  for (const button of all("[data-kopi]")) {
    button.hidden = false;
    button.onclick = () => copy(button, button.dataset.kopi || location.pathname);
  }

  for (const anchor of all(".anchor")) {
    anchor.setAttribute(label, "Kopiér link" + anchor.getAttribute(label).slice(4));
    anchor.setAttribute("aria-live", "polite");
    anchor.onclick = () => copy(anchor, anchor.href);
  }
})();
