// Signing in at the organisation's own provider: OpenID Connect, code flow with PKCE (RFC 7636), state and nonce. The
// three random values and the provider's name must outlive the way there and back, and so stand in this tab's storage
// for that time and no longer. The code is redeemed by the gateway; the token stays in memory.

import { fromBase64Url, random, sha256, toBase64Url, utf8 } from "./bytes";
import type { Api, Provider } from "./api";
import type { Lang } from "./time";

const KEY = "firstbell.sign-in";

/** How long ago somebody may have shown their provider that it is them (OpenID Connect Core 1.0, section 3.1.2.1). */
const MAX_AGE_SECONDS = 300;

type Begun = { issuer: string; verifier: string; state: string; nonce: string; lang: Lang };

export type SignedIn = { idToken: string; expiresIn: number; issuedAt: Date };

/** What the address says of a sign-in. */
export type Return =
  | { kind: "none" }
  /** The provider, or the person at it, said no; or it is not the sign-in that this tab began. */
  | { kind: "refused"; lang: Lang | undefined }
  | { kind: "code"; code: string; begun: Begun };

/** Where the browser is to go. What it needs on its return is put aside. */
export async function begin(provider: Provider, lang: Lang, store: Storage, origin: string): Promise<string> {
  const begun: Begun = {
    issuer: provider.issuer,
    verifier: toBase64Url(random(32)),
    state: toBase64Url(random(16)),
    nonce: toBase64Url(random(16)),
    lang,
  };
  store.setItem(KEY, JSON.stringify(begun));
  const address = new URL(provider.authorizationEndpoint);
  address.searchParams.set("response_type", "code");
  address.searchParams.set("client_id", provider.clientId);
  address.searchParams.set("redirect_uri", `${origin}/`);
  address.searchParams.set("scope", "openid organisation");
  address.searchParams.set("state", begun.state);
  address.searchParams.set("nonce", begun.nonce);
  address.searchParams.set("code_challenge", toBase64Url(await sha256(utf8(begun.verifier))));
  address.searchParams.set("code_challenge_method", "S256");
  // Whoever was signed in there since this morning may not be who sits there now; the gateway looks when they were asked.
  address.searchParams.set("prompt", "login");
  address.searchParams.set("max_age", String(MAX_AGE_SECONDS));
  address.searchParams.set("ui_locales", lang);
  return address.href;
}

/** Reads the address on return, and forgets what was put aside whatever it says. */
export function returned(search: string, store: Storage): Return {
  const kept = store.getItem(KEY);
  store.removeItem(KEY);
  const said = new URLSearchParams(search);
  if (!said.has("state") && !said.has("code") && !said.has("error")) {
    return { kind: "none" };
  }
  const begun = kept === null ? undefined : (JSON.parse(kept) as Begun);
  const code = said.get("code");
  const issuer = said.get("iss");
  if (begun === undefined || code === null || said.get("state") !== begun.state || (issuer !== null && issuer !== begun.issuer)) {
    return { kind: "refused", lang: begun?.lang };
  }
  return { kind: "code", code, begun };
}

/** Has the code redeemed; undefined if the token was not made for this sign-in. */
export async function redeem(api: Api, code: string, begun: Begun, origin: string): Promise<SignedIn | undefined> {
  const { idToken, expiresIn } = await api.redeem(begun.issuer, code, begun.verifier, `${origin}/`);
  // Proved by the gateway at every request; here only read, for what is this tab's own business.
  const claims = claimsOf(idToken);
  if (claims === undefined || claims.nonce !== begun.nonce || typeof claims.iat !== "number") {
    return undefined;
  }
  return { idToken, expiresIn, issuedAt: new Date(claims.iat * 1000) };
}

function claimsOf(token: string): { nonce?: unknown; iat?: unknown } | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(fromBase64Url(token.split(".")[1] ?? ""))) as { nonce?: unknown; iat?: unknown };
  } catch {
    return undefined;
  }
}
