import { CannotOpen, type Sealing } from "../src/sealed";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { InboxItem } from "../src/api";
import { inbox } from "../src/pages/inbox";
import { open } from "../src/pages/opening";
import { home } from "../src/pages/start";
import { cy } from "../src/text/cy";
import { en } from "../src/text/en";
import { translated } from "../src/text/index";
import {
  CASE, CASE_ITEM, DSL, DUTY, ITEM, NOTICE, STANDING, choice, choose, copyOf, device, heading, press, settled, text, type, world, type World,
} from "./world";

const path = `/v1/inbox/${ITEM.notification}/${ITEM.unit}`;
const casePath = `/v1/inbox/${CASE_ITEM.notification}/${CASE_ITEM.unit}`;

let it_: World;

afterEach(() => it_.app.die());

async function reader(over: Partial<Sealing> = {}): Promise<World> {
  it_ = await world({}, over);
  await device(it_);
  it_.gateway
    .answers("GET /v1/inbox", { items: [ITEM] })
    .does(`GET ${path}`, copyOf(NOTICE, ITEM, DSL.id))
    .answers(`POST ${path}/opened`, null, 204)
    .answers(`POST ${path}/acknowledged`, null, 204);
  return it_;
}

async function promised(): Promise<void> {
  const box = document.querySelector<HTMLInputElement>("#promise");
  if (box !== null) {
    box.checked = true;
  }
  await press("Read it");
}

