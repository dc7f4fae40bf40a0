// @vitest-environment node
/// <reference types="node" />
import { beforeAll, describe, expect, it } from "vitest";
import { readCertificate, mayHaveSigned } from "../../src/sealing/certificate";
import type { Bytes } from "../../src/sealing/der";
import type { DeviceKey } from "../../src/sealing/devicekey";
import { openEnvelope } from "../../src/sealing/envelope";
import { CannotOpen, type Reason, openCopy } from "../../src/sealing/open";
import { readSigned } from "../../src/sealing/signed";
import { device, file, files, flipped, pem } from "./vectors";

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
const TAG_BYTES = 16;
/** Milliseconds; thousands of messages are opened. */
const PATIENCE = 120_000;

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

  it("meets a message with any one bit flipped", async () => {
    const reasons = await reasonsByBit(oneDevice, (message) => openEnvelope(message, [desk]));

    expect(new Set(reasons)).toEqual(
      new Set(["NOT_CMS", "OTHER_PROFILE", "SHORT_TAG", "NOT_FOR_THIS_KEY", "TAMPERED"]),
    );
    expect(new Set(reasons.slice(-8 * TAG_BYTES))).toEqual(new Set(["TAMPERED"]));
  }, PATIENCE);

  /** As somebody could who knows the reader's certificate, which is no secret. */
  it("meets a signed message with any one bit flipped before it was sealed", async () => {
    const signed = file("refused/OTHER_PROFILE/only-signed.der");
    const content = file("content.json");
    const at = indexOf(signed, content);

    const reasons = await reasonsByBit(signed, async (message) => {
      const { signer, signedAt } = await readSigned(message);
      if (!(await mayHaveSigned(signer, readCertificate(authority), signedAt))) {
        throw new CannotOpen("SIGNER_NOT_CERTIFIED");
      }
    });

    expect(new Set(reasons)).toEqual(new Set(["OTHER_PROFILE", "SIGNATURE_INVALID", "SIGNER_NOT_CERTIFIED"]));
    expect(new Set(reasons.slice(8 * at, 8 * (at + content.length)))).toEqual(new Set(["SIGNATURE_INVALID"]));
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

/** Why a message is refused for each of its bits that might be flipped. */
async function reasonsByBit(
  message: Bytes,
  opening: (changed: Bytes) => Promise<unknown>,
): Promise<(Reason | undefined)[]> {
  const reasons: (Reason | undefined)[] = [];
  const bits = Array.from({ length: message.length * 8 }, (_, bit) => bit);
  while (reasons.length < bits.length) {
    const some = bits.slice(reasons.length, reasons.length + AT_ONCE);
    reasons.push(...(await Promise.all(some.map((bit) => reasonOf(() => opening(flipped(message, bit)))))));
  }
  return reasons;
}

function indexOf(whole: Bytes, part: Bytes): number {
  const at = Buffer.from(whole).indexOf(part);
  expect(at).toBeGreaterThan(0);
  return at;
}
