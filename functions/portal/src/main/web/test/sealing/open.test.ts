// @vitest-environment node
/// <reference types="node" />
import { beforeAll, describe, expect, it } from "vitest";
import type { Bytes } from "../../src/sealing/der";
import type { DeviceKey } from "../../src/sealing/devicekey";
import { openEnvelope } from "../../src/sealing/envelope";
import { CannotOpen, type Reason, openCopy, proved } from "../../src/sealing/open";
import { device, file, files, flipped, flippedBits, pem } from "./vectors";

const REASONS: Reason[] = [
  "NOT_CMS",
  "OTHER_PROFILE",
  "SHORT_TAG",
  "NOT_FOR_THIS_KEY",
  "TAMPERED",
  "SIGNATURE_INVALID",
  "SIGNER_NOT_CERTIFIED",
];

const AT_ONCE = 64;
/** Of the others, the bits next to which another reason begins have to do, and one in so many of the rest. */
const IN_FULL = "opens/one-device.der";
const ONE_IN = 61;
/** Milliseconds; thousands of messages are opened. */
const PATIENCE = 300_000;

const authority = pem("authority.cert.pem");
const oneDevice = file("opens/one-device.der");
let desk: DeviceKey;
let phone: DeviceKey;

beforeAll(async () => {
  desk = await device("desk");
  phone = await device("phone");
});

describe("a copy", () => {
  it.each(files("opens"))("%s is opened, and is from the gateway", async (name) => {
    const opened = await openCopy(file(name), [desk], authority);

    expect(opened.bytes).toEqual(file("content.json"));
    expect(opened.content).toEqual({ notification: "sample", text: "Bydd rhywun yn ffonio – ŵ ş ı" });
  });

  it("says when it was signed", async () => {
    expect((await openCopy(oneDevice, [desk], authority)).signedAt).toEqual(new Date("2026-05-01T21:40:00Z"));
  });

  it("is opened by either of two devices, and by a browser that holds both", async () => {
    const copy = file("opens/two-devices.der");

    expect((await openCopy(copy, [phone], authority)).bytes).toEqual(file("content.json"));
    expect((await openCopy(copy, [desk, phone], authority)).bytes).toEqual(file("content.json"));
    expect(await refusal(oneDevice, [phone])).toBe("NOT_FOR_THIS_KEY");
    expect((await openCopy(oneDevice, [phone, desk], authority)).bytes).toEqual(file("content.json"));
  });

  it("is opened by a device whose key was certified again", async () => {
    const renewed = { ...desk, certificates: [...phone.certificates, ...desk.certificates] };

    expect((await openCopy(oneDevice, [renewed], authority)).bytes).toEqual(file("content.json"));
  });

  it("is refused to the holder of another key", async () => {
    expect(await refusal(oneDevice, [{ ...desk, key: phone.key }])).toBe("TAMPERED");
    expect(await refusal(oneDevice, [])).toBe("NOT_FOR_THIS_KEY");
  });

  it("needs a key that no script can read", () => {
    expect(desk.key.extractable).toBe(false);
  });
});

describe("a refusal", () => {
  const vectors = REASONS.flatMap((reason) => files(`refused/${reason}`).map((name) => [name, reason] as const));

  it("is shown for every reason", () => {
    expect(new Set(vectors.map(([, reason]) => reason))).toEqual(new Set(REASONS));
  });

  it.each(vectors)("of %s is for its own reason", async (name, reason) => {
    expect(await refusal(file(name), [desk])).toBe(reason);
  });

  it("holds nothing of the message", async () => {
    await expect(openCopy(oneDevice.slice(0, 40), [desk], authority)).rejects.toThrow(
      /^a sealed message was refused$/,
    );
  });

  it("meets a message that was cut anywhere, or lengthened", async () => {
    for (let length = 0; length < oneDevice.length; length++) {
      expect(await refusal(oneDevice.slice(0, length), [desk])).toBe("NOT_CMS");
    }
    expect(await refusal(Uint8Array.of(...oneDevice, 0), [desk])).toBe("NOT_CMS");
  });

  it("of a message with one flipped bit is for the reason that is published", async () => {
    const sealed = files("opens").concat(vectors.map(([name]) => name)).map((name) => `sealed ${name}`);
    const signed = files("opens").map((name) => `signed ${name}`);
    expect([...flippedBits.keys()].sort()).toEqual([...sealed, ...signed].sort());

    for (const [swept, reasons] of flippedBits) {
      const [layer, name] = swept.split(" ") as ["sealed" | "signed", string];
      const message = layer === "sealed" ? file(name) : await openEnvelope(file(name), [desk]);
      const opening = layer === "sealed" ? (it: Bytes) => openCopy(it, [desk], authority) : (it: Bytes) => proved(it, authority);
      expect(reasons.length).toBe(message.length * 8);
      const bits = reasons.flatMap((reason, bit) => {
        const edge = reason !== reasons[bit - 1] || reason !== reasons[bit + 1];
        return name === IN_FULL || edge || bit % ONE_IN === 0 ? [bit] : [];
      });

      const differ = await among(bits, async (bit) => {
        const reason = (await reasonOf(() => opening(flipped(message, bit)))) ?? "OPENS";
        return reason === reasons[bit] ? undefined : `bit ${bit} of ${swept}: ${reason}, not ${reasons[bit]}`;
      });

      expect(differ).toEqual([]);
    }
  }, PATIENCE);
});

async function refusal(copy: Bytes, keys: DeviceKey[]): Promise<Reason | undefined> {
  return reasonOf(() => openCopy(copy, keys, authority));
}

async function reasonOf(opening: () => Promise<unknown>): Promise<Reason | undefined> {
  try {
    await opening();
    return undefined;
  } catch (fault) {
    if (fault instanceof CannotOpen) {
      return fault.reason;
    }
    throw fault;
  }
}

/** What `asked` has to say of `bits`, a few at once. */
async function among(bits: readonly number[], asked: (bit: number) => Promise<string | undefined>): Promise<string[]> {
  const said: (string | undefined)[] = [];
  for (let at = 0; at < bits.length; at += AT_ONCE) {
    said.push(...(await Promise.all(bits.slice(at, at + AT_ONCE).map(asked))));
  }
  return said.filter((each) => each !== undefined);
}
