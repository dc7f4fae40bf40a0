import type { CaseStanding, Conversation, Failure, InboxItem } from "../api";
import type { App } from "../app";
import { toBase64Url, random } from "../bytes";
import {
  backLink, button, form, h, h1, h2, h3, inEnglish, inset, judge, list, p, panel, radios, summary, tag, textField, warning, type Child,
} from "../dom";
import type { Copy } from "../notice";
import type { Part } from "../part";
import type { Texts } from "../text/index";
import { between, date, moment } from "../time";
import { inbox } from "./inbox";
import { addressOf, callNow, contactParts, say } from "./notice";
import { top } from "./opening";
import { help, printButton } from "./watermark";

const MINUTE_MS = 60_000;

const SUMMARY_CHARACTERS_MAX = 2_000;
const REFERENCES_MAX = 10;
const REFERENCE_CHARACTERS_MAX = 60;

/** What police asked and how the case stands, on one page; the standing is asked anew after each thing done. */
export async function showCase(app: App, item: InboxItem, copy: Copy, recorded: boolean): Promise<void> {
  const begins = top(app, item, copy, recorded);
  // The answering side's own name for it: the same when it is sent again, so that it counts once.
  const answerName = toBase64Url(random(16));
  await app.load(async (show) => {
    let standing = await app.parts.api.standing(item.notification);
    const renew = async (): Promise<void> => {
      standing = await app.parts.api.standing(item.notification);
    };
    show({
      place: "inbox",
      title: (t) => t.case.pageTitle,
      draw: (t) => [
        ...begins(t),
        h1(t.case.heading(copy.notice.part("case").text("ocsaeReference") ?? "")),
        copy.revision > 1 && inset(t.notice.revision(copy.revision)),
        copy.notice.truth("drill") === true && warning(t.common.warning, t.notice.drill),
        ...(copy.notice.part("risk").truth("immediate") === true ? callNow(t, t.case.immediate, copy.notice) : []),
        p(t.case.records),
        clock(app, t, standing),
        ...askedParts(t, copy.notice),
        ...actions(app, item, copy, standing, answerName, renew),
        ...conversationParts(app, item, standing, renew),
        ...fileParts(app, t, copy.notice),
        ...contactParts(t, copy.notice.part("contact"), copy.notice.part("case").text("ocsaeReference")),
        ...help(app),
        p(t.notice.signed(moment(copy.signedAt, app.lang, app.now()))),
        printButton(app),
        backLink(t.notice.close, () => inbox(app)),
      ],
    });
  });
}

/** The clock goes on while somebody reads, for as long as it stands on the page. */
function clock(app: App, t: Texts, standing: CaseStanding): HTMLElement {
  const section = h("section", {}, ...clockParts(app, t, standing));
  const ticking = setInterval(() => {
    if (section.isConnected) {
      section.replaceChildren(...clockParts(app, t, standing).filter((part) => part !== false && part !== undefined));
    } else {
      clearInterval(ticking);
    }
  }, MINUTE_MS);
  return section;
}

function clockParts(app: App, t: Texts, standing: CaseStanding): Child[] {
  const now = app.now();
  const due = new Date(standing.contactDueAt);
  const words = (at: Date): string => moment(at, app.lang, now);
  const { contact, startedAt, identifiedAt, conversations, breach } = standing;
  const waits = contact === undefined && conversations.some((it) => it.confirmedAt === undefined);
  const confirmBy = mayBeConfirmed(standing, now) ? words(new Date(standing.confirmBy)) : undefined;
  const rungs = rungsOf(standing, confirmBy !== undefined);
  return [
    h2(t.case.clock),
    summary([
      [t.case.identified, words(new Date(identifiedAt))],
      [t.case.started, startedAt === identifiedAt ? undefined : words(new Date(startedAt))],
      [t.case.due, contact !== undefined ? words(due) : [p(words(due)), p(leftOf(t, now, due, confirmBy))]],
    ]),
    contact !== undefined && inset(t.case.inContact(t.case.how[contact.how], words(new Date(contact.at)))),
    waits && inset(confirmBy === undefined ? t.case.unconfirmed : t.case.confirmBy(confirmBy)),
    breach !== undefined && warning(t.common.warning, t.case.breach),
    p(t.case.contactIs),
    rungs.length > 0 && h3(t.case.rungs),
    rungs.length > 0 &&
      h(
        "ol",
        { class: "govuk-list fb-rungs" },
        ...rungs.map(({ kind, at }) =>
          h("li", {}, h("strong", {}, words(at)), " ", t.case.rung[kind], " ", at < now && tag(t.case.passed, "grey")),
        ),
      ),
  ];
}

function leftOf(t: Texts, now: Date, due: Date, confirmBy: string | undefined): string {
  if (now <= due) {
    const { hours, minutes } = between(now, due);
    return t.case.left(hours, minutes);
  }
  return confirmBy === undefined ? t.case.over : t.case.overUnlessConfirmed(confirmBy);
}

