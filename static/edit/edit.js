// Looks at a form while it is filled in: after a pause what was typed is sent to the check that saving uses, and what
// that says is shown beside the fields. Everything works without it.
(() => {
  const form = document.querySelector("[data-skriv]");
  if (!form) return;
  const PAUSE = 700;
  const said = form.querySelector(".edit-live");
  const typed = new Set();
  let waiting;
  let asking;
  let unsaved = form.dataset.skriv === "ugemt";

  const filled = () => {
    const all = new URLSearchParams(new FormData(form));
    all.set("trin", "proev");
    return all;
  };

  // The field something is about: by the id of what is said, without its ending.
  const controlOf = (wrong) => document.getElementById(wrong.id.slice(0, -"-fejl".length));

  // Nobody is told what is missing in a field that they have not come to yet.
  const isReached = (control) => {
    const names = (one) => [...one.querySelectorAll("[name]"), one].map((all) => all.name);
    return control.value || names(control).some((name) => typed.has(name));
  };

  const mark = (control, id, on) => {
    const ids = (control.getAttribute("aria-describedby") || "").split(" ").filter((one) => one && one !== id);
    if (on) ids.push(id);
    if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
    else control.removeAttribute("aria-describedby");
    if (on) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  };

  const show = (page) => {
    const news = [...page.querySelectorAll("[data-skriv] .field-wrong")];
    const kept = new Set();
    for (const wrong of news) {
      const control = controlOf(wrong);
      if (!control || !isReached(control)) continue;
      kept.add(wrong.id);
      const old = document.getElementById(wrong.id);
      if (old) {
        if (old.innerHTML !== wrong.innerHTML) old.innerHTML = wrong.innerHTML;
      } else {
        control.closest(".field").append(document.importNode(wrong, true));
      }
      mark(control, wrong.id, true);
    }
    for (const old of form.querySelectorAll(".field-wrong")) {
      if (kept.has(old.id)) continue;
      const control = controlOf(old);
      old.remove();
      if (control) mark(control, old.id, false);
    }
    const count = kept.size;
    const news_said = count ? `${count} ${count === 1 ? "felt" : "felter"} at se efter.` : "Ingen fejl i det, du har skrevet.";
    if (said.textContent !== news_said) said.textContent = news_said;
  };

  const ask = async () => {
    if (asking) asking.abort();
    const own = new AbortController();
    asking = own;
    try {
      const answer = await fetch(form.action, { method: "POST", body: filled(), signal: own.signal });
      const html = await answer.text();
      if (asking === own && answer.ok) show(new DOMParser().parseFromString(html, "text/html"));
    } catch (error) {
      // Saving asks the same again: who is offline is told then.
    }
  };

  form.addEventListener("input", (event) => {
    unsaved = true;
    typed.add(event.target.name);
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });

  form.addEventListener("submit", () => {
    unsaved = false;
    clearTimeout(waiting);
    if (asking) asking.abort();
  });

  // Who leaves with something typed is asked first.
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
})();
