/// <reference types="node" />
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Bytes } from "../../src/sealing/der";
import { type DeviceKey, importDeviceKey } from "../../src/sealing/devicekey";

const folder = new URL("../../../../../../../events/vectors/sealing/", import.meta.url);

/** A file of the published vectors. */
export function file(name: string): Bytes {
  return new Uint8Array(readFileSync(new URL(name, folder)));
}

export function files(subfolder: string): string[] {
  return readdirSync(fileURLToPath(new URL(subfolder, folder))).map((name) => `${subfolder}/${name}`);
}

export function pem(name: string): Bytes {
  const lines = new TextDecoder().decode(file(name)).replace(/-----[^-]+-----/g, "");
  return new Uint8Array(Buffer.from(lines, "base64"));
}

/** One of the reader's two devices. */
export async function device(name: "desk" | "phone"): Promise<DeviceKey> {
  const key = await importDeviceKey(pem(`${name}.key.pem`));
  return { deviceId: name, key, certificates: [pem(`${name}.cert.pem`)] };
}

export function flipped(message: Bytes, bit: number): Bytes {
  const changed = message.slice();
  changed[bit >> 3]! ^= 1 << (bit & 7);
  return changed;
}

/** For every bit of each message what becomes of it if that bit flips: a reason, or OPENS. */
export const flippedBits: ReadonlyMap<string, readonly string[]> = readFlippedBits();

function readFlippedBits(): Map<string, string[]> {
  const table = new Map<string, string[]>();
  let reasons: string[] = [];
  for (const line of new TextDecoder().decode(file("flipped-bits.txt")).trimEnd().split("\n")) {
    const [bits, reason] = line.split(" ") as [string, string];
    if (/^\d/.test(line)) {
      reasons.push(...Array<string>(Number(bits)).fill(reason));
    } else {
      table.set(line, (reasons = []));
    }
  }
  return table;
}
