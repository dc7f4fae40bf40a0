import { Failure, type PasskeyBlob, type PasskeyName, type RecoveryBlob } from "../api";
import type { App } from "../app";
import { toBase64 } from "../bytes";
import { backLink, button, form, h, h1, inset, judge, linkButton, list, p, radios, textField, warning } from "../dom";
import { keep, keepsKey, wrapped } from "../keys";
import { home } from "./start";
import { waiting } from "./waiting";

/** A device from nothing: who, the key and its passkey, the recovery code, the request. */
export async function enrol(app: App): Promise<void> {
  return app.me.person === null ? who(app) : makeKey(app, undefined);
}

function who(app: App): void {
  const { candidates, organisation } = app.me;
  app.show({
    place: "devices",
    title: (t) => t.enrol.whoTitle,
    draw: (t) => {
      if (candidates.length === 0) {
        return [h1(t.enrol.title), p(t.enrol.nobody(organisation.name))];
      }
      const choice = radios(
        "person",
        t.enrol.whoLegend(organisation.name),
        candidates.map(({ id, name, roles }) => ({ value: id, text: name, hint: roles.map((role) => t.roles[role]).join(", ") })),
        t.enrol.whoHint,
      );
      const submit = (): void => {
        const person = choice.chosen();
        if (judge(app.main, t.common.problem, [[choice, person === undefined ? t.enrol.whoError : undefined]])) {
          makeKey(app, person);
        }
      };
      return [h1(t.enrol.title), p(t.enrol.lead), form(submit, t.common.continue, choice.group)];
    },
  });
}

type Made = { person: string | undefined; device: string; request: string; passkey: PasskeyBlob | PasskeyName; recovery: RecoveryBlob };

function makeKey(app: App, person: string | undefined): void {
  app.show({
    place: "devices",
    title: (t) => t.enrol.keyTitle,
    draw: (t) => [
      person !== undefined && backLink(t.common.back, () => who(app)),
      h1(t.enrol.keyTitle),
      p(t.enrol.lead),
      list(t.enrol.keySteps, "number"),
      button(t.enrol.make, () => app.attempt(() => make(app, person))),
    ],
  });
}

async function make(app: App, person: string | undefined): Promise<void> {
  const made = await app.parts.sealing.createDeviceKey();
  let passkey;
  let recovery;
  try {
    passkey = await wrapped(app, made.pkcs8, made.deviceId);
    recovery = await app.parts.sealing.wrapByRecovery(made.pkcs8, made.deviceId);
  } catch (failed) {
    made.pkcs8.fill(0);
    throw failed;
  }
  await keep(app, made.deviceId, made.pkcs8);
  showCode(
    app,
    { person, device: made.deviceId, request: toBase64(made.request), passkey, recovery: recovery.blob },
    groupsOf(recovery.code),
  );
}

/** The code in its groups of four, however it was written. */
export function groupsOf(code: string): string[] {
  return code.replaceAll(/[^0-9A-Za-z]/g, "").match(/.{1,4}/g) ?? [];
}

function showCode(app: App, made: Made, groups: readonly string[]): void {
  app.show({
    place: "devices",
    title: (t) => t.enrol.codeTitle,
    draw: (t) => [
      h1(t.enrol.codeTitle),
      warning(t.common.warning, t.enrol.codeText),
      h("p", { class: "fb-print-only" }, t.enrol.printed),
      h("p", { class: "govuk-body fb-print-keep", id: "recovery-label" }, t.enrol.codeLabel),
      h(
        "ol",
        { class: "fb-code fb-groups fb-print-keep", "aria-labelledby": "recovery-label", translate: "no" },
        ...groups.map((group) => h("li", {}, group)),
      ),
      !keepsKey(made.passkey) && inset(t.enrol.weak),
      h(
        "div",
        { class: "govuk-button-group" },
        button(t.enrol.noted, () => checkNoted(app, made, groups)),
        button(t.enrol.print, () => window.print(), "secondary"),
      ),
    ],
  });
}

/** Two groups, drawn by lot: whoever can type them has the code before them. */
function checkNoted(app: App, made: Made, groups: readonly string[]): void {
  const asked = twoOf(groups.length);
  app.show({
    place: "devices",
    title: (t) => t.enrol.checkTitle,
    draw: (t) => {
      const fields = asked.map((index) =>
        textField(`group-${index + 1}`, t.enrol.checkText(index + 1), { hint: t.enrol.checkHint, width: "10" }),
      );
      const submit = async (): Promise<void> => {
        const checks = fields.map((field, at) => {
          const index = asked[at] ?? 0;
          const right = alike(field.input.value) === alike(groups[index] ?? "");
          return [field, right ? undefined : t.enrol.checkError(index + 1)] as [typeof field, string | undefined];
        });
        if (judge(app.main, t.common.problem, checks)) {
          await send(app, made);
        }
      };
      return [
        backLink(t.common.back, () => showCode(app, made, groups)),
        h1(t.enrol.checkTitle),
        form(submit, t.enrol.send, ...fields.map((field) => field.group)),
        p(linkButton(t.enrol.showAgain, () => showCode(app, made, groups))),
      ];
    },
  });
}

/** As Crockford's base 32 reads it: the letters that look like figures are those figures. */
const alike = (typed: string): string =>
  typed.replaceAll(/[^0-9A-Za-z]/g, "").toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");

function twoOf(count: number): number[] {
  const first = Math.floor(Math.random() * count);
  const second = (first + 1 + Math.floor(Math.random() * (count - 1))) % count;
  return [first, second].sort((a, b) => a - b);
}

async function send(app: App, made: Made): Promise<void> {
  await app.attempt(
    async () => {
      const device = await app.parts.api.enrol({
        ...(made.person === undefined ? {} : { person: made.person }),
        request: made.request,
        passkey: made.passkey,
        recovery: made.recovery,
      });
      await app.refreshMe().catch(() => app.me);
      await (device.state === "ACTIVE" ? home(app) : waiting(app, device));
    },
    (failure) => (isNotCandidate(failure) ? app.t.enrol.notCandidate : app.t.enrol.taken[failure.problem]),
  );
}

const isNotCandidate = (failure: Failure): boolean => failure.codes.some(({ code }) => code === "NOT_A_CANDIDATE");