describe("a notice", () => {
  it("is listed by its time and by nothing else", async () => {
    const { app } = await reader();

    await inbox(app);

    expect(heading()).toBe("Your notices");
    expect(text()).toContain("Came Tuesday 5 May, 6:45am");
    expect(document.title).toBe("Your notices - Firstbell");
  });

  it("does not come any more once the device's time is over, and what to do is said", async () => {
    it_ = await world({});
    await device(it_, { notAfter: "2026-05-04T09:00:00Z" });
    await home(it_.app);
    expect(heading()).toBe("Your notices");
    expect(text()).toContain("Since Monday 4 May your device can open no notices");
    await press("Set up this device anew");
    expect(heading()).toBe("Make your key");
    it_.app.die();

    it_ = await world({});
    await device(it_, { notAfter: "2026-05-06T09:00:00Z" });
    await inbox(it_.app);
    expect(text()).toContain("This device can open notices until Wednesday 6 May.");
  });

  it("is not given to whoever has no device in use, who is told so and stays signed in", async () => {
    const { app, gateway } = await reader();
    gateway.refuses(`GET ${path}`, 403, "no-device");

    await open(app, ITEM);

    expect(text()).toContain("None of your devices can open notices at this moment.");
    expect(app.signedIn).toBe(true);
  });

  it("asks for the passkey at every opening, and is not fetched without it", async () => {
    const { app, gateway, passkeys } = await reader();
    passkeys.willing = false;
    await open(app, ITEM);
    expect(gateway.asked.some((asked) => asked.path === path)).toBe(false);
    expect(text()).toContain("Your passkey was not used");

    passkeys.willing = true;
    await open(app, ITEM);
    await open(app, ITEM);
    expect(passkeys.proofs).toBe(2);
    expect(heading()).toBe("Before you read");
  });

  it("shows nothing before its reader says that they will not contact the parents", async () => {
    const { app, gateway } = await reader();
    await open(app, ITEM);
    expect(document.body.textContent).not.toContain("Persimmon");

    await press("Read it");
    expect(text()).toContain("Tick the box");
    expect(document.body.textContent).not.toContain("Persimmon");
    expect(gateway.bodyOf(`POST ${path}/opened`)).toBeUndefined();

    await promised();
    expect(heading()).toBe("Notice about Persimmon Adair Hollowbrigg-Tarn");
    expect(gateway.bodyOf(`POST ${path}/opened`)).toEqual({ openingToken: "t".repeat(43) });
  });

  it.each([
    ["signed out", (app: World["app"]) => app.signOut()],
    ["chose another page", (app: World["app"]) => app.loading()],
  ])("is not shown where its reader %s while it was put on record", async (_, meanwhile) => {
    const { app, gateway } = await reader();
    gateway.does(`POST ${path}/opened`, () => {
      meanwhile(app);
      return new Response(null, { status: 204 });
    });
    await open(app, ITEM);

    await promised();

    expect(gateway.bodyOf(`POST ${path}/opened`)).toBeDefined();
    expect(document.body.textContent).not.toContain("Persimmon");
  });

  it("is text, whatever it looks like, and never in the window's title", async () => {
    const { app } = await reader();
    await open(app, ITEM);
    await promised();

    expect(text()).toContain("<b>Nobody</b> was hurt");
    expect(document.querySelector("main b")).toBeNull();
    expect(document.title).toBe("Notice - Firstbell");
    expect(window.location.pathname + window.location.search + window.location.hash).toBe("/");
  });

  it("is marked as police marked it, and says what to do when somebody asks for records", async () => {
    const { app } = await reader();
    await open(app, ITEM);
    await promised();

    expect(document.querySelector(".fb-marking")?.textContent).toBe("OFFICIAL-SENSITIVE");
    expect(text()).toContain("anybody else who asks for records: ask the police team first");
  });

  it("says on paper who printed it and when, whichever way the browser was told to print", async () => {
    const { app, clock } = await reader();
    await open(app, ITEM);
    await promised();
    const printed = (): string[] => [...document.querySelectorAll(".fb-watermark span")].map((it) => it.textContent ?? "");
    expect(printed()).toHaveLength(14);
    expect(new Set(printed())).toEqual(new Set(["Printed by Perpetua Samplewick, Tuesday 5 May, 6:50am. Not to be copied."]));

    clock.notBefore(new Date("2026-05-05T06:20:00Z"));
    window.dispatchEvent(new Event("beforeprint"));

    expect(printed()).toHaveLength(14);
    expect(new Set(printed())).toEqual(new Set(["Printed by Perpetua Samplewick, Tuesday 5 May, 7:20am. Not to be copied."]));
    app.signOut();
    window.dispatchEvent(new Event("beforeprint"));
    expect(printed()).toEqual([]);
  });

  it("is read in the other language without opening it again", async () => {
    const { app, passkeys } = await reader();
    await open(app, ITEM);
    await promised();

    await press("Cymraeg");

    expect(heading()).toBe("Hysbysiad am Persimmon Adair Hollowbrigg-Tarn");
    expect(document.documentElement.lang).toBe("cy");
    expect(passkeys.proofs).toBe(1);
  });

  it("opens although the browser forgot its key, by the passkey alone", async () => {
    const { app, cache } = await reader();
    cache.keys.clear();

    await open(app, ITEM);

    expect(heading()).toBe("Before you read");
    expect(cache.keys.size).toBe(1);
  });

  it("that is another reader's or another item's is not shown", async () => {
    const { app, gateway } = await reader();
    gateway.does(`GET ${path}`, copyOf(NOTICE, ITEM, "somebody-else"));
    await open(app, ITEM);
    expect(text()).toContain("made for another person");

    gateway.does(`GET ${path}`, copyOf(NOTICE, { ...ITEM, unit: "SCHOOL-102345" }, DSL.id));
    await open(app, ITEM);
    expect(text()).toContain("made for another person");

    gateway.does(`GET ${path}`, copyOf(NOTICE, ITEM, DSL.id));
    await open(app, ITEM);
    expect(heading()).toBe("Before you read");
  });

  it("that cannot be opened says why, and what to do", async () => {
    const { app, gateway } = await reader();
    gateway.does(`GET ${path}`, () => new Response("nonsense"));

    await open(app, ITEM);

    expect(heading()).toBe("This notice cannot be opened");
    expect(text()).toContain("What arrived is not a notice.");
  });

  it("that was closed for a device of before is asked for again, and the reader told how that goes on", async () => {
    const { app, gateway } = await reader({ openCopy: () => Promise.reject(new CannotOpen("NOT_FOR_THIS_KEY")) });
    gateway.answers(`POST ${path}/sealed-again`, { state: "WAITS" }, 202);
    await open(app, ITEM);
    await press("Ask to open it on the devices I have now");
    expect(text()).toContain("The notice is finished, so somebody must agree");

    gateway.answers(`POST ${path}/sealed-again`, { state: "BEING_SEALED" }, 202);
    await open(app, ITEM);
    await press("Ask to open it on the devices I have now");
    expect(text()).toContain("It is being made for the devices you have now.");

    gateway.refuses(`POST ${path}/sealed-again`, 409, "erased");
    await open(app, ITEM);
    await press("Ask to open it on the devices I have now");
    expect(text()).toContain("has been erased");
  });

  it("is acknowledged with what the school does", async () => {
    const { app, gateway } = await reader();
    await open(app, ITEM);
    await promised();
    await press("Send");
    expect(text()).toContain("Choose what you are doing with this notice");

    choose("SILENT_WATCH");
    await press("Send");

    expect(gateway.bodyOf(`POST ${path}/acknowledged`)).toEqual({ outcome: "SILENT_WATCH" });
    expect(heading()).toBe("Thank you, that is recorded");
    expect(document.body.textContent).not.toContain("Persimmon");
  });

  it("goes back only when its reader says so twice", async () => {
    const { app, gateway } = await reader();
    await open(app, ITEM);
    await promised();
    choose("WRONG_SCHOOL");
    await press("Send");
    expect(gateway.bodyOf(`POST ${path}/acknowledged`)).toBeUndefined();

    await press("Send it back");

    expect(gateway.bodyOf(`POST ${path}/acknowledged`)).toEqual({ outcome: "WRONG_SCHOOL" });
    expect(heading()).toBe("The notice has been sent back");
  });

  it("whose opening was not recorded says so, and is recorded before it is acknowledged", async () => {
    const { app, gateway } = await reader();
    gateway.does(`POST ${path}/opened`, () => {
      throw new TypeError("no network");
    });
    await open(app, ITEM);
    await promised();
    expect(text()).toContain("We could not record that you opened this");
    await press("Record it now");
    expect(text()).toContain("You seem to be offline.");
    gateway.refuses(`POST ${path}/opened`, 422, "wrong-token");
    await press("Record it now");
    expect(text()).toContain("This notice was made anew since you opened it.");
    expect(text()).toContain("We could not record that you opened this");

    gateway.answers(`POST ${path}/opened`, null, 204);
    await press("Record it now");
    expect(text()).not.toContain("We could not record that you opened this");
    expect(text()).not.toContain("There is a problem");
  });

  it("whose opening cannot be recorded because the sign-in has ended is not shown any more", async () => {
    const { app, gateway } = await reader();
    gateway.answers(`POST ${path}/opened`, { message: "Unauthorized" }, 401);
    await open(app, ITEM);
    await promised();

    expect(heading()).toBe("You have been signed out");
    expect(document.body.textContent).not.toContain("Persimmon");
  });

  it("that was sent back or replaced meanwhile is not shown any more", async () => {
    const { app, gateway } = await reader();
    gateway.answers(`POST ${path}/opened`, { type: "urn:firstbell:problem:not-found" }, 404);
    await open(app, ITEM);
    await promised();

    expect(heading()).toBe("Before you read");
    expect(document.body.textContent).not.toContain("Persimmon");
  });
});

