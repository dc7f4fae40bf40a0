// The person's keys in this browser: from its cache, or unwrapped with what the passkey says.

import type { App } from "./app";
import type { Device, PasskeyBlob, PasskeyName } from "./api";
import type { DeviceKey } from "./sealed";
import type { Proof } from "./passkey";
import { fromBase64, fromBase64Url } from "./bytes";

/** Each takes some 350 bytes of the 4,096 that the gateway keeps. */
const OTHERS_MAX = 7;

function deviceKey(device: Device, key: CryptoKey): DeviceKey {
  return { deviceId: device.device, key, certificates: device.certificates.map(fromBase64) };
}

/** The keys this browser has, without asking anybody. */
export async function cached(app: App): Promise<DeviceKey[]> {
  const keys = await Promise.all(
    app.active().map(async (device) => {
      const key = await app.parts.cache.find(device.device);
      return key === undefined ? undefined : deviceKey(device, key);
    }),
  );
  return keys.filter((key) => key !== undefined);
}

/** The passkeys that may speak for this person's devices, and no others. */
const passkeys = (app: App): (PasskeyBlob | PasskeyName)[] => app.active().flatMap(passkeysOf);

/** All passkeys of a device, the newest first: one for each browser that has its key. */
const passkeysOf = ({ passkey }: Device): (PasskeyBlob | PasskeyName)[] =>
  passkey === null ? [] : [passkey, ...(passkey.also ?? [])];

/** The same device's passkeys with one more; so many that the gateway keeps them. */
export const withPasskey = (device: Device, fresh: PasskeyBlob | PasskeyName): PasskeyBlob | PasskeyName => ({
  ...fresh,
  also: passkeysOf(device)
    .map(({ also: _, ...each }) => each)
    .slice(0, OTHERS_MAX),
});

/** Whether a passkey keeps a device's key, so that it can be brought back by it. */
export const keepsKey = (passkey: PasskeyBlob | PasskeyName): passkey is PasskeyBlob => "key" in passkey;

/** Whether one of a device's passkeys does. */
export const keptByPasskey = (device: Device): boolean => passkeysOf(device).some(keepsKey);

/** Has the person show that it is them, and brings back the key that the passkey wraps if the browser forgot it. */
export async function prove(app: App): Promise<DeviceKey[]> {
  const proof = await app.parts.passkeys.prove(passkeys(app));
  await unwrap(app, proof);
  return cached(app);
}

async function unwrap(app: App, { credential, prf }: Proof): Promise<void> {
  const [device, passkey] =
    app
      .active()
      .flatMap((it) => passkeysOf(it).map((each) => [it, each] as const))
      .find(([, each]) => each.credential === credential) ?? [];
  if (
    device === undefined ||
    passkey === undefined ||
    !keepsKey(passkey) ||
    prf === undefined ||
    (await app.parts.cache.find(device.device)) !== undefined
  ) {
    prf?.fill(0);
    return;
  }
  try {
    await keep(app, device.device, await app.parts.sealing.unwrapByPrf(passkey, prf, device.device));
  } finally {
    prf.fill(0);
  }
}

/** Keeps a key in the form that nobody can read out, and wipes the form that anybody could. */
export async function keep(app: App, device: string, pkcs8: Uint8Array<ArrayBuffer>): Promise<void> {
  try {
    await app.parts.cache.keep(device, await app.parts.sealing.importDeviceKey(pkcs8));
  } finally {
    pkcs8.fill(0);
  }
}

/** A new passkey and the key wrapped by it; its name alone where the passkey cannot keep a secret. */
export async function wrapped(app: App, pkcs8: Uint8Array<ArrayBuffer>, device: string): Promise<PasskeyBlob | PasskeyName> {
  // The authenticator's list shows this name; it tells devices apart and nobody's name.
  const proof = await app.parts.passkeys.create(`Firstbell ${device.slice(0, 4)}`);
  if (proof.prf === undefined) {
    return { v: 1, credential: proof.credential };
  }
  try {
    return await app.parts.sealing.wrapByPrf(pkcs8, proof.prf, device, fromBase64Url(proof.credential), proof.salt);
  } finally {
    proof.prf.fill(0);
  }
}
