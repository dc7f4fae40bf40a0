import { Api } from "./api.js";
import { App } from "./app.js";
import { KeyCache } from "./cache.js";
import { Clock } from "./clock.js";
import { approvals } from "./pages/approvals.js";
import { devices } from "./pages/devices.js";
import { inbox } from "./pages/inbox.js";
import { arrive } from "./pages/start.js";
import { Passkeys } from "./passkey.js";
import { sealing } from "./sealed.js";

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
