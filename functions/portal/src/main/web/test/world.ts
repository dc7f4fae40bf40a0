// A gateway and a browser of a test's own. Copies are JSON in the clear here: that they open is what test/sealing
// proves, and that a real browser walks the whole way is what infra/browser does.

import { Api, type Approval, type CaseStanding, type Device, type InboxItem, type Me, type Person } from "../src/api";
import { App } from "../src/app";
import { random, toBase64Url, utf8 } from "../src/bytes";
import type { KeyCache } from "../src/cache";
import { Clock } from "../src/clock";
import { approvals } from "../src/pages/approvals";
import { devices } from "../src/pages/devices";
import { inbox } from "../src/pages/inbox";
import { NotThere, type Passkeys, type Proof } from "../src/passkey";
import { CannotOpen, sealing, type Sealing } from "../src/sealed";

export const NOW = new Date("2026-05-05T05:50:00Z");

export const ITEM: InboxItem = {
  notification: "0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e11",
  unit: "SCHOOL-102399",
  availableAt: "2026-05-05T05:45:00Z",
  state: "SEALED",
};

export const CASE_ITEM: InboxItem = { ...ITEM, unit: "CSC-999" };

export const DSL: Person = { id: "thornbury-dsl", name: "Perpetua Samplewick", roles: ["DSL"] };

export const HEAD: Person = { id: "thornbury-head", name: "Octavian Chalkley", roles: ["HEAD"] };

export const DUTY: Person = { id: "wexcombe-mash", name: "Linnet Dutyson", roles: ["MASH"] };

export const NOTICE = {
  schemaVersion: "1.0.0",
  messageType: "DA_ENCOMPASS",
  revision: 1,
  drill: true,
  classification: "OFFICIAL-SENSITIVE",
  urn: "102399",
  incident: {
    policeReference: "WXC-SYN-0000522-26",
    occurredFrom: "2026-05-04T21:40:00+01:00",
    policeAttended: true,
    attendedAt: "2026-05-04T22:05:00+01:00",
    type: "VERBAL",
    location: { category: "HOME", confidential: true },
    summary: "Officers attended a report of a quarrel. A tangerine jug was thrown. <b>Nobody</b> was hurt.",
    repeat: "YES",
  },
  children: [
    {
      ref: "c1",
      givenNames: "Persimmon Adair",
      familyName: "Hollowbrigg-Tarn",
      knownAs: ["Pimpernel"],
      dateOfBirth: "2016-03-08",
      sex: "F",
      presence: "HEARD",
      whereInPremises: "Back bedroom, upstairs",
      injured: "NONE",
      voice: { seen: true, spokenTo: true, alone: "ALONE", words: "I counted the tiles until the door banged." },
      relationship: { toVictim: "SON_DAUGHTER", toAllegedPerpetrator: "STEP" },
      staying: "WITH_VICTIM",
    },
  ],
  adults: [
    { role: "VICTIM", relationshipLabel: "mother" },
    { role: "ALLEGED_PERPETRATOR", relationshipLabel: "step-father" },
  ],
  safety: { doNotContactParents: true, collection: { perpetratorMayCollect: "NO", conditionsText: "Not to come near the school." } },
  sharing: { basis: "S49A_DUTY", cscReferral: "YES" },
  contact: { team: "Encompass Desk", phone: "+442079460522", hours: "Every day, 07:00 to 22:00", reference: "ENC-SYN-0522" },
};

export const CASE = {
  responsibleLaCode: "999",
  messageType: "OCSAE_CSC",
  classification: "OFFICIAL-SENSITIVE",
  drill: false,
  case: { ocsaeReference: "WXC-SYN-OC-0041-26", riskLevel: "HIGH" },
  address: { lines: ["3 Quincetree Hollow"], postcode: "ZZ87 1QT", confidence: "CONFIRMED" },
  children: [{ ref: "c1", givenNames: "Saffron Ismerelda", familyName: "Pomfrettley", dateOfBirth: "2014-07-22", residence: "LIVES" }],
  subjects: [{ description: "NAMED", givenNames: "Cuthbert Wulfric", familyName: "Pomfrettley-Nye", knownToPolice: false, otherChildrenAccess: "UNKNOWN" }],
  risk: { immediate: false, tipOff: "HIGH" },
  contact: { team: "Online Child Abuse Team", phone: "+442079460531", hours: "Day and night", reference: "OCT-SYN-8101" },
  exchange: { requestFromCsc: ["KNOWN_TO_CSC", "CP_PLAN"] },
};