describe("a notice of which not everything is told", () => {
  /** As the sample of that name holds it: nothing but who the child is, and what may be said to anybody. */
  const MINIMUM = {
    messageType: "DA_ENCOMPASS",
    classification: "OFFICIAL-SENSITIVE",
    revision: 1,
    drill: false,
    urn: "102399",
    minimumSafe: "An incident in this child's household came to police notice. More will follow.",
    children: [{ ref: "c1", givenNames: "Thomasina Elfrida", familyName: "Marigoldsen", dateOfBirth: "2017-02-19" }],
    safety: { doNotContactParents: true },
    contact: NOTICE.contact,
  };

  async function reads(notice: unknown, item: InboxItem = ITEM, revision = 1): Promise<World> {
    it_ = await world(
      item.unit === ITEM.unit ? {} : { person: DUTY, organisation: { unit: item.unit, name: "Wexcombe" } },
    );
    await device(it_);
    const at = `/v1/inbox/${item.notification}/${item.unit}`;
    it_.gateway
      .does(`GET ${at}`, copyOf(notice, item, it_.app.me.person?.id ?? "", revision))
      .answers(`POST ${at}/opened`, null, 204)
      .answers(`POST ${at}/acknowledged`, null, 204);
    await open(it_.app, item);
    return it_;
  }

  it("says the least that is safe, and does not call unknown what is withheld", async () => {
    await reads(MINIMUM);
    await promised();

    expect(text()).toContain("An incident in this child's household came to police notice. More will follow.");
    expect(text()).toContain("until then ask the police team before you hand the child over");
    expect(text()).not.toContain("Police do not know whether");
  });

  it("says that police do not know who may collect the child only where they said so", async () => {
    const { collection: _, ...safety } = NOTICE.safety;
    await reads({ ...NOTICE, safety });
    await promised();
    expect(text()).toContain("Police have not said whether the person said to have done it may collect the child.");
    expect(text()).not.toContain("Police do not know whether");
    it_.app.die();

    await reads({ ...NOTICE, safety: { ...safety, collection: { perpetratorMayCollect: "UNKNOWN" } } });
    await promised();
    expect(text()).toContain("Police do not know whether the person said to have done it may collect the child.");
  });

  it.each([
    ["YES", "Police have told children's social care, or are about to."],
    ["PENDING", "Police are about to tell children's social care."],
    ["MADE", "Police have told children's social care."],
    ["NO", "Police have not told children's social care."],
  ])("says of a referral that is %s what is true of it", async (cscReferral, said) => {
    await reads({ ...NOTICE, sharing: { cscReferral } });
    await promised();

    expect([...document.querySelectorAll("p")].map((it) => it.textContent)).toContain(said);
  });

  it("says that it takes the place of what police told before, and a first one does not", async () => {
    await reads(NOTICE, ITEM, 2);
    await promised();
    expect(text()).toContain("This is version 2. It takes the place of what police told before");
    it_.app.die();

    await reads(NOTICE);
    await promised();
    expect(text()).not.toContain("takes the place");
  });

  describe("to social care", () => {
    const ITEM_OF_CSC = { ...ITEM, unit: "CSC-999" };
    const OF_CSC = {
      ...NOTICE,
      incident: { ...NOTICE.incident, rag: "RED", ragChangeReason: "A weapon was found.", riskGrade: "HIGH" },
      safety: { ...NOTICE.safety, immediateRisk: true, staffLinkSuspected: "YES" },
      sharing: { cscReferral: "PENDING", cscReferralRef: "CSCSYN-40818" },
    };

    it("asks for no promise that a social worker could not keep", async () => {
      await reads(OF_CSC, ITEM_OF_CSC);

      expect(text()).not.toContain("I will not contact the parents");
      await press("Read it");
      expect(text()).toContain("Tick the box to say that you will look at what is safe first");
      expect(document.body.textContent).not.toContain("Persimmon");
      await promised();
      expect(heading()).toContain("Persimmon");
    });

    it("says at the top what is urgent, and below how police grade it", async () => {
      await reads(OF_CSC, ITEM_OF_CSC);
      await promised();

      const [drill = "", ...warnings] = [...document.querySelectorAll(".govuk-warning-text__text")].map((it) => it.textContent ?? "");
      expect(drill).toContain("This is an exercise.");
      expect(warnings[0]).toContain("Police see somebody in danger now.");
      expect(warnings[1]).toContain("Police grade this red.");
      expect(warnings[2]).toContain("Do not tell the school before you have asked the police team.");
      expect(text()).toContain("Police gradeRed");
      expect(text()).toContain("A weapon was found.");
      expect(text()).toContain("Police are about to refer this to you.");
      expect(text()).not.toContain("Put a note on the child's safeguarding file");
    });

    it("says nothing urgent of what is not", async () => {
      const calm = { ...OF_CSC, incident: { ...OF_CSC.incident, rag: "AMBER" }, safety: { ...NOTICE.safety, immediateRisk: false, staffLinkSuspected: "UNKNOWN" } };
      await reads(calm, ITEM_OF_CSC);
      await promised();

      expect(text()).not.toContain("Police see somebody in danger now.");
      expect(text()).not.toContain("Police grade this red.");
      expect(text()).not.toContain("Do not tell the school");
      expect(text()).toContain("Somebody in danger nowNo");
      expect(text()).toContain("Somebody at the school suspectedNot known");
    });

    it("offers outcomes that social care can have, and sends it back as theirs", async () => {
      const { gateway } = await reads(OF_CSC, ITEM_OF_CSC);
      await promised();

      const offered = [...document.querySelectorAll<HTMLInputElement>('input[name="outcome"]')].map((it) => it.value);
      expect(offered).toEqual(["SUPPORT_IN_PLACE", "SILENT_WATCH", "ALREADY_KNOWN", "WRONG_CHILD"]);
      expect(text()).not.toContain("The child is not at this school");
      choose("WRONG_CHILD");
      await press("Send");
      expect(text()).toContain("Nobody at your organisation can read it any more");
      await press("Send it back");
      expect(gateway.bodyOf(`POST ${casePath}/acknowledged`)).toEqual({ outcome: "WRONG_CHILD" });
      expect(text()).toContain("Nobody at your organisation can read it any more.");
    });
  });

  it("says nothing to an authority's officer about collecting, which the officer is not told", async () => {
    const { voice: _, injured: __, relationship: ___, ...child } = NOTICE.children[0]!;
    const { summary, ...incident } = NOTICE.incident;
    await reads(
      { ...NOTICE, adults: undefined, incident: { ...incident, precis: summary }, children: [child], safety: { staffLinkSuspected: "NO" }, sharing: { basis: "S49A_DUTY" } },
      { ...ITEM, unit: "LA-999" },
    );
    await promised();

    expect(text()).not.toContain("collect the child");
    expect(text()).toContain("Find out where the child is taught");
    expect(text()).toContain("Somebody at the school suspectedNo");
  });

  it("marks what others wrote in English on a Welsh page, and nothing else", async () => {
    await reads(NOTICE);
    await promised();
    await press("Cymraeg");

    const marked = [...document.querySelectorAll('main [lang="en"]')].map((it) => it.textContent);
    expect(marked).toContain("I counted the tiles until the door banged.");
    expect(marked).toContain(NOTICE.incident.summary);
    expect(marked).toContain("Back bedroom, upstairs");
    expect(marked).toContain("Not to come near the school.");
    expect(marked).toContain("step-father");
    expect(marked).toContain("Encompass Desk");
    expect(marked.join(" ")).not.toContain(cy.notice.collect);
  });
});

