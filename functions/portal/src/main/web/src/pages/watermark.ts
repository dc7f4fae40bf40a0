import type { App } from "../app";
import { button, h, h2, p, summary, type Child } from "../dom";
import { moment } from "../time";

const LINES = 14;

/** On paper alone: who printed this and when, across the whole of it. */
export function watermark(app: App): HTMLElement {
  const words = app.t.notice.printedBy(app.me.person?.name ?? "", moment(app.now(), app.lang, app.now()));
  return h(
    "div",
    { class: "fb-watermark", "aria-hidden": "true" },
    ...Array.from({ length: LINES }, () => h("span", {}, words)),
  );
}

export const printButton = (app: App): HTMLElement => button(app.t.notice.print, () => window.print(), "secondary");

/** The moment on the paper is that of printing, not that of opening, however the browser was told to print. */
export function beforePrint(app: App): void {
  document.querySelector(".fb-watermark")?.replaceWith(watermark(app));
}

/** Whom to ask, and who helps the helper. */
export function help(app: App): Child[] {
  const t = app.t.notice;
  const { guidance } = app.me;
  return [
    h2(t.help),
    guidance !== null &&
      summary([
        [t.helpLine, phone(guidance.helpLine)],
        [t.hours, guidance.hours],
      ]),
    guidance !== null && p(guidance.text[app.lang]),
    p(t.look),
  ];
}

/** A telephone number that can be touched, grouped so that it can be read out. */
export function phone(number: string | undefined): HTMLElement | undefined {
  if (number === undefined) {
    return undefined;
  }
  const words = number.startsWith("+44") ? `0${number.slice(3)}`.replace(/^(\d{3})(\d{4})(\d{4})$/, "$1 $2 $3") : number;
  return h("a", { class: "govuk-link", href: `tel:${number.replaceAll(/[^+0-9]/g, "")}` }, words);
}
