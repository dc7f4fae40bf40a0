import { Failure, type InboxItem, type Outcome } from "../api";
import type { App, Page } from "../app";
import {
  backLink, button, form, h, h1, h2, h3, inEnglish, inset, judge, linkButton, list, p, panel, radios, summary, warning, type Child, type RowOf,
} from "../dom";
import { deskOf, type Copy, type Desk } from "../notice";
import type { Part } from "../part";
import type { Texts } from "../text/index";
import { age, date, moment } from "../time";
import { inbox } from "./inbox";
import { besideNotice, type Beside } from "./beside";
import { top } from "./opening";
import { help, phone, printButton } from "./watermark";

/** The name of what is chosen in the answer. */
const OUTCOME = "outcome";

/** The whole notice on one page, in the order in which it is needed in a corridor. */
export async function showNotice(app: App, item: InboxItem, copy: Copy, recorded: boolean): Promise<void> {
  const beside = copy.kind === "NOTICE" ? besideNotice(app, item) : undefined;
  app.show(noticePage(app, item, copy, recorded, beside));
  await beside?.ask();
}

function noticePage(app: App, item: InboxItem, copy: Copy, recorded: boolean, beside: Beside | undefined): Page {
  const begins = top(app, item, copy, recorded, () => beside?.ask());
  const page: Page = {
    place: "inbox",
    title: (t) => t.notice.pageTitle,
    draw: (t) => [
      ...begins(t),
      ...(copy.kind === "ANSWER" ? answerParts(t, copy.notice) : noticeParts(app, t, deskOf(item), copy, beside)),
      p(t.notice.signed(moment(copy.signedAt, app.lang, app.now()))),
      printButton(app),
      beside?.shared(),
      ...acknowledgement(app, item, copy, page),
      backLink(t.notice.close, () => inbox(app)),
    ],
  };
  return page;
}

function noticeParts(app: App, t: Texts, desk: Desk, { notice, revision }: Copy, beside: Beside | undefined): Child[] {
  const children = notice.parts("children");
  const names = children.map(nameOf);
  const incident = notice.part("incident");
  const safety = notice.part("safety");
  const advice = adviceFor(t, desk);
  return [
    h1(names.length === 1 ? t.notice.heading(names[0] ?? "") : t.notice.headingMany(names.length)),
    notice.truth("drill") === true && warning(t.common.warning, t.notice.drill),
    revision > 1 && inset(t.notice.revision(revision)),
    !notice.has("incident") && inset(notice.has("minimumSafe") && p(inEnglish(notice.text("minimumSafe"))), p(t.notice.minimum)),
    ...urgent(t, notice),
    warning(t.common.warning, advice.donts[0] ?? ""),
    // What may have to be done at the gate before the rest is read.
    mayCollect(safety) === "NO" && warning(t.common.warning, say(t.notice.mayCollect, "NO") ?? ""),
    h("p", { class: "govuk-body fb-screen-only" }, linkButton(t.notice.answerBelow, toAnswer)),
    ...children.flatMap((child) => childParts(app, t, child)),
    ...(notice.has("incident") ? incidentParts(app, t, incident) : []),
    ...adultParts(app, t, notice.parts("adults")),
    ...doAndDont(t, advice),
    ...collectionParts(app, t, desk, notice),
    ...gradeParts(t, incident, safety),
    ...sharingParts(t, desk, notice.part("sharing")),
    ...contactParts(t, notice.part("contact"), incident.text("policeReference")),
    beside?.earlier(names),
    ...help(app),
  ];
}

/** A warning that asks for a call, with the number to be called where police gave one. */
export function callNow(t: Texts, text: string, notice: Part): Child[] {
  const number = phone(notice.part("contact").text("phone"));
  return [warning(t.common.warning, text), number !== undefined && p(number)];
}

/** What cannot wait: of somebody in danger, of what police graded red, and of a school where the wrong person may read. */
function urgent(t: Texts, notice: Part): Child[] {
  const incident = notice.part("incident");
  const safety = notice.part("safety");
  return [
    ...(safety.truth("immediateRisk") === true ? callNow(t, t.office.immediate, notice) : []),
    incident.text("rag") === "RED" && warning(t.common.warning, t.office.red),
    safety.text("staffLinkSuspected") === "YES" && warning(t.common.warning, t.office.staffLink),
  ];
}

const adviceFor = (t: Texts, desk: Desk): { dos: string[]; donts: string[] } => (desk === "SCHOOL" ? t.notice : t.office.advice[desk]);