export const STANDING: CaseStanding = {
  state: "OPEN",
  startedAt: "2026-05-04T20:00:00Z",
  identifiedAt: "2026-05-04T20:00:00Z",
  contactDueAt: "2026-05-05T20:00:00Z",
  confirmBy: "2026-05-06T00:00:00Z",
  rungs: [
    { kind: "SENT", at: "2026-05-04T21:00:00Z" },
    { kind: "UNACKNOWLEDGED", at: "2026-05-05T00:00:00Z" },
    { kind: "SERGEANT", at: "2026-05-05T08:00:00Z" },
    { kind: "INSPECTOR", at: "2026-05-05T14:00:00Z" },
    { kind: "CHIEF_INSPECTOR", at: "2026-05-05T18:00:00Z" },
  ],
  conversations: [
    { name: "call-1", heldAt: "2026-05-05T05:10:00Z", police: "wxc-ocsae", policeName: "Leocadia Fenwright", socialCare: "wexcombe-mash", socialCareName: "Linnet Dutyson", recordedAt: "2026-05-05T05:20:00Z" },
  ],
};

export type Asked = { method: string; path: string; token: string | undefined; body: unknown };

/** Answers by method and path; whatever is not set up does not exist. */
export class Gateway {
  readonly asked: Asked[] = [];
  readonly #answers = new Map<string, () => Response>();

  answers(route: string, body: unknown, status = 200): this {
    return this.does(route, () => new Response(status === 204 ? null : JSON.stringify(body), { status }));
  }

  refuses(route: string, status: number, problem: string, errors: unknown[] = []): this {
    return this.answers(route, { type: `urn:firstbell:problem:${problem}`, errors }, status);
  }

  does(route: string, answer: () => Response): this {
    this.#answers.set(route, answer);
    return this;
  }

  fetch: typeof fetch = async (input, init) => {
    const method = init?.method ?? "GET";
    const path = String(input);
    const body = init?.body;
    const token = (init?.headers as Record<string, string> | undefined)?.["Authorization"];
    this.asked.push({ method, path, token, body: typeof body === "string" ? JSON.parse(body) : undefined });
    return this.#answers.get(`${method} ${path}`)?.() ?? new Response("{}", { status: 404 });
  };

  bodyOf(route: string): unknown {
    return this.asked.find(({ method, path }) => `${method} ${path}` === route)?.body;
  }
}

class MemoryCache {
  readonly keys = new Map<string, CryptoKey>();
  find = async (device: string): Promise<CryptoKey | undefined> => this.keys.get(device);
  keep = async (device: string, key: CryptoKey): Promise<void> => void this.keys.set(device, key);
  drop = async (device: string): Promise<void> => void this.keys.delete(device);
}

/** An authenticator with one passkey, whose person can refuse. */
export class Authenticator {
  willing = true;
  secret = random(32);
  credential = toBase64Url(random(16));
  salt = random(32);
  proofs = 0;
  keepsSecrets = true;

  create = (): Promise<Proof> => this.prove();

  /** Of those that are asked for only its own answers. */
  prove = async (known?: readonly { credential: string }[]): Promise<Proof> => {
    if (!this.willing || known?.some(({ credential }) => credential === this.credential) === false) {
      throw new NotThere("refused");
    }
    this.proofs++;
    return { credential: this.credential, salt: this.salt, prf: this.keepsSecrets ? this.secret.slice() : undefined };
  };
}

export type World = { app: App; gateway: Gateway; cache: MemoryCache; passkeys: Authenticator; clock: Clock };

