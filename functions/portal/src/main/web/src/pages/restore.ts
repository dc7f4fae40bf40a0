import type { Device } from "../api";
import type { App } from "../app";
import { button, form, h1, h2, judge, p, panel, radios, textField } from "../dom";
import { keep, keptByPasskey, prove, withPasskey, wrapped } from "../keys";
import { NotThere } from "../passkey";
import { RecoveryCodeFault } from "../sealing/wrap";
import { dayOf } from "../time";
import { enrol } from "./enrol";
import { inbox } from "./inbox";

/** This browser lacks the key of a device that is in use. */
export function restore(app: App): void {
  // The one set up last is the likeliest to be meant.
  const devices = app.active().sort((a, b) => Date.parse(b.requestedAt) - Date.parse(a.requestedAt));
  app.show({
    place: "devices",
    title: (t) => t.restore.title,
    draw: (t) => {
      const which =
        devices.length > 1
          ? radios(
              "device",
              t.restore.which,
              devices.map((it) => ({ value: it.device, text: t.restore.device(dayOf(new Date(it.requestedAt), app.lang, app.now())) })),
            )
          : undefined;
      const code = textField("recovery", t.restore.code, { hint: t.restore.codeHint, maxLength: 80 });
      const submit = (): Promise<void> => withCode(app, devices, which, code);
      return [
        h1(t.restore.title),
        p(t.restore.text),
        ...(!devices.some(keptByPasskey)
          ? []
          : [
              h2(t.restore.byPasskey),
              p(t.restore.byPasskeyText),
              button(t.restore.byPasskey, () => app.attempt(() => byPasskey(app))),
            ]),
        h2(t.restore.byCode),
        p(t.restore.byCodeText),
        form(submit, t.restore.withCode, which?.group, code.group),
        p(t.restore.neither),
        button(t.restore.anew, () => enrol(app), "secondary"),
      ];
    },
  });
}

async function byPasskey(app: App): Promise<void> {
  if ((await prove(app)).length === 0) {
    throw new NotThere("the passkey keeps no key");
  }
  await inbox(app);
}

async function withCode(
  app: App,
  devices: readonly Device[],
  which: ReturnType<typeof radios> | undefined,
  code: ReturnType<typeof textField>,
): Promise<void> {
  const t = app.t.restore;
  const device = devices.find((it) => it.device === which?.chosen()) ?? (which === undefined ? devices[0] : undefined);
  const typed = code.input.value.trim();
  if (
    !judge(app.main, app.t.common.problem, [
      ...(which === undefined ? [] : [[which, device === undefined ? t.which : undefined] as [typeof which, string | undefined]]),
      [code, typed === "" ? t.codeErrors.EMPTY : undefined],
    ])
  ) {
    return;
  }
  await app.attempt(async () => {
    if (device?.recovery == null) {
      return void judge(app.main, app.t.common.problem, [[code, t.codeErrors.WRONG]]);
    }
    let pkcs8;
    try {
      pkcs8 = await app.parts.sealing.unwrapByRecovery(device.recovery, typed, device.device);
    } catch (failed) {
      const kind = failed instanceof RecoveryCodeFault ? failed.reason : "WRONG";
      return void judge(app.main, app.t.common.problem, [[code, t.codeErrors[kind]]]);
    }
    code.input.value = "";
    await keep(app, device.device, pkcs8.slice());
    offerPasskey(app, device, pkcs8);
  });
}

function offerPasskey(app: App, device: Device, pkcs8: Uint8Array<ArrayBuffer>): void {
  const done = (): Promise<void> => inbox(app);
  app.show({
    place: "devices",
    title: (t) => t.restore.done,
    leave: () => pkcs8.fill(0),
    draw: (t) => [
      panel(t.restore.done, t.restore.doneText),
      p(t.restore.newPasskey),
      button(t.restore.makePasskey, () =>
        app.attempt(async () => {
          // A copy: leaving the page meanwhile wipes the other, and zeros must not be kept for the key.
          const passkey = await wrapped(app, pkcs8.slice(), device.device);
          await app.parts.api.rewrap(device.device, withPasskey(device, passkey));
          await app.refreshMe();
          await done();
        }),
      ),
      button(t.restore.skip, done, "secondary"),
    ],
  });
}
