import type { Lang } from "../time";
import { cy } from "./cy";
import { en, type Texts } from "./en";

export const texts: Record<Lang, Texts> = { en, cy };

export type { Texts };
