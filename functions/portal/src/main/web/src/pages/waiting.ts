import type { Device } from "../api";
import type { App } from "../app";
import { button, complain, h, h1, p } from "../dom";
import { enrol } from "./enrol";
import { home } from "./start";

/** The device is asked for, and a colleague has to approve it. */
export function waiting(app: App, device: Device): void {
  const code = inThrees(device.checkCode ?? "");
  const unit = device.unit;
  app.show({
    place: "devices",
    title: (t) => t.waiting.title,
    draw: (t) => [
      h1(device.state === "APPROVED_ONCE" ? t.waiting.title2 : t.waiting.title),
      p(t.waiting.text),
      h("p", { class: "govuk-body", id: "check-code-label" }, t.waiting.code),
      h("p", { class: "fb-code", "aria-labelledby": "check-code-label" }, code),
      p(unit.startsWith("SCHOOL-") ? t.waiting.who.school : unit.startsWith("FORCE-") ? t.waiting.who.force : t.waiting.who.other),
      p(t.waiting.tell),
      p(t.waiting.then),
      button(t.waiting.check, () =>
        app.attempt(async () => {
          const me = await app.refreshMe();
          const now = me.devices.find((it) => it.device === device.device);
          if (now?.state === device.state) {
            complain(app.main, t.waiting.check, t.waiting.notYet);
          } else if (now?.state === "REFUSED") {
            refused(app);
          } else {
            await home(app);
          }
        }),
      ),
    ],
  });
}

function refused(app: App): void {
  app.show({
    place: "devices",
    title: (t) => t.waiting.refused,
    draw: (t) => [h1(t.waiting.refused), p(t.waiting.refusedText), button(t.waiting.again, () => enrol(app))],
  });
}

/** "123456" as it is read out: "123 456". */
export const inThrees = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;