describe("beside a notice", () => {
  const EARLIER = { ...ITEM, notification: "0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e12", availableAt: "2026-03-02T07:45:00Z", state: "OPENED" };

  async function opened(earlier: unknown = { children: [[]] }, status = 200): Promise<World> {
    const it = await reader();
    it.gateway.answers(`GET ${path}/earlier`, earlier, status).answers(`GET ${path}/shared`, { items: [] }, status).answers(`POST ${path}/shared`, null, 204);
    await open(it.app, ITEM);
    await promised();
    return it;
  }

  it("stands what came earlier about the child, which opens by the passkey as everything does", async () => {
    const { gateway, passkeys } = await opened({ children: [[{ ...EARLIER, messageType: "DA_ENCOMPASS", outcome: "SILENT_WATCH" }]] });

    expect(text()).toContain("Earlier notices");
    expect(text()).toContain("Domestic abuse, came Monday 2 March, 7:45am. Your school said: We are watching quietly.");
    gateway.does(`GET /v1/inbox/${EARLIER.notification}/${EARLIER.unit}`, copyOf(NOTICE, { ...ITEM, notification: EARLIER.notification }, DSL.id));
    await press("Open the earlier notice, Domestic abuse, came Monday 2 March, 7:45am");
    expect(heading()).toBe("Before you read");
    expect(passkeys.proofs).toBe(2);
  });

  it("stands that nothing came earlier, and that it cannot be listed where it cannot", async () => {
    await opened();
    expect(text()).toContain("None that you can read.");
    it_.app.die();

    await opened({}, 500);
    expect(text()).toContain("Earlier notices cannot be listed just now.");
    expect(text()).toContain("Who was told cannot be listed just now.");
    expect(text()).not.toContain("None that you can read.");
  });

  it("stands what came earlier from however far back, each once, while the reader is told how far it was looked", async () => {
    const until = "2026-03-02T07:45:00Z";
    const before = "2024-01-15T08:00:00Z";
    const last = { ...EARLIER, notification: "0197c1f2-3d6a-7b10-9c1e-2a4f0c6d8e13", availableAt: before, messageType: "DA_ENCOMPASS" };
    const newest = { children: [[{ ...EARLIER, messageType: "DA_ENCOMPASS" }]], more: until };
    const it = await reader();
    it.gateway
      .answers(`GET ${path}/earlier`, newest)
      .answers(`GET ${path}/shared`, { items: [] })
      .answers(`GET ${path}/earlier?until=${encodeURIComponent(until)}`, {}, 500);
    await open(it.app, ITEM);
    await promised();
    expect(text()).toContain("Notices from before Monday 2 March could not be looked through.");
    expect(it.gateway.asked.filter(({ path: asked }) => asked.includes("until="))).toHaveLength(1);

    it.gateway
      .answers(`GET ${path}/earlier?until=${encodeURIComponent(until)}`, { children: [[newest.children[0]?.[0]]], more: before })
      .answers(`GET ${path}/earlier?until=${encodeURIComponent(before)}`, { children: [[last]] });
    await press("Look further back");

    expect(document.querySelectorAll('[aria-label^="Open the earlier notice"]')).toHaveLength(2);
    expect(text()).not.toContain("could not be looked through");
    expect(text()).not.toContain("Look further back");
  });

  it("stands that there are older notices than it looked through by itself", async () => {
    const it = await reader();
    let asked = 0;
    it.gateway.answers(`GET ${path}/shared`, { items: [] });
    const more = (): Response => {
      asked++;
      return new Response(JSON.stringify({ children: [[]], more: "2025-03-03T08:00:00Z" }));
    };
    it.gateway.does(`GET ${path}/earlier`, more).does(`GET ${path}/earlier?until=${encodeURIComponent("2025-03-03T08:00:00Z")}`, more);
    await open(it.app, ITEM);
    await promised();

    expect(asked).toBe(21);
    expect(text()).toContain("are not looked through yet.");
    expect(text()).not.toContain("None that you can read.");
    await press("Look further back");
    expect(asked).toBe(41);
  });

  it("is noted whom the reader told, by what they do and how many, under one name until it is noted", async () => {
    const { gateway } = await opened();
    await press("Note it");
    expect(text()).toContain("Choose what they do at school");
    choice("shared-role", "CLASS_TEACHER");
    type("shared-people", "21");
    await press("Note it");
    expect(text()).toContain("Write how many people, from 1 to 20");
    expect(gateway.bodyOf(`POST ${path}/shared`)).toBeUndefined();

    gateway.does(`POST ${path}/shared`, () => {
      throw new TypeError("no network");
    });
    type("shared-people", "2");
    await press("Note it");
    const at = "2026-05-05T05:50:00Z";
    gateway
      .answers(`POST ${path}/shared`, null, 204)
      .answers(`GET ${path}/shared`, { items: [{ role: "CLASS_TEACHER", people: 2, at, own: true }, { role: "SENCO", people: 1, at, own: false }] });
    await press("Note it");
    const sent = gateway.asked.filter((asked) => asked.method === "POST" && asked.path === `${path}/shared`).map((asked) => asked.body);

    expect(sent).toHaveLength(2);
    expect(sent[0]).toEqual(sent[1]);
    expect(sent[1]).toMatchObject({ role: "CLASS_TEACHER", people: 2 });
    expect(text()).toContain("That is noted.");
    expect(text()).toContain("Class teacher, 2 people, Tuesday 5 May, 6:50am, noted by you");
    expect(text()).toContain("Special needs coordinator, 1 person, Tuesday 5 May, 6:50am, noted by a colleague");
  });

  it("is noted under the same name when the page was drawn anew before it went through, and said to be noted there", async () => {
    const { gateway } = await opened();
    const sent = (): unknown[] =>
      gateway.asked.filter((asked) => asked.method === "POST" && asked.path === `${path}/shared`).map((asked) => asked.body);
    gateway.does(`POST ${path}/shared`, () => {
      throw new TypeError("no network");
    });
    choice("shared-role", "SENCO");
    await press("Note it");
    await press("Cymraeg");
    gateway.answers(`POST ${path}/shared`, null, 204);
    await press(cy.shared.note);

    expect(sent()).toHaveLength(2);
    expect(sent()[0]).toEqual(sent()[1]);
    expect(text()).toContain(cy.shared.done);
    await press("English");
    expect(text()).toContain("That is noted.");
    expect(document.querySelector<HTMLSelectElement>("#shared-role")?.value).toBe("");

    choice("shared-role", "SENCO");
    await press("Note it");
    expect(sent()).toHaveLength(3);
    expect(sent()[2]).not.toEqual(sent()[1]);
  });

  it("stands nothing of the sort for social care", async () => {
    const item = { ...ITEM, unit: "CSC-999" };
    it_ = await world({ person: DUTY, organisation: { unit: "CSC-999", name: "Wexcombe" } });
    await device(it_);
    it_.gateway.does(`GET ${casePath}`, copyOf(NOTICE, item, DUTY.id)).answers(`POST ${casePath}/opened`, null, 204);
    await open(it_.app, item);
    await promised();

    expect(heading()).toContain("Notice about");
    expect(text()).not.toContain("Earlier notices");
    expect(text()).not.toContain("Who you told at school");
  });
});