const nameOf = (child: Part): string => [child.text("givenNames"), child.text("familyName")].filter((it) => it !== undefined).join(" ");

function childParts(app: App, t: Texts, child: Part): Child[] {
  const voice = child.part("voice");
  const words = voice.text("words");
  const relationship = child.part("relationship");
  return [
    h2(nameOf(child)),
    summary([
      [t.notice.born, bornOf(app, t, child)],
      [t.notice.knownAs, child.texts("knownAs").join(", ")],
      [t.notice.sex, say(t.words.sex, child.text("sex"))],
      [t.notice.presence, say(t.words.presence, child.text("presence"))],
      [t.notice.whereInPremises, inEnglish(child.text("whereInPremises"))],
      [t.notice.injured, say(t.words.injured, child.text("injured"))],
      [t.notice.spokenTo, spoken(t, voice)],
      [t.notice.relationship, say(t.words.relationship, relationship.text("toVictim"))],
      [t.notice.relationshipOther, say(t.words.relationship, relationship.text("toAllegedPerpetrator"))],
      [t.notice.staying, say(t.words.staying, child.text("staying"))],
      [t.notice.communication, inEnglish(child.text("commsNeeds"))],
      [t.notice.interpreter, child.text("interpreter")],
      [t.notice.socialCareKnows, say(t.words.socialCare, child.part("socialCare").text("status"))],
      [t.notice.address, addressOf(child.part("homeAddress"))],
    ]),
    child.has("voice") && h3(t.notice.voice),
    child.has("voice") && (words === undefined ? p(t.notice.noVoice) : h("blockquote", { class: "govuk-inset-text fb-voice", lang: "en" }, words)),
  ];
}

function bornOf(app: App, t: Texts, child: Part): string | undefined {
  const day = child.text("dateOfBirth");
  if (day === undefined) {
    const years = child.text("estimatedAgeYears");
    return years === undefined ? undefined : t.notice.aboutYears(Number(years));
  }
  const years = age(day, app.now());
  const words = years === undefined ? day : t.notice.bornAge(date(day, app.lang), years);
  return child.truth("dobEstimated") === true ? `${words} ${t.notice.estimated}` : words;
}

function spoken(t: Texts, voice: Part): string | undefined {
  const to = voice.truth("spokenTo");
  if (to === undefined) {
    return undefined;
  }
  return to
    ? (say(t.words.alone, voice.text("alone")) ?? t.common.yes)
    : (say(t.words.notSpoken, voice.text("reason")) ?? t.common.no);
}

function incidentParts(app: App, t: Texts, incident: Part): Child[] {
  const from = incident.moment("occurredFrom");
  const to = incident.moment("occurredTo");
  const words = (at: Date): string => moment(at, app.lang, app.now());
  const location = incident.part("location");
  const attendedAt = incident.moment("attendedAt");
  const attended = incident.truth("policeAttended");
  return [
    h2(t.notice.what),
    h("p", { class: "govuk-body fb-summary", lang: "en" }, incident.text("summary") ?? incident.text("precis") ?? ""),
    summary([
      [t.notice.when, from === undefined ? undefined : to === undefined ? words(from) : t.notice.whenTo(words(from), words(to))],
      [t.notice.where, whereOf(t, location)],
      [
        t.notice.police,
        attended === false ? t.notice.policeDidNot : attendedAt === undefined ? undefined : t.notice.policeCame(words(attendedAt)),
      ],
      [t.notice.kind, say(t.words.type, incident.text("type"))],
      [t.notice.repeat, say(t.words.yesNo, incident.text("repeat")) ?? incident.text("repeat12m")],
      [t.notice.risk, say(t.words.riskGrade, incident.text("riskGrade"))],
    ]),
  ];
}

function whereOf(t: Texts, location: Part): string {
  const secret = location.truth("confidential") === true ? t.notice.confidential : undefined;
  return [say(t.words.place, location.text("category")), addressOf(location), secret].filter((it) => it !== undefined).join(". ");
}

