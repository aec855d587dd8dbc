// The address of the server under test, and the output folder. Used by every script here.

import path from "node:path";

/** Where the server under test answers. */
export const base = new URL(process.env.BASE_URL ?? "http://127.0.0.1:8080");

/** The full address of a page. */
export const url = (address) => new URL(address, base).href;

/** What the tests write for people to look at. Not kept in the repository. */
export const output = path.join(import.meta.dirname, "..", "output");

/** Where `collect.mjs` writes the list of pages. */
export const listFile = path.join(output, "pages.json");