describe("the other language", () => {
  it("keeps what was typed and chosen, and says what was wrong in its own words", async () => {
    const { app } = await reader();
    await open(app, ITEM);
    await promised();
    await press("Send");
    type("shared-people", "7");
    choice("shared-role", "SENCO");

    await press("Cymraeg");

    expect(text()).toContain("Dewiswch beth yr ydych yn ei wneud gyda'r hysbysiad hwn");
    expect(text()).not.toContain("Choose what you are doing with this notice");
    expect(document.querySelector(".govuk-error-summary h2")?.textContent).toBe("Mae problem");
    expect(document.getElementById("outcome")?.closest(".govuk-form-group--error")).not.toBeNull();
    expect(document.querySelector<HTMLInputElement>("#shared-people")?.value).toBe("7");
    expect(document.querySelector<HTMLSelectElement>("#shared-role")?.value).toBe("SENCO");
    choose("SUPPORT_IN_PLACE");
    await press("English");
    expect(document.querySelector<HTMLInputElement>('input[value="SUPPORT_IN_PLACE"]')?.checked).toBe(true);
    expect(text()).toContain("Choose what you are doing with this notice");
  });

  it("says a sentence with a word of its own in it", () => {
    expect(translated("That is not group 3. Look at what you wrote down", en, cy)).toBe(cy.enrol.checkError(3));
    expect(translated("Nobody wrote this.", en, cy)).toBe("Nobody wrote this.");
  });
});

