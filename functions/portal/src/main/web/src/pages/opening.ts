import { Failure, type FailureKind, type InboxItem } from "../api";
import type { App } from "../app";
import { backLink, button, form, h, h1, h2, inset, judge, p, takeBack, tick, type Child } from "../dom";
import { prove } from "../keys";
import { deskOf, noticeOf, type Copy } from "../notice";
import { NotThere } from "../passkey";
import { CannotOpen } from "../sealed";
import { showCase } from "./case";
import { inbox } from "./inbox";
import { showNotice } from "./notice";
import { restore } from "./restore";
import type { Texts } from "../text/index";
import { watermark } from "./watermark";

/** What says that a copy is not this person's to read any more, rather than that it could not be asked. */
const MAY_NOT_READ: readonly FailureKind[] = ["expired", "nothing-there", "refused"];

export type ReasonWords = keyof Texts["cannotOpen"]["reasons"];

/** The person shows that it is them; then the copy is fetched and opened, here and nowhere else. */
export async function open(app: App, item: InboxItem): Promise<void> {
  app.show({
    place: "inbox",
    title: (t) => t.opening.title,
    draw: (t) => [backLink(t.common.back, () => inbox(app)), h1(t.opening.title), p(t.opening.text)],
  });
  try {
    const keys = await prove(app);
    if (keys.length === 0) {
      return cannotOpen(app, item, "NO_KEY");
    }
    const [sealed, authority] = await Promise.all([app.parts.api.copy(item), app.parts.api.authority()]);
    const opened = await app.parts.sealing.openCopy(sealed, keys, authority);
    const copy = noticeOf(opened, item, app.me.person?.id ?? "");
    if (copy === undefined) {
      return cannotOpen(app, item, "NOT_YOURS");
    }
    gate(app, item, copy);
  } catch (failed) {
    if (failed instanceof CannotOpen) {
      return cannotOpen(app, item, failed.reason);
    }
    await app.attempt(() => Promise.reject(failed as Error));
    app.main.append(button(app.t.common.tryAgain, () => open(app, item)));
    if (failed instanceof NotThere) {
      // The passkey may be on another device, or gone: the recovery code makes one here.
      app.main.append(button(app.t.restore.title, () => restore(app), "secondary"));
    }
  }
}

function cannotOpen(app: App, item: InboxItem, reason: ReasonWords): void {
  app.show({
    place: "inbox",
    title: (t) => t.cannotOpen.title,
    draw: (t) => {
      const { what, advice } = t.cannotOpen.reasons[reason];
      return [
        backLink(t.common.back, () => inbox(app)),
        h1(t.cannotOpen.title),
        p(what),
        p(advice),
        p(t.cannotOpen.more),
        reason === "NO_KEY" || reason === "NOT_FOR_THIS_KEY"
          ? button(t.restore.title, () => restore(app))
          : button(t.common.tryAgain, () => open(app, item)),
        reason === "NOT_FOR_THIS_KEY" && p(t.cannotOpen.againText),
        reason === "NOT_FOR_THIS_KEY" && button(t.cannotOpen.again, () => askAgain(app, item), "secondary"),
      ];
    },
  });
}

/** A copy for the devices of now: at once while the item is open, and with a second person after that. */
async function askAgain(app: App, item: InboxItem): Promise<void> {
  await app.attempt(
    async () => {
      const state = await app.parts.api.sealAgain(item);
      app.show({
        place: "inbox",
        title: (t) => t.cannotOpen.asked,
        draw: (t) => [backLink(t.common.back, () => inbox(app)), h1(t.cannotOpen.asked), p(t.cannotOpen.state[state])],
      });
    },
    (failure) => (failure.problem === "erased" ? app.t.cannotOpen.erased : undefined),
  );
}

