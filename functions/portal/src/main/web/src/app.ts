// What is shown, and everything that is known while somebody is signed in. All of it lives in memory: no address, no
// history entry, no title and no storage tells who reads what. Leaving the page, in any way, empties it.

import { Api, Failure, type Device, type Me } from "./api";
import { KeyCache } from "./cache";
import { Clock, Since } from "./clock";
import { complain, giveBack, h, h1, linkButton, p, button, whatIsWritten, type Child } from "./dom";
import { beforePrint } from "./pages/watermark";
import { NotThere, Passkeys } from "./passkey";
import type { Sealing } from "./sealed";
import { texts, translated, type Texts } from "./text/index";
import type { Lang } from "./time";

/** One state of what is shown. Drawn anew when the language changes, so what it was told it must keep. */
export type Page = {
  /** For the window's title: names the kind of page and nothing in it. */
  title(t: Texts): string;
  draw(t: Texts): Child[];
  /** Which entry of the menu it is. */
  place?: "inbox" | "approvals" | "devices";
  /** Forgets what was shown; called once, when something else is shown. */
  leave?(): void;
};

export type Parts = {
  api: Api;
  cache: KeyCache;
  passkeys: Passkeys;
  sealing: Sealing;
  clock: Clock;
};

/** Where the menu leads; given by whoever puts the pages together. */
export type Places = { inbox(app: App): Promise<void>; approvals(app: App): Promise<void>; devices(app: App): Promise<void> };

const IDLE_MS = 13 * 60_000;
const LAST_CALL_MS = 2 * 60_000;

const APPROVERS = new Set(["HEAD", "LA_OFFICER", "LA_DUTY", "FORCE_CONTACT"]);

export class App {
  lang: Lang = "en";
  #me: Me | undefined;
  #page: Page | undefined;
  #turn = 0;
  #session = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Since when somebody is signed in, and how long they may be; since when nobody did anything. */
  #admitted: { since: Since; ms: number } | undefined;
  #lastSeen = new Since();

