// What a school has beside a notice: what came earlier about each child, and whom its readers told. Both are asked for
// once the notice is shown, and drawn where they belong when they come, so that nobody waits for them to read.

import { Failure, type Earlier, type EarlierPage, type InboxItem, type Share, type SharedWith } from "../api";
import type { App } from "../app";
import { random, toBase64Url } from "../bytes";
import { button, form, h, h2, h3, judge, linkButton, p, select, textField, type Child } from "../dom";
import { dayOf, moment } from "../time";
import { open } from "./opening";

const PEOPLE_MAX = 20;

/** How often to look further back by itself; a hundred of the reader's items each time. */
const PAGES_MAX = 20;

type Answer<T> = { kind: "loading" } | { kind: "failed" } | { kind: "there"; it: T };

/** What came earlier, as far back as it was looked for. */
type Past = {
  readonly children: readonly (readonly Earlier[])[];
  /** Until when is still to be looked, if there may be more. */
  readonly more: string | undefined;
  /** Looking further back is going on, could not be done, or was not begun. */
  readonly further: "going" | "failed" | "stopped";
};

export type Beside = {
  /** What came earlier about each child, by the names in the order in which they stand in the copy. */
  earlier(names: readonly string[]): Child;
  shared(): Child;
  /** Asks for both, the first time or again. */
  ask(): Promise<void>;
};

/** Nothing where no school reads. */
export function besideNotice(app: App, item: InboxItem): Beside | undefined {
  if (!item.unit.startsWith("SCHOOL-")) {
    return undefined;
  }
  let earlier: Answer<Past> = { kind: "loading" };
  let shares: Answer<Share[]> = { kind: "loading" };
  const noting: Noting = { unsent: undefined, done: false, settle: () => undefined };
  let drawn: { part: BesidePart; element: HTMLElement; draw: () => Child[] }[] = [];
  const place = (part: BesidePart, draw: () => Child[]): HTMLElement => {
    const element = h("div", { tabindex: "-1" }, ...draw());
    drawn.push({ part, element, draw });
    return element;
  };
  const redraw = (changed: BesidePart): void => {
    drawn = drawn.filter(({ element }) => element.isConnected);
    for (const { element, draw } of drawn.filter(({ part }) => part === changed)) {
      const within = element.contains(document.activeElement);
      element.replaceChildren(...draw().filter((child): child is Node | string => child !== false && child !== undefined));
      if (within) {
        element.focus(); // What had the focus is gone.
      }
    }
  };
  const askShares = async (): Promise<void> => {
    shares = await answer(app, app.parts.api.shares(item));
    redraw("shares");
  };
  const show = (past: Answer<Past>): void => {
    earlier = past;
    redraw("earlier");
  };
  const lookFurther = async (): Promise<void> => {
    const { turn } = app;
    for (let page = 0; page < PAGES_MAX && earlier.kind === "there" && earlier.it.more !== undefined; page++) {
      const { it: past } = earlier;
      show({ kind: "there", it: { ...past, further: "going" } });
      const next = await answer(app, app.parts.api.earlier(item, past.more));
      if (app.turn !== turn) {
        return; // Whoever was reading reads something else.
      }
      if (next.kind !== "there") {
        return show({ kind: "there", it: { ...past, further: "failed" } });
      }
      show({ kind: "there", it: joined(past, next.it) });
    }
  };
  return {
    earlier: (names) => h("section", {}, h2(app.t.earlier.title), place("earlier", () => earlierParts(app, earlier, names, lookFurther))),
    shared: () =>
      h(
        "section",
        {},
        h2(app.t.shared.title),
        h("p", { class: "govuk-body fb-screen-only" }, app.t.shared.text),
        place("shares", () => shareList(app, shares)),
        shareForm(app, item, noting, askShares),
      ),
    ask: async () => {
      const { turn } = app;
      const both = answer(app, app.parts.api.earlier(item));
      await askShares();
      const first = await both;
      show(first.kind === "there" ? { kind: "there", it: joined({ children: [], more: undefined, further: "stopped" }, first.it) } : first);
      if (app.turn === turn) {
        await lookFurther();
      }
    },
  };
}

async function answer<T>(app: App, asked: Promise<T>): Promise<Answer<T>> {
  const { turn } = app;
  try {
    return { kind: "there", it: await asked };
  } catch (failed) {
    if (failed instanceof Failure) {
      if (failed.kind === "expired" && app.turn === turn) {
        app.expireAs(failed);
      }
      return { kind: "failed" };
    }
    throw failed;
  }
}

function joined(past: Past, next: EarlierPage): Past {
  const known = (it: Earlier, before: readonly Earlier[]): boolean =>
    before.some(({ notification, unit }) => notification === it.notification && unit === it.unit);
  const children = next.children.map((items, index) => {
    const before = past.children[index] ?? [];
    return [...before, ...items.filter((it) => !known(it, before))];
  });
  return { children, more: next.more, further: "stopped" };
}

