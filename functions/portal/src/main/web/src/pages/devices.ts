import type { Device, RevokeReason } from "../api";
import type { App } from "../app";
import { backLink, button, form, h, h1, h2, judge, p, radios, summary, tag } from "../dom";
import { cached } from "../keys";
import { dayOf } from "../time";
import { enrol } from "./enrol";
import { restore } from "./restore";
import { inThrees } from "./waiting";

const RENEW_DAYS = 30;

const COLOURS = { REQUESTED: "yellow", APPROVED_ONCE: "yellow", ACTIVE: "green", REFUSED: "red", REVOKED: "grey" } as const;

/** The person's devices, and what can be done about each. */
export async function devices(app: App, said?: string): Promise<void> {
  await app.load(async (show) => {
    const me = await app.refreshMe();
    const here = new Set((await cached(app).catch(() => [])).map((key) => key.deviceId));
    show({
      place: "devices",
      title: (t) => t.devices.title,
      draw: (t) => [
        h1(t.devices.title),
        said !== undefined && h("div", { class: "govuk-inset-text", role: "status" }, said),
        p(me.devices.length === 0 ? t.devices.none : t.devices.text),
        ...me.devices.map((it) => one(app, it, here.has(it.device))),
        !usable(app, here) && button(t.devices.add, () => enrol(app)),
        !usable(app, here) && app.active().length > 0 && button(t.devices.restore, () => restore(app), "secondary"),
      ],
    });
  });
}

/** Whether this browser has a key by which its owner can read at this moment. */
const usable = (app: App, here: ReadonlySet<string>): boolean => app.active().some((it) => here.has(it.device));

function one(app: App, device: Device, here: boolean): HTMLElement {
  const t = app.t.devices;
  const day = (at: string): string => dayOf(new Date(at), app.lang, app.now());
  const waits = device.state === "REQUESTED" || device.state === "APPROVED_ONCE";
  const ends = device.notAfter === null ? undefined : new Date(device.notAfter);
  const left = ends === undefined ? Infinity : ends.getTime() - app.now().getTime();
  return h(
    "section",
    { class: "fb-item fb-item--tall" },
    h2(t.device(day(device.requestedAt))),
    p(tag(t.state[device.state], COLOURS[device.state]), here && " ", here && tag(t.here, "blue")),
    summary([
      [t.checkCode, waits && device.checkCode !== null ? inThrees(device.checkCode) : undefined],
      [t.until, device.state !== "ACTIVE" || ends === undefined ? undefined : left < 0 ? t.expired : day(ends.toISOString())],
    ]),
    device.state === "ACTIVE" &&
      left >= 0 &&
      left <= RENEW_DAYS * 86_400_000 &&
      button(t.renew, () =>
        app.attempt(async () => {
          await app.parts.api.renew(device.device);
          await devices(app, t.renewed);
        }),
      ),
    (device.state === "ACTIVE" || waits) && button(
        t.remove,
        () => remove(app, device, ["LOST", "REPLACED", "WRONG"], "devices", () => devices(app, t.removed), () => devices(app)),
        "secondary",
      ),
  );
}

/** Asks why, and takes the device away for good. */
export function remove(
  app: App,
  device: { unit: string; person: string; device: string },
  reasons: readonly RevokeReason[],
  place: "devices" | "approvals",
  removed: () => Promise<void>,
  kept: () => Promise<void>,
): void {
  app.show({
    place,
    title: (t) => t.devices.removeTitle,
    draw: (t) => {
      const reason = radios("reason", t.devices.reasonLegend, reasons.map((value) => ({ value, text: t.devices.reasons[value] })));
      const submit = async (): Promise<void> => {
        const chosen = reason.chosen() as RevokeReason | undefined;
        if (!judge(app.main, t.common.problem, [[reason, chosen === undefined ? t.devices.reasonError : undefined]]) || chosen === undefined) {
          return;
        }
        await app.attempt(async () => {
          await app.parts.api.revoke(device, chosen);
          await app.parts.cache.drop(device.device).catch(() => undefined);
          await removed();
        });
      };
      return [
        backLink(t.common.back, kept),
        h1(t.devices.removeTitle),
        p(t.devices.removeText),
        p(t.devices.removeLost),
        p(t.devices.removeAll),
        form(submit, t.devices.remove, reason.group),
      ];
    },
  });
}
