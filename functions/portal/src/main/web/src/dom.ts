// Elements are built, never parsed: text becomes a text node and nothing else, so what stands in a notice is shown as
// it was written and is never markup. The page's policy (Trusted Types, with no policy allowed) refuses any other way.

export type Child = Node | string | false | undefined;

type Attributes = Record<string, string | boolean | ((event: Event) => void) | undefined>;

/** An element with attributes; a function is a listener for the event of its name, `true` an attribute without value. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (typeof value === "string") {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child): child is Node | string => child !== false && child !== undefined));
  return element;
}

export const h1 = (text: string, caption?: string): HTMLElement =>
  h(
    "h1",
    { class: "govuk-heading-l", tabindex: "-1" },
    caption !== undefined && h("span", { class: "govuk-caption-l" }, caption),
    text,
  );

export const h2 = (text: string, id?: string): HTMLElement => h("h2", { class: "govuk-heading-m", id }, text);

export const h3 = (text: string): HTMLElement => h("h3", { class: "govuk-heading-s" }, text);

export const p = (...children: Child[]): HTMLElement => h("p", { class: "govuk-body" }, ...children);

export const hint = (id: string, text: string): HTMLElement => h("div", { class: "govuk-hint", id }, text);

/** Words that somebody wrote in English, whatever language the page is in (WCAG 2.2, 3.1.2). */
export const inEnglish = (words: string | undefined): HTMLElement | undefined =>
  words === undefined || words === "" ? undefined : h("span", { lang: "en" }, words);

export const list = (items: Child[], kind: "bullet" | "number" = "bullet"): HTMLElement =>
  h(kind === "bullet" ? "ul" : "ol", { class: `govuk-list govuk-list--${kind}` }, ...items.map((item) => h("li", {}, item)));

export type Click = (button: HTMLButtonElement) => void | Promise<void>;

/** A button that can be pressed once at a time: while what it does is going on, another press does nothing. */
export function button(text: string, click: Click, kind: "primary" | "secondary" | "warning" = "primary"): HTMLButtonElement {
  const look = kind === "primary" ? "" : ` govuk-button--${kind}`;
  const element: HTMLButtonElement = h("button", { type: "button", class: `govuk-button${look}` }, text);
  element.addEventListener("click", () => void once(element, () => click(element)));
  return element;
}

/** What a link looks like and a button does: it changes what is shown, and there is no address for that. */
export function linkButton(text: string, click: () => void | Promise<void>, more: Attributes = {}): HTMLButtonElement {
  const element: HTMLButtonElement = h("button", { type: "button", class: "fb-link", ...more }, text);
  element.addEventListener("click", () => void once(element, click));
  return element;
}

async function once(element: HTMLButtonElement, work: () => void | Promise<void>): Promise<void> {
  if (element.getAttribute("aria-disabled") === "true") {
    return;
  }
  element.setAttribute("aria-disabled", "true");
  try {
    await work();
  } finally {
    element.removeAttribute("aria-disabled");
  }
}

export const backLink = (text: string, click: () => void | Promise<void>): HTMLElement =>
  linkButton(text, click, { class: "govuk-back-link fb-back" });

/** A form that is never sent by the browser: Enter and the button do `submit`. */
export function form(submit: (form: HTMLFormElement) => void | Promise<void>, label: string, ...children: Child[]): HTMLFormElement {
  const send: HTMLButtonElement = h("button", { type: "submit", class: "govuk-button" }, label);
  const element: HTMLFormElement = h("form", { novalidate: true, autocomplete: "off" }, ...children, send);
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    void once(send, () => submit(element));
  });
  return element;
}

export type Field = { readonly id: string; readonly group: HTMLElement; say(error: string | undefined): void };

/** The fields by their groups: what stands on the page, for whoever has to draw it anew. */
const fields = new WeakMap<Element, Field>();

function field(id: string, group: HTMLElement, before: HTMLElement, described: () => HTMLElement[]): Field {
  const made: Field = {
    id,
    group,
    say(error) {
      group.querySelector(".govuk-error-message")?.remove();
      group.classList.toggle("govuk-form-group--error", error !== undefined);
      const message = `${id}-error`;
      if (error !== undefined) {
        before.before(h("p", { class: "govuk-error-message", id: message }, error));
      }
      for (const element of described()) {
        const others = (element.getAttribute("aria-describedby") ?? "").split(" ").filter((name) => name !== message && name !== "");
        const all = error === undefined ? others : [...others, message];
        if (all.length > 0) {
          element.setAttribute("aria-describedby", all.join(" "));
        } else {
          element.removeAttribute("aria-describedby");
        }
      }
    },
  };
  fields.set(group, made);
  return made;
}

export type TextField = Field & { readonly input: HTMLInputElement | HTMLTextAreaElement };