describe("a session", () => {
  const MINUTE = 60_000;

  afterEach(() => void vi.useRealTimers());

  async function openedAt(): Promise<World> {
    const it = await reader();
    await open(it.app, ITEM);
    await promised();
    vi.useFakeTimers({ now: Date.now() });
    it.app.admit("token", 3600);
    return it;
  }

  /** A machine sleeps: its clock goes on, and no timer does. */
  function sleeps(minutes: number): void {
    vi.setSystemTime(Date.now() + minutes * MINUTE);
  }

  it("is over on waking, before anything is touched", async () => {
    await openedAt();
    sleeps(16);

    document.dispatchEvent(new Event("visibilitychange"));

    expect(heading()).toBe("You have been signed out");
    expect(document.body.textContent).not.toContain("Persimmon");
  });

  it("is over on waking although the first to come is a key", async () => {
    await openedAt();
    sleeps(16);

    document.dispatchEvent(new Event("keydown"));

    expect(heading()).toBe("You have been signed out");
  });

  it("calls a last time after thirteen minutes, and goes on for whoever is there", async () => {
    await openedAt();
    sleeps(14);
    document.dispatchEvent(new Event("visibilitychange"));
    expect(text()).toContain("Are you still there?");
    expect(document.body.textContent).toContain("Persimmon");

    document.dispatchEvent(new Event("keydown"));
    expect(text()).not.toContain("Are you still there?");
    vi.advanceTimersByTime(13 * MINUTE);
    expect(text()).toContain("Are you still there?");
    vi.advanceTimersByTime(2 * MINUTE);
    expect(heading()).toBe("You have been signed out");
  });

  it("calls two minutes before its token's end, says what is lost then, and goes on saying so", async () => {
    const { app } = await openedAt();
    app.admit("token", 600);
    vi.advanceTimersByTime(8 * MINUTE - 1000);
    document.dispatchEvent(new Event("keydown"));
    expect(text()).not.toContain("Your sign-in ends");

    vi.advanceTimersByTime(1000);
    expect(text()).toContain("Your sign-in ends within two minutes");
    expect(text()).toContain("Send what you have written now, or copy it");
    document.dispatchEvent(new Event("keydown"));
    app.again();
    expect(document.querySelectorAll("#sign-in-ends")).toHaveLength(1);

    vi.advanceTimersByTime(2 * MINUTE);
    expect(text()).toContain("What you wrote and did not send is gone");
    expect(text()).not.toContain("Your sign-in ends");
  });

  it("is over when its token is, whoever is there", async () => {
    const { app } = await openedAt();
    app.admit("token", 600);
    vi.advanceTimersByTime(9 * MINUTE);
    document.dispatchEvent(new Event("keydown"));
    expect(heading()).toContain("Notice about");

    vi.advanceTimersByTime(MINUTE);

    expect(heading()).toBe("You have been signed out");
  });
});

