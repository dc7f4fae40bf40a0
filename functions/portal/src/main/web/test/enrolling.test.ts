import { afterEach, describe, expect, it } from "vitest";
import { approvals } from "../src/pages/approvals";
import { devices } from "../src/pages/devices";
import { enrol } from "../src/pages/enrol";
import { restore } from "../src/pages/restore";
import { cached, prove, withPasskey } from "../src/keys";
import { NotThere, Passkeys } from "../src/passkey";
import { home } from "../src/pages/start";
import type { Device } from "../src/api";
import { APPROVAL, DSL, HEAD, choose, codes, device, heading, press, settled, text, type, world, type World } from "./world";

let it_: World;

afterEach(() => it_.app.die());

/** Types the two groups that are asked for, from the code that was shown. */
function answerGroups(groups: readonly string[], wrong = false): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("main form input")) {
    const index = Number(input.id.replace("group-", "")) - 1;
    input.value = wrong ? "0000" : (groups[index] ?? "").toLowerCase();
  }
}

const shownCode = (): string[] => [...document.querySelectorAll(".fb-groups li")].map((it) => it.textContent ?? "");

describe("a newcomer", () => {
  it("says who they are, makes a key, shows that they have the code, and asks to be approved", async () => {
    it_ = await world({ person: null, candidates: [DSL, HEAD] });
    const { app, gateway, cache } = it_;
    let sent: Device | undefined;
    gateway.does("POST /v1/devices", () => {
      const body = gateway.bodyOf("POST /v1/devices") as { request: string };
      sent = { unit: "SCHOOL-102399", person: DSL.id, device: [...cache.keys.keys()][0] ?? "", state: "REQUESTED", requestedAt: "2026-05-05T05:50:00Z", certificates: [], notAfter: null, checkCode: "204816", passkey: null, recovery: null };
      expect(body.request.length).toBeGreaterThan(100);
      return new Response(JSON.stringify(sent), { status: 201 });
    });
    await home(app);
    await press("Continue");
    expect(text()).toContain("Choose who you are");
    choose(DSL.id);
    await press("Continue");
    await press("Make the key");
    await settled();
    expect(heading()).toBe("Your recovery code");
    const groups = shownCode();
    expect(groups).toHaveLength(7);

    await press("I have it on paper");
    answerGroups(groups, true);
    await press("Send the request");
    expect(text()).toContain("There is a problem");
    expect(gateway.bodyOf("POST /v1/devices")).toBeUndefined();
    answerGroups(groups);
    await press("Send the request");

    expect(gateway.bodyOf("POST /v1/devices")).toMatchObject({ person: DSL.id, passkey: { v: 1 }, recovery: { v: 1 } });
    expect(heading()).toBe("Have this device approved");
    expect(text().replaceAll(" ", "")).toContain("204816");
  });

  it("whom nobody waits for is told whom to ask", async () => {
    it_ = await world({ person: null });

    await enrol(it_.app);

    expect(text()).toContain("Ask your head teacher or your local authority to name you.");
  });
});

describe("whoever signs in", () => {
  it("reads, where this browser has their key", async () => {
    it_ = await world({});
    await device(it_);
    await home(it_.app);
    expect(heading()).toBe("Your notices");
  });

  it("brings the key back, where it has not", async () => {
    it_ = await world({});
    await device(it_, {}, false);
    await home(it_.app);
    expect(heading()).toBe("Bring your key to this browser");

    await press("Use your passkey");
    expect(heading()).toBe("Your notices");
  });

  it("waits, while the device is not approved", async () => {
    it_ = await world({});
    await device(it_, { state: "REQUESTED" });
    await home(it_.app);
    expect(heading()).toBe("Have this device approved");

    await press("Check whether it is approved");
    expect(text()).toContain("It is not approved yet.");
  });
});

describe("a recovery code", () => {
  it("that is mistyped is refused for its own reason, and the right one brings the key back", async () => {
    it_ = await world({});
    const lost = await device(it_, {}, false);
    const code = codes.get(lost.device) ?? "";
    restore(it_.app);
    const tried = async (typed: string): Promise<string> => {
      type("recovery", typed);
      await press("Bring the key back");
      return text();
    };

    expect(await tried("")).toContain("Type your recovery code");
    expect(await tried(code.slice(0, -1))).toContain("28 letters and figures. Look whether one is missing");
    expect(await tried(`U${code.slice(1)}`)).toContain("There is a letter in it that no code has");
    expect(await tried(code.slice(0, -1) + (code.endsWith("0") ? "1" : "0"))).toContain("There is a mistake in the code");
    const other = await world({});
    expect(await tried(codes.get((await device(other, {}, false)).device) ?? "")).toContain("recovery code of another device");
    await tried(code.toLowerCase().replaceAll("-", " "));

    expect(heading()).toBe("Your key is here");
    expect(it_.cache.keys.has(lost.device)).toBe(true);
  });
});