function adultParts(app: App, t: Texts, adults: readonly Part[]): Child[] {
  if (adults.length === 0) {
    return [];
  }
  return [
    h2(t.notice.adults),
    ...adults.map((adult) => {
      const contact = adult.part("contact");
      const day = adult.text("dateOfBirth");
      const safe = contact.truth("safeToCall");
      return summary([
        [
          say(t.notice.adult, adult.text("role")) ?? "",
          whoIs(t, adult),
        ],
        [t.notice.born, day === undefined ? undefined : date(day, app.lang)],
        [t.notice.knownAs, adult.texts("knownAs").join(", ")],
        [t.notice.phone, phone(contact.text("phone"))],
        [t.notice.safeToCall, safe === undefined ? undefined : safe ? t.common.yes : t.common.no],
        [t.notice.safeTimes, inEnglish(contact.text("safeTimes"))],
        [t.notice.address, addressOf(adult.part("address"))],
      ]);
    }),
  ];
}

function whoIs(t: Texts, adult: Part): Child[] {
  const name = nameOf(adult);
  const label = inEnglish(adult.text("relationshipLabel"));
  return name === "" ? [label ?? t.common.notSaid] : label === undefined ? [name] : [name, ", ", label];
}

function doAndDont(t: Texts, { dos, donts }: { dos: string[]; donts: string[] }): Child[] {
  return [
    h(
      "div",
      { class: "fb-columns" },
      h("section", { class: "fb-do" }, h2(t.notice.doTitle), list(dos)),
      h("section", { class: "fb-dont" }, h2(t.notice.dontTitle), list(donts)),
    ),
  ];
}

/** Undefined where police have not said, or not to this reader: that is not the same as not to know. */
const mayCollect = (safety: Part): string | undefined => safety.part("collection").text("perpetratorMayCollect");

/** Nothing but the page moves: following a link would put a name into the address and the history. */
function toAnswer(): void {
  const choice = document.getElementById(OUTCOME);
  choice?.closest("section")?.scrollIntoView();
  choice?.focus({ preventScroll: true });
}

/** A school is told something whatever police said; nobody else hands a child over. */
function collectionParts(app: App, t: Texts, desk: Desk, notice: Part): Child[] {
  const safety = notice.part("safety");
  if (desk !== "SCHOOL" && !safety.has("collection") && !safety.has("orders")) {
    return [];
  }
  const collection = safety.part("collection");
  const may = mayCollect(safety);
  const conditions = safety.parts("orders").map((order) => order.text("schoolConditions")).filter((it) => it !== undefined);
  const orders = safety.parts("orders").flatMap((order) => {
    const until = order.text("expiresOn");
    return [
      say(t.words.order, order.text("type")),
      inEnglish(order.text("conditions")),
      until === undefined ? undefined : t.notice.orderUntil(date(until, app.lang)),
    ].filter((it) => it !== undefined);
  });
  return [
    h2(t.notice.collect),
    p(say(t.notice.mayCollect, may) ?? (notice.has("incident") ? t.notice.collectNotSaid : t.notice.collectLater)),
    summary([
      [may === "NO" ? t.notice.notToCollect : t.notice.collectWho, may === "YES" ? undefined : inEnglish(collection.text("who"))],
      [t.notice.conditions, [collection.text("conditionsText"), ...conditions].filter((it) => it !== undefined).map((it) => p(inEnglish(it)))],
      [t.notice.orders, orders.map((it) => p(it))],
    ]),
  ];
}

/** How police grade it, and whom at the school it may concern: told to social care and officers alone. */
function gradeParts(t: Texts, incident: Part, safety: Part): Child[] {
  const immediate = safety.truth("immediateRisk");
  const rows: RowOf[] = [
    [t.office.immediateRow, immediate === undefined ? undefined : immediate ? t.common.yes : t.common.no],
    [t.office.rag, say(t.words.rag, incident.text("rag"))],
    [t.office.ragChange, inEnglish(incident.text("ragChangeReason"))],
    [t.office.staffLinkRow, say(t.words.yesNo, safety.text("staffLinkSuspected"))],
  ];
  return rows.every(([, value]) => value === undefined) ? [] : [h2(t.office.grade), summary(rows)];
}

/** A school is told YES of a referral that police made or are making, and not which of the two. */
function sharingParts(t: Texts, desk: Desk, sharing: Part): Child[] {
  const said = say(desk === "CSC" ? t.office.referral : t.notice.referrals, sharing.text("cscReferral"));
  if (said === undefined) {
    return [];
  }
  const reference = sharing.text("cscReferralRef");
  return [h2(t.notice.referral), p(said), reference !== undefined && summary([[t.office.referralReference, reference]])];
}

