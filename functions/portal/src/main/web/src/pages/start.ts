import { Failure, type Provider } from "../api";
import type { App, Page } from "../app";
import { button, h, h1, h2, inset, list, p, warning } from "../dom";
import { cached } from "../keys";
import { begin, redeem, returned } from "../session";
import { approvals } from "./approvals";
import { enrol } from "./enrol";
import { inbox } from "./inbox";
import { restore } from "./restore";
import { waiting } from "./waiting";

/** What the page does first: goes on with a sign-in that comes back, or offers one. */
export async function arrive(app: App): Promise<void> {
  const back = returned(window.location.search, window.sessionStorage);
  // The code must not stay in the address, and is good for one use anyway.
  window.history.replaceState(null, "", "/");
  switch (back.kind) {
    case "none":
      return start(app);
    case "refused":
      app.lang = back.lang ?? app.lang;
      return app.show(refused());
    case "code":
      app.lang = back.begun.lang;
      return signIn(app, back.code, back.begun);
  }
}

export async function start(app: App): Promise<void> {
  await app.load(async (show) => {
    const providers = await app.parts.api.providers().catch((failed: unknown) => {
      if (failed instanceof Failure && failed.kind !== "offline") {
        return [];
      }
      throw failed;
    });
    show({
      title: (t) => t.start.title,
      draw: (t) => [
        h1(t.start.title),
        h("p", { class: "govuk-body-l" }, t.start.lead),
        p(t.start.only),
        h2(t.start.before),
        list(t.start.needs),
        h2(t.start.how),
        ...(providers.length === 0 ? [inset(t.start.none)] : providers.map((provider) => choice(app, provider))),
        warning(t.common.warning, t.start.danger),
      ],
    });
  });
}

function choice(app: App, provider: Provider): HTMLElement {
  return h(
    "div",
    {},
    button(app.t.start.with(provider.title[app.lang]), async () => {
      window.location.assign(await begin(provider, app.lang, window.sessionStorage, window.location.origin));
    }),
  );
}

function refused(): Page {
  return {
    title: (t) => t.gone.refused,
    draw: (t) => [h1(t.gone.refused), p(t.gone.refusedText), button(t.gone.again, () => window.location.replace("/"))],
  };
}

function unknown(): Page {
  return {
    title: (t) => t.gone.unknown,
    draw: (t) => [h1(t.gone.unknown), p(t.gone.unknownText), button(t.gone.again, () => window.location.replace("/"))],
  };
}

type Begun = Extract<ReturnType<typeof returned>, { kind: "code" }>["begun"];

async function signIn(app: App, code: string, begun: Begun): Promise<void> {
  app.show({
    title: (t) => t.signingIn.title,
    draw: (t) => [h1(t.signingIn.title), h("p", { class: "govuk-body", role: "status" }, t.common.loading)],
  });
  let token;
  try {
    token = await redeem(app.parts.api, code, begun, window.location.origin);
  } catch (failed) {
    return app.show(failed instanceof Failure && failed.kind === "refused" ? refused() : broken(app, failed));
  }
  if (token === undefined) {
    return app.show(refused());
  }
  app.parts.clock.isNow(token.issuedAt);
  app.admit(token.idToken, token.expiresIn);
  try {
    await app.refreshMe();
  } catch (failed) {
    if (failed instanceof Failure && failed.problem === "signed-out") {
      return app.expire("endedText");
    }
    return app.show(failed instanceof Failure && failed.kind === "expired" ? unknown() : broken(app, failed));
  }
  await home(app);
}

/** A code is good once, so whatever failed is begun anew. */
function broken(app: App, failed: unknown): Page {
  const text = app.explain(failed);
  return {
    title: (t) => t.failures.title,
    draw: (t) => [h1(t.failures.title), p(text), button(t.gone.again, () => window.location.replace("/"))],
  };
}

/** Where somebody signed in belongs: with their notices, or one step nearer to them. */
export async function home(app: App): Promise<void> {
  const { devices } = app.me;
  const asked = devices.find((device) => device.state === "REQUESTED" || device.state === "APPROVED_ONCE");
  if (app.active().length > 0) {
    const keys = await cached(app).catch(() => []);
    if (keys.length > 0) {
      return inbox(app);
    }
    // A further device that is still to be approved: its key is here, and those of the others are not.
    return asked !== undefined ? waiting(app, asked) : restore(app);
  }
  if (asked !== undefined) {
    return waiting(app, asked);
  }
  if (app.ended() !== undefined) {
    return inbox(app);
  }
  if (app.mayApprove()) {
    return approvals(app);
  }
  return enrol(app);
}
