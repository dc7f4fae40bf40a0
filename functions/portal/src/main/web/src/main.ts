import { Api } from "./api";
import { App } from "./app";
import { KeyCache } from "./cache";
import { Clock } from "./clock";
import { approvals } from "./pages/approvals";
import { devices } from "./pages/devices";
import { inbox } from "./pages/inbox";
import { arrive } from "./pages/start";
import { Passkeys } from "./passkey";
import { sealing } from "./sealed";

const app = new App(
  { api: new Api(), cache: new KeyCache(), passkeys: new Passkeys(), sealing, clock: new Clock() },
  { inbox, approvals, devices },
);

// A page that is left is emptied before the browser may keep it, and what comes back from there is begun anew.
window.addEventListener("pagehide", () => app.die());
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    window.location.replace("/");
  }
});

void arrive(app);
