// Opens a page by its address, or a state by submitting a form.

import { url } from "./place.mjs";

const FORM = "application/x-www-form-urlencoded";

/** Its name in tests. */
export const nameOf = ({ address, body }) => (body === undefined ? address : `${address} sent ${body}`);

/** Opens it in a tab, like a link or a submit button. */
export async function open(tab, { address, body }) {
  if (body !== undefined) {
    const send = (route) => {
      const headers = { ...route.request().headers(), "content-type": FORM };
      return route.continue({ method: "POST", postData: body, headers });
    };
    await tab.route(url(address), send, { times: 1 });
  }
  return tab.goto(url(address), { waitUntil: "load" });
}

/** Fetches it without a browser. */
export function request({ address, body }) {
  if (body === undefined) return fetch(url(address));
  return fetch(url(address), { method: "POST", body, headers: { "content-type": FORM } });
}
