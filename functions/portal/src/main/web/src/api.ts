// The gateway's answers, and its refusals as one kind of error each (RFC 9457). Nothing is ever cached, and the token
// lives in this object alone.

import type { PasskeyBlob, PasskeyName, RecoveryBlob } from "./sealing/wrap";

export type Role =
  | "DSL" | "DEPUTY_DSL" | "HEAD" | "TRUST_DSL" | "ON_CALL" | "HOLIDAY_CONTACT" | "LA_OFFICER" | "MASH" | "EDT"
  | "LA_DUTY" | "FORCE_CONTACT" | "OCSAE_OFFICER" | "AUDITOR";

export type Person = { id: string; name: string; roles: Role[] };

export type { PasskeyBlob, PasskeyName, RecoveryBlob };

export type DeviceState = "REQUESTED" | "APPROVED_ONCE" | "ACTIVE" | "REFUSED" | "REVOKED";

export type Device = {
  unit: string;
  person: string;
  device: string;
  state: DeviceState;
  requestedAt: string;
  certificates: string[];
  notAfter: string | null;
  /** What its owner tells whoever approves it; null once that is decided. */
  checkCode: string | null;
  passkey: PasskeyBlob | PasskeyName | null;
  recovery: RecoveryBlob | null;
};

export type Guidance = { helpLine: string; hours: string; text: { en: string; cy: string } };

export type Me = {
  person: Person | null;
  organisation: { unit: string; name: string };
  candidates: Person[];
  /** Null where the authority has published none. */
  guidance: Guidance | null;
  devices: Device[];
};

export type InboxItem = { notification: string; unit: string; availableAt: string; state: "SEALED" | "FETCHED" | "OPENED" };

export type Outcome =
  | "SUPPORT_IN_PLACE" | "SILENT_WATCH" | "ALREADY_KNOWN" | "CHILD_ABSENT" | "WRONG_CHILD" | "WRONG_SCHOOL" | "TAKEN_UP";

/** Whom inside a school a reader told: what they do there, and nothing of who they are. */
export type SharedWith =
  | "CLASS_TEACHER" | "FORM_TUTOR" | "TEACHING_ASSISTANT" | "HEAD_OF_YEAR" | "PASTORAL_LEAD" | "SENCO" | "HEAD_TEACHER"
  | "SCHOOL_NURSE" | "FRONT_OFFICE" | "ATTENDANCE";

export type Share = { role: SharedWith; people: number; at: string; own: boolean };

/** An earlier notification about a child, as far as this reader may know of it. */
export type Earlier = InboxItem & { messageType: string; outcome?: Outcome };

/**
 * For each child, in the order in which they stand in the copy. Where there may be more, `more` says until when to look
 * next; what came at that very moment comes again.
 */
export type EarlierPage = { children: Earlier[][]; more?: string };

export type Approval = {
  unit: string;
  person: Person;
  device: string;
  requestedAt: string;
  newSignIn: boolean;
  approvals: number;
  needed: number;
};

/** A device of somebody whom the person signed in answers for. */
export type Held = Approval & { state: DeviceState; notAfter: string | null };

export type SealingAgain = "BEING_SEALED" | "WAITS";

export type Sealing = { notification: string; unit: string; person: Person; askedAt: string };

/** Of whom the person signed in answers for: their devices, and who of them can sign in. */
export type InCharge = { items: Held[]; people: (Person & { unit: string })[] };

export type Conversation = {
  name: string;
  heldAt: string;
  police: string;
  socialCare: string;
  recordedAt: string;
  confirmedAt?: string;
  /** As the directory has them; absent where it lists them no more. */
  policeName?: string;
  socialCareName?: string;
};

export type RungKind =
  | "IMMEDIATE_CALL" | "SENT" | "IMMEDIATE_DECISION" | "UNACKNOWLEDGED" | "SERGEANT" | "INSPECTOR" | "CHIEF_INSPECTOR";

export type CaseStanding = {
  state: "OPEN" | "IN_CONTACT" | "IN_REVIEW";
  startedAt: string;
  identifiedAt: string;
  contactDueAt: string;
  /** Until when a conversation of before contact was due may be confirmed, that moment included. */
  confirmBy: string;
  rungs: { kind: RungKind; at: string }[];
  acknowledgedAt?: string;
  answeredAt?: string;
  conversations: Conversation[];
  contact?: { how: "ANSWER" | "CONVERSATION"; at: string; knownAt: string };
  breach?: { cause: string; asOf: string; recordedAt: string };
};