describe("a page", () => {
  it("is empty after signing out, and its token is gone", async () => {
    const { app, gateway } = await reader();
    await open(app, ITEM);
    await promised();

    await press("Sign out");

    expect(heading()).toBe("You are signed out");
    expect(document.body.textContent).not.toContain("Persimmon");
    expect(gateway.asked.at(-1)?.token).toBe("Bearer token");
    await app.parts.api.inbox();
    expect(gateway.asked.at(-1)?.token).toBeUndefined();
  });

  it("is emptied when it is left", async () => {
    const { app } = await reader();
    await open(app, ITEM);
    await promised();

    app.die();

    expect(document.body.textContent).toBe("");
  });

  it("says that the sign-in ran out wherever the gateway says so", async () => {
    const { app, gateway } = await reader();
    gateway.answers("GET /v1/inbox", { message: "Unauthorized" }, 401);

    await inbox(app);

    expect(heading()).toBe("You have been signed out");
  });

  it("says that a device was reported lost where the gateway ended the session for that", async () => {
    const { app, gateway } = await reader();
    gateway.answers("GET /v1/inbox", { type: "urn:firstbell:problem:signed-out" }, 401);

    await inbox(app);

    expect(heading()).toBe("You have been signed out");
    expect(text()).toContain("One of your devices was reported lost");
    expect(text()).not.toContain(en.gone.expiredText);
  });

  it("says that there is no connection, and tries again", async () => {
    const { app, gateway } = await reader();
    gateway.does("GET /v1/inbox", () => {
      throw new TypeError("no network");
    });
    await inbox(app);
    expect(text()).toContain("You seem to be offline");

    gateway.answers("GET /v1/inbox", { items: [] });
    await press("Try again");
    expect(text()).toContain("There is nothing for you to read.");
  });
});