describe("an approver", () => {
  it("types the code that the colleague said, and no other is taken", async () => {
    it_ = await world({ person: HEAD });
    const path = `/v1/devices/${APPROVAL.unit}/${DSL.id}/${APPROVAL.device}/approved`;
    it_.gateway
      .answers("GET /v1/approvals", { items: [APPROVAL] })
      .refuses(`POST ${path}`, 422, "rejected", [{ pointer: "/code", code: "WRONG_CODE" }]);
    await approvals(it_.app);
    await press(`Approve ${DSL.name}`);
    expect(text()).toContain("Type the six figures of the check code");

    type("code-0", "123 457");
    await press(`Approve ${DSL.name}`);
    expect(text()).toContain("That is not the code.");

    it_.gateway.answers(`POST ${path}`, null, 204);
    type("code-0", "123 456");
    await press(`Approve ${DSL.name}`);
    expect(it_.gateway.asked.filter((asked) => asked.path === path).at(-1)?.body).toEqual({ code: "123456" });
    expect(text()).toContain(`You approved ${DSL.name}.`);
  });
});

describe("a colleague who leaves", () => {
  it("has their device taken away by whoever answers for them", async () => {
    it_ = await world({ person: HEAD });
    const path = `/v1/devices/${APPROVAL.unit}/${DSL.id}/${APPROVAL.device}/revoked`;
    it_.gateway
      .answers("GET /v1/approvals", { items: [] })
      .answers("GET /v1/devices", { items: [{ ...APPROVAL, state: "ACTIVE", notAfter: null }], people: [] })
      .answers(`POST ${path}`, null, 204);
    await approvals(it_.app);
    await press(`Take away ${DSL.name}'s device`);
    await press("Take away");
    expect(text()).toContain("Choose why");

    choose("LEFT");
    await press("Take away");

    expect(it_.gateway.bodyOf(`POST ${path}`)).toEqual({ reason: "LEFT" });
    expect(heading()).toBe("Approve colleagues");
  });
});

describe("a finished notice that is to be opened again", () => {
  it("is agreed to by whoever answers for its reader, or not", async () => {
    it_ = await world({ person: HEAD });
    const waits = { notification: "0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11", unit: "SCHOOL-102399", person: DSL, askedAt: "2026-05-05T05:40:00Z" };
    const path = `/v1/sealings/SCHOOL-102399/${DSL.id}/${waits.notification}`;
    it_.gateway
      .answers("GET /v1/approvals", { items: [] })
      .answers("GET /v1/sealings", { items: [waits] })
      .answers(`POST ${path}/approved`, null, 204)
      .refuses(`POST ${path}/refused`, 409, "decided-otherwise");
    await approvals(it_.app);
    expect(text()).toContain("Agree only if they told you so themselves.");

    await press(`Do not let ${DSL.name} open it again`);
    expect(text()).toContain("This request is settled already.");
    await press(`Let ${DSL.name} open it again`);

    expect(it_.gateway.asked.some((asked) => asked.path === `${path}/approved`)).toBe(true);
    expect(text()).toContain(`${DSL.name} can open it again in a moment.`);
  });
});

describe("somebody who leaves", () => {
  it("has their access ended by whoever answers for them, without a device", async () => {
    it_ = await world({ person: HEAD });
    const path = "/v1/people/SCHOOL-102399/thornbury-deputy/ended";
    it_.gateway
      .answers("GET /v1/approvals", { items: [] })
      .answers("GET /v1/devices", { items: [], people: [{ id: "thornbury-deputy", name: "Ambrose Tilleycombe", roles: ["DEPUTY_DSL"], unit: "SCHOOL-102399" }] })
      .answers(`POST ${path}`, null, 204);
    await approvals(it_.app);
    await press("Ambrose Tilleycombe has left");
    expect(it_.gateway.bodyOf(`POST ${path}`)).toBeUndefined();
    await press("End their access");

    expect(it_.gateway.bodyOf(`POST ${path}`)).toEqual({ reason: "LEFT" });
    expect(text()).toContain("The access of Ambrose Tilleycombe has ended.");
  });
});

