import type { Lang } from "../time";
import { cy } from "./cy";
import { en, type Texts } from "./en";

export const texts: Record<Lang, Texts> = { en, cy };

export type { Texts };

/**
 * The sentence that stands in `to` where `said` stands in `from`; `said` itself where it stands nowhere, as one made of
 * somebody's own words does.
 */
export function translated(said: string, from: unknown, to: unknown): string {
  return found(said, from, to) ?? said;
}

/** A character of nobody's, where a sentence leaves a place for a word. */
const GAP = "\uE000";

function found(said: string, from: unknown, to: unknown): string | undefined {
  if (typeof from === "string") {
    return from === said && typeof to === "string" ? to : undefined;
  }
  if (typeof from === "function" && typeof to === "function" && from.length === 1) {
    const [head = "", tail, ...more] = String((from as (gap: string) => unknown)(GAP)).split(GAP);
    const between = tail !== undefined && more.length === 0 && head + tail !== "" && said.startsWith(head) && said.endsWith(tail);
    return between ? String((to as (gap: string) => unknown)(said.slice(head.length, said.length - tail.length))) : undefined;
  }
  if (typeof from !== "object" || from === null || typeof to !== "object" || to === null) {
    return undefined;
  }
  const others = to as Record<string, unknown>;
  for (const [name, part] of Object.entries(from)) {
    const there = found(said, part, others[name]);
    if (there !== undefined) {
      return there;
    }
  }
  return undefined;
}