/** Nothing is shown before the reader has said, each time, how they will keep the family safe. */
function gate(app: App, item: InboxItem, copy: Copy): void {
  if (copy.kind === "ANSWER") {
    return void read(app, item, copy);
  }
  app.show({
    place: "inbox",
    title: (t) => t.opening.gateTitle,
    draw: (t) => {
      const words = promiseOf(t, item, copy);
      const promise = tick("promise", words.legend, words.tick);
      const submit = async (): Promise<void> => {
        if (judge(app.main, t.common.problem, [[promise, promise.ticked() ? undefined : words.error]])) {
          await read(app, item, copy);
        }
      };
      return [
        backLink(t.common.back, () => inbox(app)),
        h1(t.opening.gateTitle),
        p(t.opening.gateText),
        inset(words.why),
        form(submit, t.opening.read, promise.group),
      ];
    },
  });
}

/** A school and an officer keep away from the parents. Social care has to do with them, and does it safely. */
function promiseOf({ opening, office }: Texts, item: InboxItem, copy: Copy): Texts["office"]["gate"] {
  if (copy.kind === "CASE") {
    return { legend: opening.caseLegend, why: opening.caseWhy, tick: opening.caseTick, error: opening.caseError };
  }
  switch (deskOf(item)) {
    case "SCHOOL":
      return { legend: opening.gateLegend, why: opening.gateWhy, tick: opening.gateTick, error: opening.gateError };
    case "CSC":
      return office.gate;
    case "LA":
      return office.gateOfficer;
  }
}

async function read(app: App, item: InboxItem, copy: Copy): Promise<void> {
  const { turn } = app;
  let recorded: boolean | undefined;
  await app.attempt(async () => {
    recorded = await record(app, item, copy);
  });
  if (recorded === undefined || app.turn !== turn) {
    return; // It is not theirs any more; or something else was chosen meanwhile, or they have signed out.
  }
  await (copy.kind === "CASE" ? showCase(app, item, copy, recorded) : showNotice(app, item, copy, recorded));
}

/**
 * Gives the token from inside the copy back: that is what *opened* means. Whether it went through. The page goes on
 * without, unless the gateway says that this person may not read it any more.
 */
async function record(app: App, item: InboxItem, copy: Copy): Promise<boolean> {
  try {
    await app.parts.api.opened(item, copy.openingToken);
    return true;
  } catch (failed) {
    if (failed instanceof Failure && MAY_NOT_READ.includes(failed.kind) && failed.problem !== "wrong-token") {
      throw failed;
    }
    return false;
  }
}

/** The top of every page about a copy: whose it is, the way out, and what to do while the opening is not on record. */
export function top(
  app: App,
  item: InboxItem,
  copy: Copy,
  recorded: boolean,
  then: () => void | Promise<void> = () => undefined,
): (t: Texts) => Child[] {
  let onRecord = recorded;
  const settled = async (): Promise<void> => {
    onRecord = true;
    app.again();
    app.main.querySelector<HTMLElement>("h1")?.focus();
    await then();
  };
  return (t) => [
    watermark(app),
    marking(t, copy),
    backLink(t.notice.close, () => inbox(app)),
    !onRecord && notRecorded(app, item, copy, settled),
  ];
}

/** How it is marked (Government Security Classifications), on the screen and on paper; in English, as the mark is. */
function marking(t: Texts, copy: Copy): Child {
  const mark = copy.notice.text("classification");
  return (
    mark !== undefined &&
    h("p", { class: "govuk-body-s fb-marking" }, h("strong", { lang: "en" }, mark), copy.kind === "CASE" && `. ${t.case.named}`)
  );
}

function notRecorded(app: App, item: InboxItem, copy: Copy, settled: () => Promise<void>): HTMLElement {
  const t = app.t.opening;
  return inset(
    h2(t.notRecorded),
    p(t.notRecordedText),
    button(t.record, () =>
      app.attempt(
        async () => {
          await app.parts.api.opened(item, copy.openingToken);
          takeBack(app.main);
          await settled();
        },
        (failure) => (failure.problem === "wrong-token" ? t.wrongToken : undefined),
      ),
    ),
  );
}