/** Whether a conversation is on record that is contact in time, once it is confirmed: domain section 8.7. */
function mayBeConfirmed({ conversations, identifiedAt, contactDueAt, confirmBy, contact, breach }: CaseStanding, now: Date): boolean {
  const due = Date.parse(contactDueAt);
  const inTime = ({ heldAt, recordedAt, confirmedAt }: Conversation): boolean =>
    confirmedAt === undefined &&
    Date.parse(heldAt) >= Date.parse(identifiedAt) &&
    Date.parse(heldAt) <= due &&
    Date.parse(recordedAt) <= due;
  return contact === undefined && breach === undefined && now.getTime() <= Date.parse(confirmBy) && conversations.some(inTime);
}

/** The ladder that this case was accepted with, as far as it is climbed: contact ends all of it but a decision in danger. */
function rungsOf(standing: CaseStanding, confirmable: boolean): { kind: keyof Texts["case"]["rung"]; at: Date }[] {
  const { contact, acknowledgedAt } = standing;
  const stands = ({ kind, at }: CaseStanding["rungs"][number]): boolean =>
    kind === "UNACKNOWLEDGED" && acknowledgedAt !== undefined
      ? Date.parse(at) < Date.parse(acknowledgedAt)
      : contact === undefined || kind === "IMMEDIATE_DECISION" || Date.parse(at) < Date.parse(contact.knownAt);
  return [
    ...standing.rungs.filter(stands),
    ...(contact === undefined ? [{ kind: "DUE" as const, at: standing.contactDueAt }] : []),
    ...(confirmable ? [{ kind: "CONFIRM" as const, at: standing.confirmBy }] : []),
  ]
    .map(({ kind, at }) => ({ kind, at: new Date(at) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

function askedParts(t: Texts, notice: Part): Child[] {
  const asked = notice.part("exchange").texts("requestFromCsc");
  return [h2(t.case.asked), list(asked.map((code) => say(t.case.ask, code) ?? code))];
}

function actions(
  app: App,
  item: InboxItem,
  copy: Copy,
  standing: CaseStanding,
  answerName: string,
  renew: () => Promise<void>,
): Child[] {
  const t = app.t.case;
  const words = (at: string): string => moment(new Date(at), app.lang, app.now());
  if (item.unit !== `CSC-${copy.notice.text("responsibleLaCode") ?? ""}`) {
    return [inset(t.notLead)];
  }
  if (standing.answeredAt !== undefined) {
    return [inset(t.answered(words(standing.answeredAt)))];
  }
  return [
    standing.acknowledgedAt !== undefined
      ? inset(t.had(words(standing.acknowledgedAt)))
      : h(
          "div",
          {},
          button(
            t.have,
            () =>
              app.attempt(
                async () => {
                  await app.parts.api.acknowledgeCase(item.notification);
                  await renew();
                  app.again();
                  app.main.querySelector<HTMLElement>("h1")?.focus();
                },
                (failure) => notDone(app, failure),
              ),
            "secondary",
          ),
          p(t.haveText),
        ),
    ...answerForm(app, item, answerName),
  ];
}

/** Why social care's word about a case was not taken. */
function notDone({ t }: App, { problem }: Failure): string | undefined {
  switch (problem) {
    case "not-the-lead":
      return t.case.notLead;
    case "taken-otherwise":
      return t.case.otherwise;
    case "not-opened-yet":
      return t.acknowledge.notOpened;
    case "rejected":
      return t.case.notSaid;
    default:
      return undefined;
  }
}

function answerForm(app: App, item: InboxItem, name: string): Child[] {
  const t = app.t;
  const known = radios("known", t.case.known, [
    { value: "yes", text: t.common.yes },
    { value: "no", text: t.common.no },
  ]);
  const text = textField("summary", t.case.summary, { hint: t.case.summaryHint, rows: 8, maxLength: SUMMARY_CHARACTERS_MAX });
  const references = textField("references", t.case.references, { hint: t.case.referencesHint, rows: 3 });
  const submit = async (): Promise<void> => {
    const named = references.input.value.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    const tooMany = named.length > REFERENCES_MAX || named.some((line) => line.length > REFERENCE_CHARACTERS_MAX);
    const summaryText = text.input.value.trim();
    const sound = judge(app.main, t.common.problem, [
      [known, known.chosen() === undefined ? t.case.knownError : undefined],
      [text, summaryText === "" ? t.case.summaryError : undefined],
      [references, tooMany ? t.case.referencesError : undefined],
    ]);
    if (!sound) {
      return;
    }
    await app.attempt(
      async () => {
        await app.parts.api.answer(item.notification, {
          name,
          known: known.chosen() === "yes",
          summary: summaryText,
          ...(named.length === 0 ? {} : { references: named }),
        });
        answered(app);
      },
      (failure) => notDone(app, failure),
    );
  };
  return [h2(t.case.answerTitle), form(submit, t.case.send, known.group, text.group, references.group)];
}

function answered(app: App): void {
  app.show({
    place: "inbox",
    title: (t) => t.case.answeredDone,
    draw: (t) => [panel(t.case.answeredDone), button(t.acknowledge.backToInbox, () => inbox(app))],
  });
}

function conversationParts(app: App, item: InboxItem, standing: CaseStanding, renew: () => Promise<void>): Child[] {
  const t = app.t.case;
  if (standing.conversations.length === 0) {
    return [];
  }
  const words = (at: string): string => moment(new Date(at), app.lang, app.now());
  const confirm = (it: Conversation): Promise<void> =>
    app.attempt(async () => {
      await app.parts.api.confirm(item.notification, it.name);
      await renew();
      app.again();
      app.main.querySelector<HTMLElement>("h1")?.focus();
    });
  return [
    h2(t.conversations),
    ...standing.conversations.map((it) =>
      h(
        "div",
        { class: "fb-item" },
        p(t.conversation(it.policeName ?? it.police, it.socialCareName ?? it.socialCare, words(it.heldAt))),
        it.confirmedAt !== undefined
          ? p(t.confirmed(words(it.confirmedAt)))
          : it.socialCare === app.me.person?.id
            ? button(t.spoke(it.policeName ?? it.police), () => confirm(it))
            : p(t.notYours),
      ),
    ),
  ];
}

/** What the case is about. */
function fileParts(app: App, t: Texts, notice: Part): Child[] {
  const risk = notice.part("risk");
  const place = notice.part("address");
  const words = (at: Date | undefined): string | undefined => (at === undefined ? undefined : moment(at, app.lang, app.now()));
  return [
    h2(t.case.address),
    summary([
      [t.case.address, addressOf(place)],
      [t.case.certainty, say(t.words.confidence, place.text("confidence"))],
      [t.case.tipOff, say(t.words.level, risk.text("tipOff"))],
      [t.case.noContactBefore, words(risk.moment("noContactBefore"))],
      [t.case.embargo, words(notice.part("access").moment("embargoUntil"))],
      [t.case.riskLevel, say(t.words.riskGrade, notice.part("case").text("riskLevel"))],
      [t.case.count, notice.text("childrenCountEstimated")],
      [t.case.late, inEnglish(notice.part("clock").text("lateReasonText"))],
    ]),
    h2(t.case.children),
    ...notice.parts("children").map((child) => childOf(app, t, child)),
    h2(t.case.subjects),
    ...notice.parts("subjects").map((subject) => subjectOf(app, t, subject)),
  ];
}

function fullName(t: Texts, person: Part): string {
  const name = [person.text("givenNames"), person.text("familyName")].filter((it) => it !== undefined && it !== "UNKNOWN").join(" ");
  return name === "" ? t.case.unknownPerson : name;
}

function childOf(app: App, t: Texts, child: Part): HTMLElement {
  const day = child.text("dateOfBirth");
  return summary([
    [t.notice.who, fullName(t, child)],
    [t.notice.knownAs, child.texts("knownAs").join(", ")],
    [t.notice.born, child.truth("unborn") === true ? t.case.unborn : day !== undefined ? date(day, app.lang) : say(t.words.ageBand, child.text("ageBand"))],
    [t.notice.relationshipOther, say(t.words.relationship, child.text("relationshipToSubject"))],
    [t.notice.staying, say(t.words.residence, child.text("residence"))],
    [t.notice.school, child.text("school")],
    [t.notice.socialCareKnows, say(t.words.socialCare, child.part("socialCare").text("status"))],
  ]);
}

function subjectOf(app: App, t: Texts, subject: Part): HTMLElement {
  const yesNo = (it: boolean | undefined): string | undefined => (it === undefined ? undefined : it ? t.common.yes : t.common.no);
  const day = subject.text("dateOfBirth");
  const trust = subject.part("positionOfTrust");
  const named = fullName(t, subject);
  return summary([
    [t.notice.who, named === t.case.unknownPerson ? say(t.words.subject, subject.text("description")) : named],
    [t.notice.knownAs, subject.texts("knownAs").join(", ")],
    [t.notice.born, day === undefined ? undefined : date(day, app.lang)],
    [t.case.knownToPolice, yesNo(subject.truth("knownToPolice"))],
    [t.case.rso, yesNo(subject.truth("registeredSexOffender"))],
    [t.case.otherChildren, say(t.words.yesNo, subject.text("otherChildrenAccess"))],
    [t.case.trust, trust.truth("flag") === true ? (say(t.words.sector, trust.text("sector")) ?? t.common.yes) : undefined],
  ]);
}