export function contactParts(t: Texts, contact: Part, policeReference: string | undefined): Child[] {
  return [
    h2(t.notice.ask),
    summary([
      [t.notice.team, inEnglish(contact.text("team"))],
      [t.notice.phone, phone(contact.text("phone"))],
      [t.notice.hours, inEnglish(contact.text("hours"))],
      [t.notice.reference, contact.text("reference")],
      [t.notice.policeReference, policeReference],
    ]),
  ];
}

export function addressOf(place: Part): string | undefined {
  const lines = [...place.texts("addressLines"), ...place.texts("lines"), place.text("postcode")].filter((it) => it !== undefined);
  return lines.length === 0 ? undefined : lines.join(", ");
}

/** The word for a code; the code itself for one that this page does not know yet. */
export function say(words: Record<string, string>, code: string | undefined): string | undefined {
  return code === undefined ? undefined : Object.hasOwn(words, code) ? words[code] : code;
}

function answerParts(t: Texts, answer: Part): Child[] {
  const rows: RowOf[] = [
    [t.case.answerKnown, answer.truth("known") === true ? t.common.yes : t.common.no],
    [t.case.answerSummary, answer.text("summary")],
    [t.case.answerReferences, answer.texts("references").join(", ")],
  ];
  return [h1(t.case.answerHeading, answer.text("ocsaeReference")), summary(rows)];
}

function acknowledgement(app: App, item: InboxItem, copy: Copy, kept: Page): Child[] {
  const t = app.t;
  if (copy.kind === "ANSWER") {
    return [button(t.acknowledge.takenUp, () => send(app, item, copy, "TAKEN_UP"))];
  }
  const offered = deskOf(item) === "SCHOOL" ? t.acknowledge.outcomes : t.acknowledge.officeOutcomes;
  const outcomes = Object.entries(offered).map(([value, words]) => ({ value, ...words }));
  const choice = radios(OUTCOME, t.acknowledge.legend, outcomes);
  const submit = async (): Promise<void> => {
    const outcome = choice.chosen() as Outcome | undefined;
    if (!judge(app.main, t.common.problem, [[choice, outcome === undefined ? t.acknowledge.error : undefined]]) || outcome === undefined) {
      return;
    }
    if (outcome === "WRONG_CHILD" || outcome === "WRONG_SCHOOL") {
      confirmReturn(app, item, copy, outcome, kept);
    } else {
      await send(app, item, copy, outcome);
    }
  };
  return [h("section", { class: "fb-screen-only" }, h2(t.acknowledge.title), form(submit, t.acknowledge.send, choice.group))];
}

function confirmReturn(app: App, item: InboxItem, copy: Copy, outcome: Outcome, kept: Page): void {
  app.show({
    place: "inbox",
    title: (t) => t.acknowledge.confirmTitle,
    draw: (t) => [
      h1(t.acknowledge.confirmTitle),
      warning(t.common.warning, deskOf(item) === "SCHOOL" ? t.acknowledge.confirmText : t.office.confirmText),
      h(
        "div",
        { class: "govuk-button-group" },
        button(t.acknowledge.confirm, () => send(app, item, copy, outcome), "warning"),
        button(t.acknowledge.keep, () => app.show(kept), "secondary"),
      ),
    ],
  });
}

async function send(app: App, item: InboxItem, copy: Copy, outcome: Outcome): Promise<void> {
  await app.attempt(
    async () => {
      try {
        await app.parts.api.acknowledge(item, outcome);
      } catch (failed) {
        if (failed instanceof Failure && failed.problem === "not-opened-yet") {
          // The opening was not recorded, for want of a connection perhaps; there is one now.
          await app.parts.api.opened(item, copy.openingToken);
          await app.parts.api.acknowledge(item, outcome);
        } else {
          throw failed;
        }
      }
      done(app, deskOf(item), outcome === "WRONG_CHILD" || outcome === "WRONG_SCHOOL");
    },
    (failure) => (failure.problem === "closed-otherwise" ? app.t.acknowledge.otherwise : undefined),
  );
}

function done(app: App, desk: Desk, returned: boolean): void {
  app.show({
    place: "inbox",
    title: (t) => (returned ? t.acknowledge.returned : t.acknowledge.done),
    draw: (t) => [
      panel(returned ? t.acknowledge.returned : t.acknowledge.done),
      p(!returned ? t.acknowledge.doneText : desk === "SCHOOL" ? t.acknowledge.returnedText : t.office.returnedText),
      button(t.acknowledge.backToInbox, () => inbox(app)),
    ],
  });
}
