// The page makes sense when read aloud: language, title, headings, landmarks, order.

/** What is wrong with any page. */
export function wrongWith({ lang, title, mains, headings, repeatedIds, namelessNavs }) {
  const wrong = [];
  if (lang !== "da") wrong.push(`the language is «${lang}»`);
  if (!title) wrong.push("it has no title");
  if (mains !== 1) wrong.push(`it has ${mains} <main>`);
  const first = headings.filter(({ level }) => level === 1).length;
  if (first !== 1) wrong.push(`it has ${first} h1`);
  headings.forEach(({ level, text }, i) => {
    if (level > (headings[i - 1]?.level ?? 0) + 1) wrong.push(`h${level} «${text}» skips a level`);
    if (!text) wrong.push(`an h${level} is empty`);
  });
  wrong.push(...repeatedIds.map((id) => `the id ${id} stands twice`));
  wrong.push(...namelessNavs.map((html) => `one of several navigations, without a name: ${html}`));
  return wrong;
}

/** What is wrong with a municipality's page. */
export function wrongInMunicipality({ title, name, breadcrumb, leave, call }) {
  if (!name) return ["no link to the municipality's front page says its name"];
  const wrong = [];
  if (!leave) wrong.push("no link leads out of the site");
  if (!call) wrong.push("no link calls anybody");
  if (!title.includes(name)) wrong.push(`the title «${title}» does not say ${name}`);
  if (!breadcrumb) wrong.push("it has no breadcrumb");
  else if (breadcrumb.first !== "Forside") wrong.push(`the breadcrumb begins with «${breadcrumb.first}»`);
  else if (breadcrumb.currentIsLink) wrong.push("the breadcrumb links to the page itself");
  return wrong;
}

/** In the page: the data for the two above. `page` is a document, `address` its address. */
export function outline(page, address) {
  const all = (selector) => [...page.querySelectorAll(selector)];
  const text = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";
  const ids = all("[id]").map(({ id }) => id);
  const crumbs = page.querySelector('nav[aria-label="Brødkrumme"]');
  const current = crumbs?.querySelector("[aria-current]") ?? crumbs?.querySelector("li:last-child");
  const front = `/${address.split(/[/?]/)[1]}`;
  return {
    lang: page.documentElement.lang,
    title: page.title.trim(),
    mains: all("main").length,
    headings: all("h1,h2,h3,h4,h5,h6").map((h) => ({ level: Number(h.tagName[1]), text: text(h) })),
    ids,
    repeatedIds: [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))],
    namelessNavs: all("nav").length < 2 ? [] : all("nav:not([aria-label]):not([aria-labelledby])").map((n) => n.outerHTML.slice(0, 80)),
    name: text(all("header a, nav a, header span, header strong").find((a) => a.getAttribute("href") === front)).replace(/ Kommune$/, ""),
    breadcrumb: crumbs && { first: text(crumbs.querySelector("a, li")), currentIsLink: Boolean(current?.matches("a[href]") || current?.querySelector("a[href]")) },
    leave: all("a[href='/ud']").length > 0,
    call: all("a[href^='tel:']").length > 0,
  };
}

/** What is shown in another order than it is read aloud. */
export function order(tab) {
  return tab.evaluate(moved);
}

/** In the page: elements reordered by style. */
function moved() {
  return [...document.querySelectorAll("body *")]
    .filter((element) => {
      const { order, flexDirection, display, float } = getComputedStyle(element);
      return order !== "0" || float !== "none" || (display.includes("flex") && flexDirection.endsWith("reverse"));
    })
    .map((element) => element.outerHTML.slice(0, 80));
}
