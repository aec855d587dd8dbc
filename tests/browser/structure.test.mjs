// Every page and state makes sense when read aloud, as recorded by `collect.mjs`.

import assert from "node:assert/strict";
import { describe, it, test } from "node:test";
import { wrongInMunicipality, wrongWith } from "./checks/structure.mjs";
import { nothing } from "./lib/assert.mjs";
import { nameOf } from "./lib/open.mjs";
import { listed, states } from "./lib/site.mjs";

describe("structure", () => {
  for (const page of states) {
    it(nameOf(page), () => {
      nothing([...wrongWith(page.outline), ...(page.municipality ? wrongInMunicipality(page.outline) : [])], "structure");
    });
  }
});

test("every page has a title of its own", () => {
  const titles = new Map();
  for (const { address, outline } of listed) titles.set(outline.title, [...(titles.get(outline.title) ?? []), address]);
  assert.ok(titles.size > 0);
  const shared = [...titles].filter(([, addresses]) => addresses.length > 1);
  nothing(shared.map(([title, addresses]) => `«${title}»: ${addresses.join(", ")}`), "shared titles");
});