function earlierParts(app: App, earlier: Answer<Past>, names: readonly string[], further: () => Promise<void>): Child[] {
  const t = app.t.earlier;
  switch (earlier.kind) {
    case "loading":
      return [p(t.loading)];
    case "failed":
      return [p(t.failed)];
    case "there": {
      const { children, more } = earlier.it;
      return [
        ...names.flatMap((name, index) => {
          const items = children[index] ?? [];
          return [
            names.length > 1 && h3(name),
            items.length === 0
              ? more === undefined && p(t.none)
              : h("ul", { class: "govuk-list govuk-list--bullet" }, ...items.map((it) => h("li", {}, ...earlierLine(app, it)))),
          ];
        }),
        more !== undefined && furtherParts(app, earlier.it, more, further),
        children.some((items) => items.length > 0) && h("p", { class: "govuk-body-s" }, t.how),
      ];
    }
  }
}

/** How far back it was looked, and what is still to be looked for. */
function furtherParts(app: App, { further: state }: Past, more: string, further: () => Promise<void>): HTMLElement {
  const t = app.t.earlier;
  const back = dayOf(new Date(more), app.lang, app.now());
  switch (state) {
    case "going":
      return h("p", { class: "govuk-body", role: "status" }, t.goingBack(back));
    case "failed":
    case "stopped":
      return h(
        "div",
        {},
        p(state === "failed" ? t.goingFailed(back) : t.older(back)),
        h("div", { class: "fb-screen-only" }, button(t.further, further, "secondary")),
      );
  }
}

function earlierLine(app: App, it: Earlier): Child[] {
  const t = app.t.earlier;
  const what = t.what[it.messageType] ?? it.messageType;
  const came = moment(new Date(it.availableAt), app.lang, app.now());
  const said = it.outcome === undefined || it.outcome === "TAKEN_UP" ? undefined : app.t.acknowledge.outcomes[it.outcome].text;
  return [
    t.item(what, came),
    ". ",
    said === undefined ? t.notAnswered : `${t.answered(said)}.`,
    " ",
    linkButton(t.open, () => open(app, it), { class: "fb-link fb-screen-only", "aria-label": t.openLong(what, came) }),
  ];
}

function shareList(app: App, shares: Answer<Share[]>): Child[] {
  const t = app.t.shared;
  switch (shares.kind) {
    case "loading":
      return [p(t.loading)];
    case "failed":
      return [p(t.failed)];
    case "there":
      return shares.it.length === 0
        ? [p(t.none)]
        : [
            h(
              "ul",
              { class: "govuk-list govuk-list--bullet" },
              ...shares.it.map((it) => {
                const at = moment(new Date(it.at), app.lang, app.now());
                return h("li", {}, `${t.line(t.with[it.role], it.people, at)}, ${it.own ? t.byYou : t.byColleague}`);
              }),
            ),
          ];
  }
}

/** What is drawn anew by itself. */
type BesidePart = "earlier" | "shares";

/** A note on its way, and what of it stands on the page: drawn anew, the page still sends it by the same name. */
type Noting = {
  /** The reader's own name for what is noted: the same when the same is sent again, so that it counts once. */
  unsent: { name: string; role: SharedWith; people: number } | undefined;
  /** Whether the last one went through. */
  done: boolean;
  /** Empties the form that stands on the page now, and says so. */
  settle(): void;
};

function shareForm(app: App, item: InboxItem, noting: Noting, noted: () => Promise<void>): HTMLElement {
  const t = app.t.shared;
  const roles = Object.entries(t.with).map(([value, text]) => ({ value, text }));
  const role = select("shared-role", t.role, t.choose, roles);
  const people = textField("shared-people", t.people, { width: "10", numeric: true });
  people.input.value = "1";
  const said = h("p", { class: "govuk-body", role: "status" }, noting.done && t.done);
  noting.settle = () => {
    role.empty();
    people.input.value = "1";
    said.textContent = t.done;
  };
  const submit = async (): Promise<void> => {
    const chosen = role.chosen() as SharedWith | undefined;
    const count = /^\d{1,2}$/.test(people.input.value.trim()) ? Number(people.input.value) : 0;
    const counted = count >= 1 && count <= PEOPLE_MAX;
    noting.done = false;
    said.textContent = "";
    const sound = judge(app.main, app.t.common.problem, [
      [role, chosen === undefined ? t.roleError : undefined],
      [people, counted ? undefined : t.peopleError],
    ]);
    if (!sound || chosen === undefined) {
      return;
    }
    await app.attempt(
      async () => {
        const same = noting.unsent?.role === chosen && noting.unsent.people === count ? noting.unsent : undefined;
        const share = same ?? { name: toBase64Url(random(16)), role: chosen, people: count };
        noting.unsent = share;
        await app.parts.api.share(item, share);
        noting.unsent = undefined;
        noting.done = true;
        noting.settle();
        await noted();
      },
      (failure) =>
        failure.problem === "too-many-shares" ? t.full : failure.problem === "not-opened-yet" ? app.t.acknowledge.notOpened : undefined,
    );
  };
  return h("div", { class: "fb-screen-only" }, form(submit, t.note, role.group, people.group), said);
}
