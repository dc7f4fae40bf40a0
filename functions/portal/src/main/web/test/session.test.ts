import { beforeEach, describe, expect, it } from "vitest";
import { Api, type Provider } from "../src/api";
import { sha256, toBase64Url, utf8 } from "../src/bytes";
import { begin, redeem, returned } from "../src/session";
import { Gateway } from "./world";

const PROVIDER: Provider = {
  issuer: "https://sign-in.example/schools",
  title: { en: "Schools", cy: "Ysgolion" },
  authorizationEndpoint: "https://sign-in.example/schools/authorize",
  clientId: "firstbell",
};

const token = (nonce: string): string => `x.${toBase64Url(utf8(JSON.stringify({ nonce, iat: 1_777_960_000 })))}.x`;

describe("signing in", () => {
  const store = window.sessionStorage;
  let asked: URLSearchParams;

  beforeEach(async () => {
    store.clear();
    asked = new URL(await begin(PROVIDER, "cy", store, "https://people.example")).searchParams;
  });

  const back = (over: Record<string, string> = {}): string =>
    `?${new URLSearchParams({ code: "c", state: asked.get("state") ?? "", iss: PROVIDER.issuer, ...over })}`;

  it("asks for a code that only this tab can redeem", async () => {
    const came = returned(back(), store);
    if (came.kind !== "code") {
      throw new Error("the code did not come");
    }

    expect(asked.get("code_challenge")).toBe(toBase64Url(await sha256(utf8(came.begun.verifier))));
    expect(asked.get("code_challenge_method")).toBe("S256");
    expect(asked.get("redirect_uri")).toBe("https://people.example/");
    expect(came.begun.lang).toBe("cy");
    expect(asked.get("prompt")).toBe("login");
    expect(asked.get("max_age")).toBe("300");
  });

  it("keeps nothing once it came back, whatever came", () => {
    expect(store.length).toBe(1);
    returned("?error=access_denied", store);
    expect(store.length).toBe(0);
  });

  it("refuses a state, an issuer or a return that it did not begin", () => {
    const kept = store.getItem("firstbell.sign-in") ?? "";
    for (const other of [back({ state: "other" }), back({ iss: "https://elsewhere.example" }), "?error=access_denied"]) {
      store.setItem("firstbell.sign-in", kept);
      expect(returned(other, store).kind).toBe("refused");
    }
    expect(returned(back(), store).kind).toBe("refused");
    store.setItem("firstbell.sign-in", kept);
    expect(returned(back(), store).kind).toBe("code");
  });

  it("sees a page that nobody was sent back to as new", () => {
    expect(returned("", store).kind).toBe("none");
  });

  it("refuses a token that was made for another sign-in", async () => {
    const came = returned(back(), store);
    if (came.kind !== "code") {
      throw new Error("the code did not come");
    }
    const nonce = asked.get("nonce") ?? "";
    const redeemed = (idToken: string): Promise<unknown> =>
      redeem(new Api(new Gateway().answers("POST /v1/sign-in", { idToken, expiresIn: 60 }).fetch), "c", came.begun, "https://people.example");

    expect(await redeemed(token("other"))).toBeUndefined();
    expect(await redeemed("nonsense")).toBeUndefined();
    expect(await redeemed(token(nonce))).toMatchObject({ expiresIn: 60 });
  });
});