export function textField(
  id: string,
  label: string,
  options: { hint?: string; width?: "10" | "20" | "full"; numeric?: boolean; rows?: number; maxLength?: number } = {},
): TextField {
  const described = options.hint === undefined ? undefined : `${id}-hint`;
  const common = { id, name: id, "aria-describedby": described, spellcheck: "false", autocomplete: "off" };
  const limit = options.maxLength === undefined ? {} : { maxlength: String(options.maxLength) };
  const input =
    options.rows === undefined
      ? h("input", {
          ...common,
          ...limit,
          type: "text",
          inputmode: options.numeric === true ? "numeric" : undefined,
          class: `govuk-input${options.width === undefined || options.width === "full" ? "" : ` govuk-input--width-${options.width}`}`,
        })
      : h("textarea", { ...common, ...limit, spellcheck: "true", class: "govuk-textarea", rows: String(options.rows) });
  const group = h(
    "div",
    { class: "govuk-form-group" },
    h("label", { class: "govuk-label", for: id }, label),
    options.hint !== undefined && hint(`${id}-hint`, options.hint),
    input,
  );
  return { ...field(id, group, input, () => [input]), input };
}

export type Choice = { readonly value: string; readonly text: string; readonly hint?: string };

export type Radios = Field & { chosen(): string | undefined };

export function radios(name: string, legend: string, choices: readonly Choice[], note?: string): Radios {
  const items = choices.map((choice, index) => {
    const id = index === 0 ? name : `${name}-${index + 1}`;
    return h(
      "div",
      { class: "govuk-radios__item" },
      h("input", {
        class: "govuk-radios__input",
        id,
        name,
        type: "radio",
        value: choice.value,
        "aria-describedby": choice.hint === undefined ? undefined : `${id}-item-hint`,
      }),
      h("label", { class: "govuk-label govuk-radios__label", for: id }, choice.text),
      choice.hint !== undefined && h("div", { class: "govuk-hint govuk-radios__hint", id: `${id}-item-hint` }, choice.hint),
    );
  });
  const all = h("div", { class: "govuk-radios" }, ...items);
  const set = h(
    "fieldset",
    { class: "govuk-fieldset", "aria-describedby": note === undefined ? undefined : `${name}-hint` },
    h("legend", { class: "govuk-fieldset__legend govuk-fieldset__legend--m" }, legend),
    note !== undefined && hint(`${name}-hint`, note),
    all,
  );
  const group = h("div", { class: "govuk-form-group" }, set);
  return {
    ...field(name, group, all, () => [set]),
    chosen: () => group.querySelector<HTMLInputElement>("input:checked")?.value,
  };
}

export type Select = Field & { chosen(): string | undefined; empty(): void };

/** A list that opens, for more choices than fit beside one another; nothing is chosen beforehand. */
export function select(id: string, label: string, nothing: string, choices: readonly Choice[]): Select {
  const input = h(
    "select",
    { class: "govuk-select", id, name: id },
    h("option", { value: "" }, nothing),
    ...choices.map(({ value, text }) => h("option", { value }, text)),
  );
  const group = h("div", { class: "govuk-form-group" }, h("label", { class: "govuk-label", for: id }, label), input);
  return {
    ...field(id, group, input, () => [input]),
    chosen: () => (input.value === "" ? undefined : input.value),
    empty: () => {
      input.value = "";
    },
  };
}

export type Tick = Field & { ticked(): boolean };

export function tick(id: string, legend: string, label: string): Tick {
  const input = h("input", { class: "govuk-checkboxes__input", id, name: id, type: "checkbox" });
  const boxes = h(
    "div",
    { class: "govuk-checkboxes" },
    h(
      "div",
      { class: "govuk-checkboxes__item" },
      input,
      h("label", { class: "govuk-label govuk-checkboxes__label", for: id }, label),
    ),
  );
  const set = h(
    "fieldset",
    { class: "govuk-fieldset" },
    h("legend", { class: "govuk-fieldset__legend govuk-fieldset__legend--s" }, legend),
    boxes,
  );
  const group = h("div", { class: "govuk-form-group" }, set);
  return { ...field(id, group, boxes, () => [input]), ticked: () => input.checked };
}

/** What was said at the top to be wrong is not so any more. */
export const takeBack = (main: HTMLElement): void => main.querySelector(".govuk-error-summary")?.remove();

/** Shows what is wrong at the top and at each field, and moves there; with nothing wrong it clears what was shown. */
export function judge(main: HTMLElement, title: string, checks: readonly [Field, string | undefined][]): boolean {
  takeBack(main);
  for (const [it, error] of checks) {
    it.say(error);
  }
  const wrong = checks.flatMap(([it, error]) => (error === undefined ? [] : [{ id: it.id, error }]));
  if (wrong.length === 0) {
    return true;
  }
  const links = wrong.map(({ id, error }) => leadsTo(id, error));
  const summary = errorSummary(title, links);
  main.prepend(summary);
  summary.focus();
  return false;
}

