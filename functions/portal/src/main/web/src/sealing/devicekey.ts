import { BIT_STRING, type Bytes, INTEGER, SEQUENCE, concatenated, constructed, write } from "./der";
import { sign } from "./p256";
import { toBase64Url } from "./text";

/** A device of the reader's whose private key this browser can use, though not read. */
export type DeviceKey = {
  readonly deviceId: string;
  /** ECDH P-256, not extractable. */
  readonly key: CryptoKey;
  /** X.509, DER; all that were ever issued for the key, so that old copies open. */
  readonly certificates: readonly Bytes[];
};

/** A key that was just made and is not yet kept anywhere. */
export type NewDeviceKey = {
  readonly deviceId: string;
  /** The certification request (PKCS #10, RFC 2986), DER. It names nobody. */
  readonly request: Bytes;
  /** The private key, PKCS #8 DER. Wrap it, import it, then wipe it. */
  readonly pkcs8: Bytes;
};

const DEVICE_ID_CHARS = 22;
/** AlgorithmIdentifier ecdsa-with-SHA256, DER (RFC 5758, section 3.2). */
const ECDSA_WITH_SHA256 = Uint8Array.of(0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);
const VERSION = write(INTEGER, Uint8Array.of(0));
const NOBODY = write(SEQUENCE);
const NO_ATTRIBUTES = write(constructed(0));

/** Makes a P-256 key and asks for its certification. */
export async function createDeviceKey(): Promise<NewDeviceKey> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  const deviceId = await deviceIdOf(publicKey);
  return {
    deviceId,
    request: await requestFor(publicKey, pair.privateKey),
    pkcs8: new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey)),
  };
}

/** The key for opening, which no script can read again. The caller wipes `pkcs8`. */
export function importDeviceKey(pkcs8: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("pkcs8", pkcs8, { name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
}

/** What a device is called: the start of the digest of its public key. */
export async function deviceIdOf(publicKey: Bytes): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", publicKey);
  return toBase64Url(new Uint8Array(digest)).slice(0, DEVICE_ID_CHARS);
}

async function requestFor(publicKey: Bytes, key: CryptoKey): Promise<Bytes> {
  const info = write(SEQUENCE, VERSION, NOBODY, publicKey, NO_ATTRIBUTES);
  const signature = concatenated(Uint8Array.of(0), await sign(key, info));
  return write(SEQUENCE, info, ECDSA_WITH_SHA256, write(BIT_STRING, signature));
}
