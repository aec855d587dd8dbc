// Opens a page by its address, or a state by submitting a form.

import { url } from "./place.mjs";

const FORM = "application/x-www-form-urlencoded";

/** Its name in tests. */
export const nameOf = ({ address, body }) => (body === undefined ? address : `${address} sent ${body}`);

/** How often a page is asked for while the server says that it is busy. */
const ATTEMPTS = 5;

/** Opens it in a tab, like a link or a submit button. A machine that is short of time may have to ask again. */
export async function open(tab, { address, body }) {
  for (let attempt = 1; ; attempt += 1) {
    if (body !== undefined) {
      const send = (route) => {
        const headers = { ...route.request().headers(), "content-type": FORM };
        return route.continue({ method: "POST", postData: body, headers });
      };
      await tab.route(url(address), send, { times: 1 });
    }
    const response = await tab.goto(url(address), { waitUntil: "load" });
    if (response?.status() !== 503 || attempt === ATTEMPTS) return response;
    await tab.waitForTimeout(1000 * attempt);
  }
}

/** Fetches it without a browser. */
export function request({ address, body }) {
  if (body === undefined) return fetch(url(address));
  return fetch(url(address), { method: "POST", body, headers: { "content-type": FORM } });
}
