import { en } from "./en.js";
export const cy: typeof en = en;