export type CaseAnswer = { name: string; known: boolean; summary: string; references?: string[] };

export type Provider = {
  issuer: string;
  title: { en: string; cy: string };
  authorizationEndpoint: string;
  clientId: string;
};

export type RevokeReason = "LOST" | "LEFT" | "REPLACED" | "WRONG";

/** Why an answer did not come, or was a refusal. */
export type FailureKind =
  /** No answer came at all. */
  | "offline"
  /** The door does not know the token, any more or at all. */
  | "expired"
  /** There is nothing there for this person. */
  | "nothing-there"
  /** It is understood and not done; `problem` and `codes` say why. */
  | "refused"
  /** Later it may work. */
  | "busy"
  | "failed";

export class Failure extends Error {
  constructor(
    readonly kind: FailureKind,
    /** The problem's name, for example `not-opened-yet`; empty if the answer has none. */
    readonly problem = "",
    readonly codes: readonly { pointer: string; code: string }[] = [],
  ) {
    super("the gateway gave no answer, or a refusal");
  }
}

type Sent = { method?: "GET" | "POST" | "PUT"; body?: unknown };

export class Api {
  #token: string | undefined;
  readonly #fetch: typeof fetch;

  constructor(fetching: typeof fetch = (input, init) => fetch(input, init)) {
    this.#fetch = fetching;
  }

  admit(token: string): void {
    this.#token = token;
  }

  forget(): void {
    this.#token = undefined;
  }