function leadsTo(id: string, error: string): HTMLElement {
  return h(
    "a",
    {
      href: `#${id}`,
      click: (event) => {
        // Following it would put the field's name into the address and the history.
        event.preventDefault();
        document.getElementById(id)?.focus();
      },
    },
    error,
  );
}

function errorSummary(title: string, items: Child[]): HTMLElement {
  return h(
    "div",
    { class: "govuk-error-summary", tabindex: "-1" },
    h(
      "div",
      { role: "alert" },
      h("h2", { class: "govuk-error-summary__title" }, title),
      h("div", { class: "govuk-error-summary__body" }, h("ul", { class: "govuk-list govuk-error-summary__list" }, ...items.map((item) => h("li", {}, item)))),
    ),
  );
}

/** Says at the top of what is shown that something did not work; it can be tried again. */
export function complain(main: HTMLElement, title: string, text: string): void {
  takeBack(main);
  const summary = errorSummary(title, [text]);
  main.prepend(summary);
  summary.focus();
}

/** What somebody wrote and chose on a page, and what was said to be wrong with it. */
export type Written = {
  values: ReadonlyMap<string, string | boolean>;
  complaint: { title: string; items: readonly { text: string; field: string | undefined }[] } | undefined;
};

type Entry = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const entries = (main: HTMLElement): Entry[] => [...main.querySelectorAll<Entry>("input[id], textarea[id], select[id]")];

const ticked = (entry: Entry): entry is HTMLInputElement =>
  entry instanceof HTMLInputElement && (entry.type === "checkbox" || entry.type === "radio");

export function whatIsWritten(main: HTMLElement): Written {
  const summary = main.querySelector(".govuk-error-summary");
  const items = [...(summary?.querySelectorAll("li") ?? [])].map((item) => ({
    text: item.textContent ?? "",
    field: item.querySelector("a")?.getAttribute("href")?.slice(1),
  }));
  const title = summary?.querySelector("h2")?.textContent ?? "";
  return {
    values: new Map(entries(main).map((entry) => [entry.id, ticked(entry) ? entry.checked : entry.value])),
    complaint: summary === null ? undefined : { title, items },
  };
}

/** Puts it back into the same page, drawn anew; each sentence as `say` has it now. */
export function giveBack(main: HTMLElement, { values, complaint }: Written, say: (said: string) => string): void {
  for (const entry of entries(main)) {
    const value = values.get(entry.id);
    if (typeof value === "boolean" && ticked(entry)) {
      entry.checked = value;
    } else if (typeof value === "string") {
      entry.value = value;
    }
  }
  if (complaint === undefined) {
    return;
  }
  const items = complaint.items.map(({ text, field: id }) => ({ text: say(text), id }));
  for (const { text, id } of items) {
    const group = id === undefined ? undefined : document.getElementById(id)?.closest(".govuk-form-group");
    fields.get(group ?? main)?.say(text);
  }
  main.prepend(errorSummary(say(complaint.title), items.map(({ text, id }) => (id === undefined ? text : leadsTo(id, text)))));
}

export const inset = (...children: Child[]): HTMLElement => h("div", { class: "govuk-inset-text" }, ...children);

export const warning = (label: string, text: string): HTMLElement =>
  h(
    "div",
    { class: "govuk-warning-text" },
    h("span", { class: "govuk-warning-text__icon", "aria-hidden": "true" }, "!"),
    h("strong", { class: "govuk-warning-text__text" }, h("span", { class: "govuk-visually-hidden" }, label), text),
  );

export type RowOf = readonly [key: string, value: Child | Child[] | undefined];

/** Facts under one another; a fact that is not known is left out. */
export function summary(rows: readonly RowOf[]): HTMLElement {
  return h(
    "dl",
    { class: "govuk-summary-list" },
    ...rows.flatMap(([key, value]) => {
      if (value === undefined || value === false || value === "" || (Array.isArray(value) && value.length === 0)) {
        return [];
      }
      return [
        h(
          "div",
          { class: "govuk-summary-list__row" },
          h("dt", { class: "govuk-summary-list__key" }, key),
          h("dd", { class: "govuk-summary-list__value" }, ...(Array.isArray(value) ? value : [value])),
        ),
      ];
    }),
  );
}

export const panel = (title: string, text?: string): HTMLElement =>
  h(
    "div",
    { class: "govuk-panel govuk-panel--confirmation" },
    h("h1", { class: "govuk-panel__title", tabindex: "-1" }, title),
    text !== undefined && h("div", { class: "govuk-panel__body" }, text),
  );

export const tag = (text: string, colour: "blue" | "green" | "grey" | "red" | "yellow"): HTMLElement =>
  h("strong", { class: `govuk-tag govuk-tag--${colour}` }, text);
