import type { Lang } from "../time.js";
import { cy } from "./cy.js";
import { en, type Texts } from "./en.js";

export const texts: Record<Lang, Texts> = { en, cy };

export type { Texts };