  constructor(
    readonly parts: Parts,
    private readonly places: Places,
  ) {
    for (const event of ["pointerdown", "keydown"]) {
      document.addEventListener(event, () => this.#someoneIsThere());
    }
    // A machine that slept told no timer of it: whoever wakes it is not shown what stood there too long ago.
    document.addEventListener("visibilitychange", this.#watch);
    window.addEventListener("pageshow", this.#watch);
    window.addEventListener("focus", this.#watch);
    window.addEventListener("beforeprint", () => this.signedIn && beforePrint(this));
  }

  get t(): Texts {
    return texts[this.lang];
  }

  get main(): HTMLElement {
    return document.getElementById("main") ?? document.body;
  }

  /** Who is signed in. Only asked by pages that are shown to somebody signed in. */
  get me(): Me {
    if (this.#me === undefined) {
      throw new Error("nobody is signed in");
    }
    return this.#me;
  }

  get signedIn(): boolean {
    return this.#me !== undefined;
  }

  /** Another number whenever something else is shown, or somebody signed out. */
  get turn(): number {
    return this.#turn;
  }

  now(): Date {
    return this.parts.clock.now();
  }

  mayApprove(): boolean {
    return this.#me?.person?.roles.some((role) => APPROVERS.has(role)) ?? false;
  }

  /** The person's devices that copies are closed for. */
  active(): Device[] {
    const now = this.now().getTime();
    return this.me.devices.filter(({ state, notAfter }) => state === "ACTIVE" && (notAfter === null || now < Date.parse(notAfter)));
  }

  /** When the last of the person's devices ended, where none is in use any more. */
  ended(): Date | undefined {
    const ends = this.me.devices.flatMap(({ state, notAfter }) => (state === "ACTIVE" && notAfter !== null ? [Date.parse(notAfter)] : []));
    return this.active().length > 0 || ends.length === 0 ? undefined : new Date(Math.max(...ends));
  }

  /** The token is good for so many seconds; whatever then is shown is taken away. */
  admit(token: string, seconds: number): void {
    this.parts.api.admit(token);
    this.#admitted = { since: new Since(), ms: seconds * 1000 };
    this.#lastSeen = new Since();
    this.#watch();
  }

  async refreshMe(): Promise<Me> {
    const session = this.#session;
    const me = await this.parts.api.me();
    if (this.#session !== session) {
      throw new Failure("expired"); // It came after the end of the session it was asked in.
    }
    this.#me = me;
    return me;
  }

  /** Shows a page and moves to its heading. */
  show(page: Page): void {
    this.#turn += 1;
    this.#page?.leave?.();
    this.#page = page;
    this.#draw();
    window.scrollTo(0, 0);
    const heading = this.main.querySelector<HTMLElement>("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
  }

  /** Draws what is shown anew, after it changed; what was typed is still there. */
  again(): void {
    this.#again(this.t);
  }

  /** The same where it was shown in the words of `before`: what was wrong is said in those of now. */
  #again(before: Texts): void {
    const written = whatIsWritten(this.main);
    this.#draw();
    giveBack(this.main, written, (said) => translated(said, before, this.t));
  }

  loading(): void {
    this.show({
      title: (t) => t.common.loading,
      draw: (t) => [h1(t.common.loading), h("p", { class: "govuk-body fb-loading", role: "status" }, "\u2026")],
    });
  }

  /**
   * Does `work` while saying so, and shows what went wrong with a way to try again. What it shows comes too late where
   * something else was chosen meanwhile, and then is not shown.
   */
  async load(work: (show: (page: Page) => void) => Promise<void>): Promise<void> {
    this.loading();
    const turn = this.#turn;
    const show = (page: Page): void => {
      if (this.#turn === turn) {
        this.show(page);
      }
    };
    try {
      await work(show);
    } catch (failed) {
      this.#failed(failed, (text) => show(this.#sorry(text, () => this.load(work))));
    }
  }

  /** Does `work` from the page that is shown, which says at its top what went wrong. */
  async attempt(work: () => Promise<void>, refused: (failure: Failure) => string | undefined = () => undefined): Promise<void> {
    try {
      await work();
    } catch (failed) {
      const own = failed instanceof Failure ? refused(failed) : undefined;
      this.#failed(failed, (text) => complain(this.main, this.t.common.problem, own ?? text));
    }
  }

  signOut(): void {
    this.#wipe();
    this.show(gone("signedOut", "signedOutText"));
  }

  /** Ends the session, which has run out here or was ended by the gateway. */
  expire(why: "expiredText" | "endedText" = "expiredText"): void {
    this.#wipe();
    this.show(gone("expired", why));
  }

  /** Ends the session as the gateway did, and says why. */
  expireAs({ problem }: Failure): void {
    this.expire(problem === "signed-out" ? "endedText" : "expiredText");
  }

  /** Leaves nothing behind in a page that the browser may keep and show again. */
  die(): void {
    this.#wipe();
    this.#page?.leave?.();
    this.#page = undefined;
    document.body.replaceChildren();
  }

  #wipe(): void {
    clearTimeout(this.#timer);
    this.#admitted = undefined;
    this.parts.api.forget();
    this.#me = undefined;
    this.#session += 1;
    this.#turn += 1;
  }

  #failed(failed: unknown, say: (text: string) => void): void {
    if (failed instanceof Failure && failed.kind === "expired") {
      this.expireAs(failed);
    } else {
      say(this.explain(failed));
    }
  }

  /** One plain sentence for what went wrong. */
  explain(failed: unknown): string {
    const t = this.t.failures;
    if (failed instanceof NotThere) {
      return t.noPasskey;
    }
    if (failed instanceof Failure) {
      switch (failed.kind) {
        case "offline":
          return t.offline;
        case "busy":
          return t.busy;
        case "nothing-there":
          return t.nothingThere;
        case "refused":
          return failed.problem === "no-device" ? t.noDevice : t.refused;
        case "expired":
        case "failed":
          return t.failed;
      }
    }
    return failed instanceof DOMException && failed.name !== "OperationError" ? t.storage : t.failed;
  }

  #sorry(text: string, again: () => Promise<void>): Page {
    return {
      title: (t) => t.failures.title,
      draw: (t) => [h1(t.failures.title), p(text), button(t.common.tryAgain, again)],
    };
  }

  /** Whoever comes back too late finds nothing, and does not begin the time anew by touching a key. */
  #someoneIsThere(): void {
    this.#watch();
    if (this.#admitted !== undefined) {
      document.getElementById("last-call")?.remove();
      this.#lastSeen = new Since();
      this.#watch();
    }
  }

  /** Ends the session when its time is over, calls a last time before that, and looks again when there is a reason to. */
  readonly #watch = (): void => {
    clearTimeout(this.#timer);
    if (this.#admitted === undefined) {
      return;
    }
    const idle = this.#lastSeen.ms();
    const ofSignIn = this.#admitted.ms - this.#admitted.since.ms();
    const left = Math.min(ofSignIn, IDLE_MS + LAST_CALL_MS - idle);
    if (left <= 0) {
      return this.expire();
    }
    // Staying does not help where the sign-in itself ends; what does is said instead.
    if (idle >= IDLE_MS && ofSignIn > LAST_CALL_MS) {
      this.#lastCall();
    }
    this.#warnOfEnd();
    const next = [left, IDLE_MS - idle, ofSignIn - LAST_CALL_MS].filter((ms) => ms > 0);
    this.#timer = setTimeout(this.#watch, Math.min(...next));
  };

  /** No key keeps a sign-in alive: what is not sent by its end is gone, so whoever is writing is told before. */
  #warnOfEnd(): void {
    const admitted = this.#admitted;
    if (admitted === undefined || admitted.ms - admitted.since.ms() > LAST_CALL_MS || document.getElementById("sign-in-ends") !== null) {
      return;
    }
    const t = this.t.gone;
    const call = h(
      "div",
      { id: "sign-in-ends", class: "fb-last-call", role: "alert" },
      h("h2", { class: "govuk-heading-m" }, t.ends),
      p(t.endsText),
      button(t.againNow, () => window.location.replace("/"), "secondary"),
    );
    this.main.prepend(call);
  }

