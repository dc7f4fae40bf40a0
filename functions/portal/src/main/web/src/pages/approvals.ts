import type { Approval, Held, InCharge, Sealing } from "../api";
import { Failure } from "../api";
import type { App } from "../app";
import { backLink, button, complain, form, h, h1, h2, inset, judge, p, textField } from "../dom";
import { moment } from "../time";
import { remove } from "./devices";

/** Whom the signed-in person may let in, and the code by which they know that it is them. */
export async function approvals(app: App, said?: string, urn?: string): Promise<void> {
  await app.load(async (show) => {
    const [items, sealings, held] = await Promise.all([
      app.parts.api.approvals(),
      app.parts.api.sealings(urn === undefined ? undefined : `SCHOOL-${urn}`),
      app.parts.api.inCharge(urn === undefined ? undefined : `SCHOOL-${urn}`),
    ]);
    const inUse = held.items.filter((it) => it.state === "ACTIVE");
    show({
      place: "approvals",
      title: (t) => t.approvals.title,
      draw: (t) => [
        h1(t.approvals.title),
        said !== undefined && h("div", { class: "govuk-inset-text", role: "status" }, said),
        items.length === 0 ? p(t.approvals.empty) : p(t.approvals.text),
        ...items.map((it, index) => request(app, it, index)),
        sealings.length > 0 && h2(t.approvals.sealings),
        sealings.length > 0 && p(t.approvals.sealingsText),
        ...sealings.map((it) => sealing(app, it, urn)),
        (inUse.length > 0 || urn !== undefined) && h2(urn === undefined ? t.approvals.inUse : t.approvals.inUseAt(urn)),
        (inUse.length > 0 || urn !== undefined) && p(inUse.length > 0 ? t.approvals.inUseText : t.approvals.noneAt),
        ...inUse.map((it) => colleague(app, it, urn)),
        held.people.length > 0 && h2(t.approvals.people),
        held.people.length > 0 && p(t.approvals.peopleText),
        ...held.people.map((it) => whoSignsIn(app, it, urn)),
        ...(app.me.organisation.unit.startsWith("LA-") ? lookUp(app) : []),
      ],
    });
  });
}

/** A colleague who lost what a finished notice could be opened with: nobody opens one again alone. */
function sealing(app: App, it: Sealing, urn: string | undefined): HTMLElement {
  const t = app.t.approvals;
  const { name } = it.person;
  const decide = (agreed: boolean): Promise<void> =>
    app.attempt(
      async () => {
        await app.parts.api.agree(it, agreed);
        await approvals(app, agreed ? t.agreed(name) : t.notAgreed(name), urn);
      },
      (failure) => (failure.problem === "decided-otherwise" ? t.gone : undefined),
    );
  return h(
    "section",
    { class: "fb-item fb-item--tall" },
    h("h3", { class: "govuk-heading-s" }, name),
    it.unit !== app.me.organisation.unit && it.unit.startsWith("SCHOOL-") && p(t.atSchool(it.unit.slice("SCHOOL-".length))),
    p(t.asked(moment(new Date(it.askedAt), app.lang, app.now()))),
    button(t.agreeLong(name), () => decide(true)),
    button(t.notAgreeLong(name), () => decide(false), "warning"),
  );
}

/** An authority answers for more schools than it wants to see at once. */
function lookUp(app: App): HTMLElement[] {
  const t = app.t.approvals;
  const urn = textField("urn", t.urn, { hint: t.urnHint, width: "10", numeric: true, maxLength: 6 });
  const submit = async (): Promise<void> => {
    const typed = urn.input.value.trim();
    if (judge(app.main, app.t.common.problem, [[urn, /^\d{6}$/.test(typed) ? undefined : t.urnError]])) {
      await approvals(app, undefined, typed);
    }
  };
  return [h2(t.ofSchool), form(submit, t.lookUp, urn.group)];
}

function request(app: App, it: Approval, index: number): HTMLElement {
  const t = app.t.approvals;
  const { name, roles } = it.person;
  const code = textField(`code-${index}`, t.code(name), { hint: t.codeHint, width: "10", numeric: true, maxLength: 12 });
  const submit = async (): Promise<void> => {
    const figures = code.input.value.replaceAll(/\s/g, "");
    const whole = /^\d{6}$/.test(figures);
    if (!judge(app.main, app.t.common.problem, [[code, whole ? undefined : t.codeMissing]])) {
      return;
    }
    await settle(app, () => app.parts.api.approve(it, figures), t.approved(name), () =>
      judge(app.main, app.t.common.problem, [[code, t.codeWrong]]),
    );
  };
  return h(
    "section",
    { class: "fb-item fb-item--tall" },
    h2(name),
    p(roles.map((role) => app.t.roles[role]).join(", ")),
    p(t.asked(moment(new Date(it.requestedAt), app.lang, app.now()))),
    it.newSignIn && inset(t.newSignIn),
    it.needed > 1 && p(t.count(it.approvals, it.needed)),
    form(submit, t.approveLong(name), code.group),
    button(t.refuseLong(name), () => settle(app, () => app.parts.api.refuse(it), t.refused(name), () => undefined), "warning"),
  );
}

/** A device in use, to be taken away when its owner leaves. */
function colleague(app: App, it: Held, urn: string | undefined): HTMLElement {
  const t = app.t;
  const removed = (): Promise<void> => approvals(app, t.devices.removed, urn);
  const target = { unit: it.unit, person: it.person.id, device: it.device };
  return h(
    "section",
    { class: "fb-item fb-item--tall" },
    h("h3", { class: "govuk-heading-s" }, it.person.name),
    p(it.person.roles.map((role) => t.roles[role]).join(", ")),
    p(t.devices.device(moment(new Date(it.requestedAt), app.lang, app.now()))),
    button(
      t.approvals.removeLong(it.person.name),
      () => remove(app, target, ["LEFT", "LOST", "WRONG"], "approvals", removed, () => approvals(app, undefined, urn)),
      "secondary",
    ),
  );
}

/** Somebody whose access is to end when they leave, whether they have a device or not. */
function whoSignsIn(app: App, it: InCharge["people"][number], urn: string | undefined): HTMLElement {
  const t = app.t;
  return h(
    "section",
    { class: "fb-item" },
    h("h3", { class: "govuk-heading-s" }, it.name),
    p(it.roles.map((role) => t.roles[role]).join(", ")),
    button(t.approvals.leftLong(it.name), () => left(app, it, urn), "secondary"),
  );
}

function left(app: App, it: InCharge["people"][number], urn: string | undefined): void {
  app.show({
    place: "approvals",
    title: (t) => t.approvals.leftTitle,
    draw: (t) => [
      backLink(t.common.back, () => approvals(app, undefined, urn)),
      h1(t.approvals.leftTitle),
      p(t.approvals.leftText(it.name)),
      button(
        t.approvals.end,
        () =>
          app.attempt(async () => {
            await app.parts.api.end(it);
            await approvals(app, app.t.approvals.ended(it.name), urn);
          }),
        "warning",
      ),
    ],
  });
}

async function settle(app: App, work: () => Promise<void>, done: string, wrongCode: () => void): Promise<void> {
  await app.attempt(async () => {
    try {
      await work();
    } catch (failed) {
      if (failed instanceof Failure && failed.codes.some((it) => it.code === "WRONG_CODE")) {
        return wrongCode();
      }
      if (failed instanceof Failure && failed.kind === "refused") {
        return complain(app.main, app.t.common.problem, app.t.approvals.gone);
      }
      throw failed;
    }
    await approvals(app, done);
  });
}