describe("a passkey of another browser", () => {
  it("still proves the owner after this one made its own", async () => {
    it_ = await world({});
    const mine = await device(it_);
    const fresh = withPasskey(mine, { v: 1, credential: "b3RoZXI" });
    expect(fresh).toMatchObject({ credential: "b3RoZXI", also: [{ credential: it_.passkeys.credential }] });

    it_.gateway.answers("GET /v1/me", { ...it_.app.me, devices: [{ ...mine, passkey: fresh }] });
    await it_.app.refreshMe();
    expect(await prove(it_.app)).toHaveLength(1);
    it_.gateway.answers("GET /v1/me", { ...it_.app.me, devices: [{ ...mine, passkey: { v: 1, credential: "b3RoZXI" } }] });
    await it_.app.refreshMe();
    await expect(prove(it_.app)).rejects.toThrow(NotThere);
  });

  it("brings the key back, though a newer one keeps none", async () => {
    it_ = await world({});
    const mine = await device(it_, {}, false);
    const fresh = withPasskey(mine, { v: 1, credential: "b3RoZXI" });
    it_.gateway.answers("GET /v1/me", { ...it_.app.me, devices: [{ ...mine, passkey: fresh }] });
    await it_.app.refreshMe();

    expect(await prove(it_.app)).toHaveLength(1);
  });

  it("leaves room for a few and never for too many", async () => {
    it_ = await world({});
    let mine = await device(it_);
    for (let n = 0; n < 20; n++) {
      mine = { ...mine, passkey: withPasskey(mine, mine.passkey ?? { v: 1, credential: "" }) };
    }
    expect(JSON.stringify(mine.passkey).length).toBeLessThan(4_096);
  });
});

describe("an authority", () => {
  it("sees what waits at all its schools at once, page after page, and at which", async () => {
    it_ = await world({ person: { id: "wexcombe-officer", name: "Corisande Marlpit", roles: ["LA_OFFICER"] }, organisation: { unit: "LA-999", name: "Wexcombe" } });
    const waits = { notification: "0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11", unit: "SCHOOL-102399", person: DSL, askedAt: "2026-05-05T05:40:00Z" };
    const next = `2026-05-05T05:40:00Z,${waits.notification},SCHOOL-102399`;
    it_.gateway
      .answers("GET /v1/approvals", { items: [] })
      .answers("GET /v1/sealings", { items: [waits], next })
      .answers(`GET /v1/sealings?after=${encodeURIComponent(next)}`, { items: [{ ...waits, unit: "SCHOOL-102398", person: { ...DSL, name: "Barnaby Quillfeather" } }] });

    await approvals(it_.app);

    expect(text()).toContain("At the school with URN 102399");
    expect(text()).toContain("At the school with URN 102398");
    expect(text()).toContain("Let Barnaby Quillfeather open it again");
  });

  it("finds the devices of a school by its URN, and says so where there are none", async () => {
    it_ = await world({ person: { id: "wexcombe-officer", name: "Corisande Marlpit", roles: ["LA_OFFICER"] }, organisation: { unit: "LA-999", name: "Wexcombe" } });
    it_.gateway
      .answers("GET /v1/approvals", { items: [] })
      .answers("GET /v1/sealings/SCHOOL-102399", { items: [] })
      .answers("GET /v1/sealings/SCHOOL-102398", { items: [] })
      .answers("GET /v1/devices?unit=SCHOOL-102399", { items: [{ ...APPROVAL, state: "ACTIVE", notAfter: null }], people: [] })
      .answers("GET /v1/devices?unit=SCHOOL-102398", { items: [], people: [] });
    await approvals(it_.app);
    type("urn", "10239");
    await press("Look up");
    expect(text()).toContain("Type the six figures of the school's URN");

    type("urn", "102399");
    await press("Look up");
    expect(text()).toContain("Devices in use at the school with URN 102399");
    expect(text()).toContain(DSL.name);

    type("urn", "102398");
    await press("Look up");
    expect(text()).toContain("No device is in use there");
  });

  it("is not asked for a URN at a school", async () => {
    it_ = await world({ person: HEAD });
    it_.gateway.answers("GET /v1/approvals", { items: [] });
    await approvals(it_.app);
    expect(text()).not.toContain("URN");
  });
});