  providers = async (): Promise<Provider[]> => (await this.#json<{ providers: Provider[] }>("/v1/sign-in")).providers;

  redeem = (issuer: string, code: string, verifier: string, redirect: string): Promise<{ idToken: string; expiresIn: number }> =>
    this.#json("/v1/sign-in", { method: "POST", body: { issuer, code, verifier, redirect } });

  authority = (): Promise<Uint8Array<ArrayBuffer>> => this.#bytes("/v1/authority");

  me = (): Promise<Me> => this.#json("/v1/me");

  inbox = async (): Promise<InboxItem[]> => (await this.#json<{ items: InboxItem[] }>("/v1/inbox")).items;

  copy = (item: InboxItem): Promise<Uint8Array<ArrayBuffer>> => this.#bytes(inboxPath(item));

  opened = (item: InboxItem, openingToken: string): Promise<void> => this.#done(`${inboxPath(item)}/opened`, { openingToken });

  acknowledge = (item: InboxItem, outcome: Outcome): Promise<void> => this.#done(`${inboxPath(item)}/acknowledged`, { outcome });

  shares = async (item: InboxItem): Promise<Share[]> => (await this.#json<{ items: Share[] }>(`${inboxPath(item)}/shared`)).items;

  share = (item: InboxItem, share: { name: string; role: SharedWith; people: number }): Promise<void> =>
    this.#done(`${inboxPath(item)}/shared`, share);

  /** What came earlier, a page at a time, the newest first. */
  earlier = (item: InboxItem, until?: string): Promise<EarlierPage> =>
    this.#json(`${inboxPath(item)}/earlier${until === undefined ? "" : `?until=${part(until)}`}`);

  enrol = (body: { person?: string; request: string; passkey: PasskeyBlob | PasskeyName; recovery: RecoveryBlob }): Promise<Device> =>
    this.#json("/v1/devices", { method: "POST", body });

  rewrap = (device: string, passkey: PasskeyBlob | PasskeyName): Promise<void> =>
    this.#done(`/v1/me/devices/${part(device)}/passkey`, passkey, "PUT");

  renew = (device: string): Promise<Device> => this.#json(`/v1/me/devices/${part(device)}/renewed`, { method: "POST" });

  approvals = async (): Promise<Approval[]> => (await this.#json<{ items: Approval[] }>("/v1/approvals")).items;

  approve = (it: Approval, code: string): Promise<void> =>
    this.#done(`${devicePath(it.unit, it.person.id, it.device)}/approved`, { code });

  refuse = (it: Approval): Promise<void> => this.#done(`${devicePath(it.unit, it.person.id, it.device)}/refused`);

  /** Asks for a copy that the reader's devices of now can open. */
  sealAgain = async (item: InboxItem): Promise<SealingAgain> =>
    ((await (await this.#ask(`${inboxPath(item)}/sealed-again`, { method: "POST" })).json()) as { state: SealingAgain }).state;

  /** Who waits for the person signed in to agree that a closed item is sealed to them again; of one unit, or of all. */
  sealings = async (unit?: string): Promise<Sealing[]> => {
    const path = unit === undefined ? "/v1/sealings" : `/v1/sealings/${part(unit)}`;
    const all: Sealing[] = [];
    let after: string | undefined;
    do {
      const page: { items: Sealing[]; next?: string } = await this.#json(after === undefined ? path : `${path}?after=${part(after)}`);
      all.push(...page.items);
      after = page.next;
    } while (after !== undefined);
    return all;
  };

  agree = (it: Sealing, agreed: boolean): Promise<void> =>
    this.#done(`/v1/sealings/${part(it.unit)}/${part(it.person.id)}/${part(it.notification)}/${agreed ? "approved" : "refused"}`);

  /** The devices and the people of one organisation, or of the person's own. */
  inCharge = (unit?: string): Promise<InCharge> => this.#json(unit === undefined ? "/v1/devices" : `/v1/devices?unit=${part(unit)}`);

  /** Ends all by which somebody reads and signs in. */
  end = (person: { id: string; unit: string }): Promise<void> =>
    this.#done(`/v1/people/${part(person.unit)}/${part(person.id)}/ended`, { reason: "LEFT" });

  revoke = (it: { unit: string; person: string; device: string }, reason: RevokeReason): Promise<void> =>
    this.#done(`${devicePath(it.unit, it.person, it.device)}/revoked`, { reason });

  standing = (notification: string): Promise<CaseStanding> => this.#json(`/v1/cases/${part(notification)}`);

  acknowledgeCase = (notification: string): Promise<void> => this.#done(`/v1/cases/${part(notification)}/acknowledged`);

  answer = (notification: string, answer: CaseAnswer): Promise<void> =>
    this.#done(`/v1/cases/${part(notification)}/answered`, answer);

  confirm = (notification: string, conversation: string): Promise<void> =>
    this.#done(`/v1/cases/${part(notification)}/conversations/${part(conversation)}/confirmed`);

  async #json<T>(path: string, sent: Sent = {}): Promise<T> {
    const response = await this.#ask(path, sent);
    try {
      return (await response.json()) as T;
    } catch {
      throw new Failure("failed");
    }
  }

  async #bytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const response = await this.#ask(path, {});
    try {
      return new Uint8Array(await response.arrayBuffer());
    } catch {
      throw new Failure("offline");
    }
  }

  async #done(path: string, body?: unknown, method: "POST" | "PUT" = "POST"): Promise<void> {
    await this.#ask(path, { method, body });
  }

  async #ask(path: string, { method = "GET", body }: Sent): Promise<Response> {
    const headers: Record<string, string> = {};
    if (this.#token !== undefined) {
      headers["Authorization"] = `Bearer ${this.#token}`;
    }
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    let response: Response;
    try {
      response = await this.#fetch(path, {
        method,
        headers,
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new Failure("offline");
    }
    if (response.ok) {
      return response;
    }
    throw await refusal(response);
  }
}

type ProblemBody = { type?: unknown; errors?: unknown };

async function refusal(response: Response): Promise<Failure> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody | null;
  const type = typeof body?.type === "string" ? body.type.replace(/^urn:firstbell:problem:/, "") : "";
  const codes = Array.isArray(body?.errors) ? (body.errors as { pointer: string; code: string }[]) : [];
  // Somebody who is known, and has nothing to read by: signing in again would not help them.
  return new Failure(type === "no-device" ? "refused" : kindOf(response.status), type, codes);
}

function kindOf(status: number): FailureKind {
  switch (status) {
    case 401:
    case 403:
      return "expired";
    case 404:
      return "nothing-there";
    case 429:
    case 503:
      return "busy";
    default:
      return status < 500 ? "refused" : "failed";
  }
}

const part = encodeURIComponent;

const inboxPath = (item: InboxItem): string => `/v1/inbox/${part(item.notification)}/${part(item.unit)}`;

const devicePath = (unit: string, person: string, device: string): string =>
  `/v1/devices/${part(unit)}/${part(person)}/${part(device)}`;