/** Somebody signed in, with what `me` says of them. */
export async function world(me: Partial<Me>, over: Partial<Sealing> = {}): Promise<World> {
  const gateway = new Gateway()
    .answers("GET /v1/me", {
      person: DSL,
      organisation: { unit: "SCHOOL-102399", name: "Thornbury Vale Primary" },
      candidates: [],
      guidance: {
        helpLine: "020 7946 0990",
        hours: "Monday to Friday, 8am to 1pm",
        text: { en: "Ask your local authority's education safeguarding team.", cy: "Gofynnwch i dîm diogelu addysg eich awdurdod lleol." },
      },
      devices: [],
      ...me,
    })
    .does("GET /v1/authority", () => new Response(new Uint8Array([1])))
    .answers("GET /v1/devices", { items: [], people: [] })
    .answers("GET /v1/sealings", { items: [] })
    .answers("GET /v1/inbox", { items: [] });
  const cache = new MemoryCache();
  const passkeys = new Authenticator();
  const clock = new Clock();
  clock.isNow(NOW);
  const app = new App(
    {
      api: new Api(gateway.fetch),
      cache: cache as unknown as KeyCache,
      passkeys: passkeys as unknown as Passkeys,
      sealing: { ...sealing, openCopy: inTheClear, ...over },
      clock,
    },
    { inbox, approvals, devices },
  );
  app.admit("token", 3600);
  await app.refreshMe();
  return { app, gateway, cache, passkeys, clock };
}

const inTheClear: Sealing["openCopy"] = async (der) => {
  try {
    return { content: JSON.parse(new TextDecoder().decode(der)), bytes: der, signedAt: new Date("2026-05-05T05:45:00Z") };
  } catch {
    throw new CannotOpen("NOT_CMS");
  }
};

/** A copy as `inTheClear` opens it. */
export const copyOf = (notice: unknown, item: InboxItem, reader: string, revision = 1): (() => Response) => {
  const binding = { notification: item.notification, delivery: item.unit, reader, revision, openingToken: "t".repeat(43) };
  return () => new Response(utf8(JSON.stringify({ binding, notice })));
};

/** A device in use whose key this world's browser has, or has not. */
export async function device(it: World, over: Partial<Device> = {}, here = true): Promise<Device> {
  const made = await sealing.createDeviceKey();
  const recovery = await sealing.wrapByRecovery(made.pkcs8, made.deviceId);
  const prf = it.passkeys.secret;
  const passkey = await sealing.wrapByPrf(made.pkcs8, prf, made.deviceId, random(16), it.passkeys.salt);
  if (here) {
    await it.cache.keep(made.deviceId, await sealing.importDeviceKey(made.pkcs8));
  }
  const device: Device = {
    unit: it.app.me.organisation.unit,
    person: it.app.me.person?.id ?? "",
    device: made.deviceId,
    state: "ACTIVE",
    requestedAt: "2026-04-20T09:00:00Z",
    certificates: [],
    notAfter: "2027-04-20T09:00:00Z",
    checkCode: null,
    passkey: { ...passkey, credential: it.passkeys.credential },
    recovery: recovery.blob,
    ...over,
  };
  codes.set(device.device, recovery.code);
  it.gateway.answers("GET /v1/me", { ...it.app.me, devices: [...it.app.me.devices, device] });
  await it.app.refreshMe();
  return device;
}

/** The recovery codes of the devices that were made. */
export const codes = new Map<string, string>();

export const APPROVAL: Approval = {
  unit: "SCHOOL-102399",
  person: DSL,
  device: "A".repeat(22),
  requestedAt: "2026-05-04T15:10:00Z",
  newSignIn: true,
  approvals: 0,
  needed: 1,
};

export const heading = (): string => document.querySelector("h1")?.textContent ?? "";

export const text = (): string => document.getElementById("main")?.textContent ?? "";

/** Presses the button of that name, and waits for what it does. */
export async function press(name: string): Promise<void> {
  const found = [...document.querySelectorAll("button")].find((it) => it.textContent === name || it.getAttribute("aria-label") === name);
  if (found === undefined) {
    throw new Error(`no button is called ${name}`);
  }
  found.click();
  if (found.getAttribute("type") === "submit") {
    found.closest("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
  }
  // A button is out of use for as long as its work takes, however busy the machine is.
  while (found.getAttribute("aria-disabled") === "true") {
    await settled();
  }
  await settled();
}

/** Lets everything that was begun come to its end. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function choose(value: string): void {
  const input = document.querySelector<HTMLInputElement>(`input[value="${value}"]`);
  if (input === null) {
    throw new Error("there is no such choice");
  }
  input.checked = true;
}

export function type(id: string, value: string): void {
  const input = document.getElementById(id) as HTMLInputElement | null;
  if (input === null) {
    throw new Error("there is no such field");
  }
  input.value = value;
}

/** Chooses from a list that opens. */
export function choice(id: string, value: string): void {
  const list = document.getElementById(id);
  if (!(list instanceof HTMLSelectElement)) {
    throw new Error("there is no such list");
  }
  list.value = value;
}