describe("a passkey that keeps no secret", () => {
  it("is still named to the gateway, so that no other may prove its owner", async () => {
    it_ = await world({ person: null, candidates: [DSL] });
    it_.passkeys.keepsSecrets = false;
    it_.gateway.answers("POST /v1/devices", { state: "REQUESTED", checkCode: "204816", unit: "SCHOOL-102399" }, 201);
    await enrol(it_.app);
    choose(DSL.id);
    await press("Continue");
    await press("Make the key");
    await settled();
    expect(text()).toContain("This device's passkey cannot keep a copy of the key.");
    const groups = shownCode();
    await press("I have it on paper");
    answerGroups(groups);
    await press("Send the request");

    expect(it_.gateway.bodyOf("POST /v1/devices")).toMatchObject({ passkey: { v: 1, credential: it_.passkeys.credential } });
  });

  it("is refused where none is known to be theirs", async () => {
    await expect(new Passkeys().prove([])).rejects.toThrow(NotThere);
  });
});

describe("a device", () => {
  it("that is lost is taken away, and its key here with it", async () => {
    it_ = await world({});
    const lost = await device(it_);
    const path = `/v1/devices/${lost.unit}/${lost.person}/${lost.device}/revoked`;
    it_.gateway.answers(`POST ${path}`, null, 204);
    await devices(it_.app);
    await press("Take away");
    choose("LOST");
    await press("Take away");

    expect(it_.gateway.bodyOf(`POST ${path}`)).toEqual({ reason: "LOST" });
    expect(it_.cache.keys.size).toBe(0);
  });

  it("that is lost ends the session of whoever reported it, and they are told why", async () => {
    it_ = await world({});
    const lost = await device(it_);
    it_.gateway.answers(`POST /v1/devices/${lost.unit}/${lost.person}/${lost.device}/revoked`, null, 204);
    await devices(it_.app);
    await press("Take away");
    expect(text()).toContain("its owner is signed out everywhere");
    it_.gateway.answers("GET /v1/me", { type: "urn:firstbell:problem:signed-out" }, 401);
    choose("LOST");
    await press("Take away");

    expect(text()).toContain("One of your devices was reported lost");
    expect(it_.cache.keys.size).toBe(0);
    await it_.app.parts.api.inbox();
    expect(it_.gateway.asked.at(-1)?.token).toBeUndefined();
  });

  it("can be renewed in its last thirty days and not before", async () => {
    it_ = await world({});
    await device(it_, { notAfter: "2026-06-05T05:50:00Z" });
    await devices(it_.app);
    expect(text()).not.toContain("Renew for a year");

    it_ = await world({});
    await device(it_, { notAfter: "2026-06-04T05:50:00Z" });
    await devices(it_.app);
    expect(text()).toContain("Renew for a year");
  });

  it("is renewed by one press, and says until when it then opens notices", async () => {
    it_ = await world({});
    const { app, gateway } = it_;
    const mine = await device(it_, { notAfter: "2026-05-20T09:00:00Z" });
    const renewed = { ...mine, certificates: ["bmV3"], notAfter: "2027-05-05T05:50:00Z" };
    await devices(app);
    expect(text()).toContain("Wednesday 20 May");
    gateway.does(`POST /v1/me/devices/${mine.device}/renewed`, () => {
      gateway.answers("GET /v1/me", { ...app.me, devices: [renewed] });
      return new Response(JSON.stringify(renewed), { status: 200 });
    });

    await press("Renew for a year");

    expect(document.querySelector('[role="status"]')?.textContent).toBe("The device is renewed.");
    expect(text()).toContain("Wednesday 5 May 2027");
    expect(text()).not.toContain("Renew for a year");
    expect((await cached(app))[0]?.certificates).toEqual([new TextEncoder().encode("new")]);
  });

  it("that cannot be renewed says so, and stays as it was", async () => {
    it_ = await world({});
    const mine = await device(it_, { notAfter: "2026-05-20T09:00:00Z" });
    it_.gateway.refuses(`POST /v1/me/devices/${mine.device}/renewed`, 409, "not-renewable");
    await devices(it_.app);

    await press("Renew for a year");

    expect(text()).toContain("That could not be done as it is.");
    expect(text()).toContain("Renew for a year");
  });
});
