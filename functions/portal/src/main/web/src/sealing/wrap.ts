import type { Bytes } from "./der";
import { encode, parse } from "./recoveryCode";
import { fromBase64Url, toBase64Url } from "./text";

export { type Fault, RecoveryCodeFault } from "./recoveryCode";

/** A private key under a recovery code, as the gateway keeps it; all but `v` in base64url. */
export type RecoveryBlob = {
  readonly v: 1;
  readonly salt: string;
  readonly iv: string;
  /** AES-256-GCM of the PKCS #8, its tag at the end. */
  readonly key: string;
};

/** A passkey by which its owner shows that it is them; one without PRF cannot keep the key as well. */
export type PasskeyName = {
  readonly v: 1;
  /** Its credential id, in base64url. */
  readonly credential: string;
  /** The passkeys of other browsers that prove the same owner. */
  readonly also?: readonly (PasskeyName | PasskeyBlob)[];
};

/** A private key under a passkey's PRF output, as the gateway keeps it. */
export type PasskeyBlob = RecoveryBlob & PasskeyName & {
  /** What the PRF was evaluated for. */
  readonly prfSalt: string;
};

/** The secret does not open this blob, or the blob is another device's, or was changed. */
export class CannotUnwrap extends Error {
  override readonly name = "CannotUnwrap";

  constructor() {
    super("a wrapped key cannot be unwrapped");
  }
}

const PASSKEY = "firstbell passkey v1";
const RECOVERY = "firstbell recovery v1";
const PRF_BYTES = 32;
const RECOVERY_BYTES = 16;
const SALT_BYTES = 32;
const NONCE_BYTES = 12;

/**
 * Wraps a private key under a passkey.
 *
 * @param prf the output of the passkey's PRF for `prfSalt`, 32 bytes
 */
export async function wrapByPrf(
  pkcs8: Bytes,
  prf: Bytes,
  deviceId: string,
  credential: Bytes,
  prfSalt: Bytes,
): Promise<PasskeyBlob> {
  const wrapped = await wrap(pkcs8, checked(prf), PASSKEY, deviceId);
  return { ...wrapped, credential: toBase64Url(credential), prfSalt: toBase64Url(prfSalt) };
}

/** The private key, PKCS #8; the caller wipes it. Throws `CannotUnwrap`. */
export function unwrapByPrf(blob: PasskeyBlob, prf: Bytes, deviceId: string): Promise<Bytes> {
  return unwrap(blob, checked(prf), PASSKEY, deviceId);
}

/** Wraps a private key under a fresh recovery code, which is to be shown once and kept nowhere. */
export async function wrapByRecovery(
  pkcs8: Bytes,
  deviceId: string,
): Promise<{ code: string; blob: RecoveryBlob }> {
  const secret = crypto.getRandomValues(new Uint8Array(RECOVERY_BYTES));
  try {
    return { code: await encode(secret), blob: await wrap(pkcs8, secret, RECOVERY, deviceId) };
  } finally {
    secret.fill(0);
  }
}

/** The private key, PKCS #8; the caller wipes it. Throws `RecoveryCodeFault` or `CannotUnwrap`. */
export async function unwrapByRecovery(blob: RecoveryBlob, code: string, deviceId: string): Promise<Bytes> {
  const secret = await parse(code);
  try {
    return await unwrap(blob, secret, RECOVERY, deviceId);
  } finally {
    secret.fill(0);
  }
}

async function wrap(pkcs8: Bytes, secret: Bytes, purpose: string, deviceId: string): Promise<RecoveryBlob> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const key = await wrappingKey(secret, salt, purpose, "encrypt");
  const wrapped = await crypto.subtle.encrypt(cipher(iv, deviceId), key, pkcs8);
  return { v: 1, salt: toBase64Url(salt), iv: toBase64Url(iv), key: toBase64Url(new Uint8Array(wrapped)) };
}

async function unwrap(blob: RecoveryBlob, secret: Bytes, purpose: string, deviceId: string): Promise<Bytes> {
  try {
    if (blob.v !== 1) {
      throw new CannotUnwrap();
    }
    const key = await wrappingKey(secret, fromBase64Url(blob.salt), purpose, "decrypt");
    const algorithm = cipher(fromBase64Url(blob.iv), deviceId);
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, fromBase64Url(blob.key)));
  } catch (fault) {
    throw fault instanceof DOMException ? new CannotUnwrap() : fault;
  }
}

/** HKDF (RFC 5869) with SHA-256, for one purpose and one blob. */
async function wrappingKey(
  secret: Bytes,
  salt: Bytes,
  purpose: string,
  use: "encrypt" | "decrypt",
): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt, info: new TextEncoder().encode(purpose) };
  return crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, [use]);
}

/** The blob is bound to its device, so that one cannot be given back in the place of another. */
function cipher(iv: Bytes, deviceId: string): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(deviceId) };
}

function checked(prf: Bytes): Bytes {
  if (prf.length !== PRF_BYTES) {
    throw new RangeError("a PRF output is 32 bytes");
  }
  return prf;
}