  #lastCall(): void {
    if (document.getElementById("last-call") !== null) {
      return;
    }
    const t = this.t.gone;
    const call = h(
      "div",
      { id: "last-call", class: "fb-last-call", role: "alert" },
      h("h2", { class: "govuk-heading-m" }, t.stillThere),
      p(t.stillThereText),
      button(t.stay, () => this.#someoneIsThere()),
    );
    this.main.prepend(call);
  }

  #draw(): void {
    const t = this.t;
    const page = this.#page;
    if (page === undefined) {
      return;
    }
    document.documentElement.lang = this.lang;
    document.title = t.title(page.title(t));
    const main = h("main", { class: "govuk-main-wrapper", id: "main", tabindex: "-1" }, ...page.draw(t));
    document.body.replaceChildren(
      this.#skip(),
      this.#header(),
      h("div", { class: "govuk-width-container" }, this.#menu(page), main),
      h("footer", { class: "fb-footer" }, h("div", { class: "govuk-width-container" }, h("p", { class: "govuk-body-s" }, t.common.footer))),
    );
    this.#warnOfEnd();
  }

  #skip(): HTMLElement {
    const link = h("a", { href: "#main", class: "govuk-skip-link" }, this.t.common.skip);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.main.focus();
    });
    return link;
  }

  #header(): HTMLElement {
    const t = this.t.common;
    return h(
      "header",
      { class: "fb-header" },
      h(
        "div",
        { class: "govuk-width-container fb-header__row" },
        h("span", { class: "fb-header__name", translate: "no" }, this.t.name),
        h(
          "nav",
          { class: "fb-header__tools", "aria-label": t.language },
          this.#language("en", "English"),
          this.#language("cy", "Cymraeg"),
        ),
        this.signedIn && linkButton(t.signOut, () => this.signOut(), { class: "fb-link fb-link--inverse" }),
      ),
    );
  }

  #language(lang: Lang, name: string): HTMLElement {
    return linkButton(
      name,
      () => {
        const before = this.t;
        this.lang = lang;
        this.#again(before);
        document.querySelector<HTMLElement>(`header [lang="${lang}"]`)?.focus();
      },
      { class: "fb-link fb-link--inverse", lang, "aria-current": this.lang === lang ? "true" : undefined },
    );
  }

  #menu(page: Page): HTMLElement | undefined {
    if (this.#me?.person == null) {
      return undefined;
    }
    const t = this.t.nav;
    const entry = (place: "inbox" | "approvals" | "devices"): HTMLElement =>
      h(
        "li",
        {},
        linkButton(t[place], () => this.places[place](this), {
          class: "fb-link",
          "aria-current": page.place === place ? "page" : undefined,
        }),
      );
    return h(
      "nav",
      { class: "fb-menu", "aria-label": this.t.common.menu },
      h("ul", {}, entry("inbox"), this.mayApprove() && entry("approvals"), entry("devices")),
    );
  }
}

function gone(title: "signedOut" | "expired", text: "signedOutText" | "expiredText" | "endedText"): Page {
  return {
    title: (t) => t.gone[title],
    draw: (t) => [
      h1(t.gone[title]),
      p(t.gone[text]),
      // A fresh page: whatever this one still holds goes with it.
      button(t.gone.again, () => window.location.replace("/")),
    ],
  };
}