describe("a case", () => {
  async function duty(): Promise<World> {
    it_ = await world({ person: DUTY, organisation: { unit: "CSC-999", name: "Wexcombe" } });
    await device(it_);
    it_.gateway
      .answers("GET /v1/inbox", { items: [CASE_ITEM] })
      .answers(`GET /v1/cases/${ITEM.notification}`, STANDING)
      .does(`GET ${casePath}`, copyOf(CASE, CASE_ITEM, DUTY.id))
      .answers(`POST ${casePath}/opened`, null, 204)
      .answers(`POST /v1/cases/${ITEM.notification}/acknowledged`, null, 204)
      .answers(`POST /v1/cases/${ITEM.notification}/answered`, null, 204)
      .answers(`POST /v1/cases/${ITEM.notification}/conversations/call-1/confirmed`, null, 204);
    return it_;
  }

  it("tells in the list by when there is to be contact", async () => {
    const { app } = await duty();

    await inbox(app);

    expect(text()).toContain("Contact is due by Tuesday 5 May, 9pm");
  });

  it("shows the clock, its rungs and what police ask", async () => {
    const { app } = await duty();
    await open(app, CASE_ITEM);
    await promised();

    expect(text()).toContain("14 hours 9 minutes left");
    expect(text()).toContain("Tuesday 5 May, 9am Without contact, a detective sergeant is told");
    expect(text()).toContain("Is any child on a child protection plan?");
    expect(document.querySelector(".fb-marking")?.textContent).toBe("OFFICIAL-SENSITIVE. For the named people only");
    expect(text()).toContain("anybody else who asks for records: ask the police team first.");
  });

  async function standsAs(over: Partial<typeof STANDING>, now?: string): Promise<void> {
    const { app, gateway, clock } = await duty();
    gateway.answers(`GET /v1/cases/${ITEM.notification}`, { ...STANDING, ...over });
    if (now !== undefined) {
      clock.isNow(new Date(now));
    }
    await open(app, CASE_ITEM);
    await promised();
  }

  it("shows the ladder that it was accepted with, and the calls of a child in danger", async () => {
    await standsAs({
      rungs: [
        { kind: "IMMEDIATE_CALL", at: "2026-05-05T06:05:00Z" },
        { kind: "IMMEDIATE_DECISION", at: "2026-05-05T06:50:00Z" },
        { kind: "SERGEANT", at: "2026-05-05T09:30:00Z" },
      ],
    });

    expect([...document.querySelectorAll(".fb-rungs li")].map((it) => it.textContent?.trim())).toEqual([
      "Tuesday 5 May, 7:05am A child may be in danger: police call you",
      "Tuesday 5 May, 7:50am A child may be in danger: you and police decide together by then",
      "Tuesday 5 May, 10:30am Without contact, a detective sergeant is told",
      "Tuesday 5 May, 9pm The last moment for contact",
      "Wednesday 6 May, 1am The last moment to confirm a conversation of before",
    ]);
  });

  it("shows no step that contact or an acknowledgement has ended", async () => {
    await standsAs({
      acknowledgedAt: "2026-05-04T21:30:00Z",
      contact: { how: "ANSWER", at: "2026-05-05T05:00:00Z", knownAt: "2026-05-05T05:00:00Z" },
    });

    expect(document.querySelectorAll(".fb-rungs li")).toHaveLength(1);
    expect(text()).not.toContain("a detective sergeant is told");
    expect(text()).not.toContain("waits to be confirmed");
  });

  it.each([
    ["2026-05-05T21:00:00Z", "still counts if it is confirmed by Wednesday 6 May, 1am."],
    ["2026-05-06T00:00:00Z", "still counts if it is confirmed by Wednesday 6 May, 1am."],
    ["2026-05-06T00:01:00Z", "The time is over."],
  ])("says at %s whether confirming still counts", async (now, said) => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse(now) });
    await standsAs({}, now);
    vi.useRealTimers();

    expect(text()).toContain(said);
    expect(text().includes("still counts")).toBe(said.includes("still counts"));
  });

  it("does not say that a conversation counts which was recorded after contact was due, or held before the children were known", async () => {
    const [held] = STANDING.conversations;
    for (const over of [{ recordedAt: "2026-05-05T20:00:01Z" }, { heldAt: "2026-05-04T19:59:59Z" }]) {
      await standsAs({ conversations: [{ ...held!, ...over }] });
      expect(text()).toContain("waits to be confirmed.");
      expect(text()).not.toContain("counts as contact in time");
      it_.app.die();
    }
    await standsAs({ conversations: [{ ...held!, recordedAt: "2026-05-05T20:00:00Z" }] });
    expect(text()).toContain("It counts as contact in time if it is confirmed by Wednesday 6 May, 1am.");
  });

  it("counts the minutes while it is read", async () => {
    vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"], now: Date.now() });
    await standsAs({});
    expect(text()).toContain("14 hours 10 minutes left");
    const field = document.querySelector<HTMLTextAreaElement>("#summary");
    vi.advanceTimersByTime(120_000);
    vi.useRealTimers();

    expect(text()).toContain("14 hours 8 minutes left");
    expect(document.querySelector("#summary")).toBe(field);
  });

  it("is answered with what social care knows", async () => {
    const { app, gateway } = await duty();
    await open(app, CASE_ITEM);
    await promised();
    await press("Send the answer");
    expect(text()).toContain("Choose whether the family is known to social care");

    choose("yes");
    type("summary", "An early-help worker since spring.");
    type("references", "CSC-SYN-55017\n");
    await press("Send the answer");

    expect(gateway.bodyOf(`POST /v1/cases/${ITEM.notification}/answered`)).toMatchObject({
      known: true,
      summary: "An early-help worker since spring.",
      references: ["CSC-SYN-55017"],
    });
    expect(heading()).toContain("the clock has stopped");
  });

  it("asks no answer of an authority that only has to know of it", async () => {
    const { app, gateway } = await duty();
    gateway.does(`GET ${casePath}`, copyOf({ ...CASE, responsibleLaCode: "998" }, CASE_ITEM, DUTY.id));
    await open(app, CASE_ITEM);
    await promised();

    expect(text()).toContain("Another authority answers this. You can still read it.");
    expect(text()).not.toContain("Send the answer");
  });

  it("has its conversation confirmed by whom police spoke to", async () => {
    const { app, gateway } = await duty();
    await open(app, CASE_ITEM);
    await promised();

    expect(text()).toContain("Police recorded that Leocadia Fenwright spoke with Linnet Dutyson, Tuesday 5 May, 6:10am.");
    await press("Yes, I spoke with Leocadia Fenwright");
    await settled();

    expect(gateway.asked.some((asked) => asked.path.endsWith("/conversations/call-1/confirmed"))).toBe(true);
  });
});
