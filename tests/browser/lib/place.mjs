// The address of the server under test, and the output folder. Used by every script here.

import path from "node:path";

/** The address of the server under test. */
export const base = new URL(process.env.BASE_URL ?? "http://127.0.0.1:8080");

/** The full address of a page. */
export const url = (address) => new URL(address, base).href;

/** The output for people to look at. Not in the repository. */
export const output = path.join(import.meta.dirname, "..", "output");

/** Where `collect.mjs` writes the list of pages. */
export const listFile = path.join(output, "pages.json");
