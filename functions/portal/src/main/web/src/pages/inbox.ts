import type { CaseStanding, InboxItem } from "../api";
import { Failure } from "../api";
import type { App } from "../app";
import { button, h, h1, inset, linkButton, p, tag } from "../dom";
import { dayOf, moment, timeOfDay } from "../time";
import { devices as devicesPage } from "./devices";
import { enrol } from "./enrol";
import { open } from "./opening";

const WARN_DAYS = 30;

type Listed = { item: InboxItem; standing: CaseStanding | undefined };

/** What there is to read, newest first, and nothing of what it is about. */
export async function inbox(app: App): Promise<void> {
  await app.load(async (show) => {
    const items = await app.parts.api.inbox();
    for (const { availableAt } of items) {
      app.parts.clock.notBefore(new Date(availableAt));
    }
    const listed = await Promise.all(items.map(async (item) => ({ item, standing: await standingOf(app, item) })));
    const checkedAt = app.now();
    show({
      place: "inbox",
      title: (t) => t.inbox.title,
      draw: (t) => [
        h1(t.inbox.title),
        ending(app),
        listed.length === 0 && p(t.inbox.empty),
        // Nobody whose devices have ended is told of new items.
        listed.length === 0 && app.ended() === undefined && p(t.inbox.emptyMore),
        listed.length > 0 && h("ul", { class: "fb-items" }, ...listed.map((it, index) => line(app, it, listed.length - index))),
        h("p", { class: "govuk-body-s" }, t.inbox.checked(timeOfDay(checkedAt, app.lang))),
        button(t.inbox.refresh, () => inbox(app), "secondary"),
      ],
    });
  });
}

/** Of social care's items those that are cases have a clock; the others, and everybody else's, have none. */
async function standingOf(app: App, item: InboxItem): Promise<CaseStanding | undefined> {
  if (!item.unit.startsWith("CSC-")) {
    return undefined;
  }
  try {
    return await app.parts.api.standing(item.notification);
  } catch (failed) {
    // Whoever has no device in use still sees that there is something, and is told so once they open it.
    if (failed instanceof Failure && (failed.kind === "nothing-there" || failed.problem === "no-device")) {
      return undefined;
    }
    throw failed;
  }
}

function line(app: App, { item, standing }: Listed, number: number): HTMLElement {
  const t = app.t.inbox;
  const came = moment(new Date(item.availableAt), app.lang, app.now());
  const what = standing === undefined ? t.item(number) : t.caseItem(number);
  return h(
    "li",
    { class: "fb-item" },
    h(
      "div",
      {},
      h("h2", { class: "govuk-heading-s" }, what),
      p(t.came(came)),
      standing !== undefined && p(clock(app, standing)),
      tag(t.state[item.state], item.state === "OPENED" ? "grey" : "blue"),
    ),
    linkButton(t.open, () => open(app, item), { class: "govuk-button", "aria-label": t.openLong(what, came) }),
  );
}

function clock(app: App, standing: CaseStanding): string {
  const t = app.t.inbox;
  if (standing.contact !== undefined) {
    return t.inContact;
  }
  const due = new Date(standing.contactDueAt);
  const words = moment(due, app.lang, app.now());
  return due < app.now() ? t.overdue(words) : t.due(words);
}

/** Certificates end; whoever reads here hears of it in time to renew, and once it is too late what to do. */
function ending(app: App): HTMLElement | undefined {
  const t = app.t.inbox;
  const ended = app.ended();
  if (ended !== undefined) {
    return inset(p(t.ended(dayOf(ended, app.lang, app.now()))), button(t.setUpAnew, () => enrol(app)));
  }
  const ends = app.active().flatMap((device) => (device.notAfter === null ? [] : [new Date(device.notAfter)]));
  const last = ends.sort((a, b) => b.getTime() - a.getTime())[0];
  if (last === undefined || last.getTime() - app.now().getTime() > WARN_DAYS * 86_400_000) {
    return undefined;
  }
  return inset(t.expiry(dayOf(last, app.lang, app.now())), " ", linkButton(t.renewNow, () => devicesPage(app)));
}
