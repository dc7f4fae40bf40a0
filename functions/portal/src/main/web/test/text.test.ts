import { expect, it } from "vitest";
import { cy } from "../src/text/cy";
import { en } from "../src/text/en";

function leaves(value: unknown, path: string): [string, string][] {
  if (typeof value === "function") {
    return [[path, String((value as (...args: string[]) => string)("1", "2"))]];
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([name, part]) => leaves(part, `${path}/${name}`));
  }
  return [[path, String(value)]];
}

it("says everything in both languages", () => {
  const english = leaves(en, "");
  const welsh = leaves(cy, "");

  expect(english.length).toBeGreaterThan(300);
  expect(welsh.map(([path]) => path).sort()).toEqual(english.map(([path]) => path).sort());
  expect(welsh.filter(([, text]) => text.trim() === "")).toEqual([]);
});

it("leaves no sentence in English", () => {
  const english = new Map(leaves(en, ""));
  const same = leaves(cy, "").filter(([path, text]) => english.get(path) === text && text.includes(" "));

  // The name of the page's window is a pattern, and the same in both.
  expect(same.map(([path]) => path)).toEqual(["/title"]);
});

it("promises nothing that SECURITY.md takes back, and no more time than setting up takes", () => {
  const said = [...leaves(en, ""), ...leaves(cy, "")].map(([, text]) => text);

  expect(said.filter((text) => /nobody at firstbell|neb yn firstbell/i.test(text))).toEqual([]);
  expect(en.start.only).toContain("one named person");
  expect(en.start.needs.join()).toContain("five minutes");
});
