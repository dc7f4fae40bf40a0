import { issuerAndSerial, readCertificate } from "./certificate";
import {
  BIT_STRING,
  type Bytes,
  type Element,
  Fields,
  INTEGER,
  NotDer,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  SEQUENCE,
  SET,
  algorithm,
  algorithmAndParameters,
  children,
  concatenated,
  constructed,
  equal,
  hex,
  only,
  primitive,
  read,
  smallNumber,
  wholeBytes,
} from "./der";
import type { DeviceKey } from "./devicekey";
import { AES256_GCM, AUTH_ENVELOPED_DATA, DATA, ECDH, P256_KEY } from "./profile";
import { CannotOpen } from "./refusal";

const VERSION = 0;
const KEY_AGREE_VERSION = "020103";
const KEY_BITS = 256;
/** A wrapped key is eight bytes longer than a key (RFC 3394). */
const WRAPPED_KEY_BYTES = 40;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Of the shortest tag that GCM has, and of one whose length a message does not say (RFC 5084, section 3.2). */
const TAG_BYTES_MIN = 12;
/** RecipientInfo: its key transported, agreed, wrapped, from a password, or otherwise (RFC 5652, section 6.2). */
const RECIPIENT_KINDS = [SEQUENCE, ...[1, 2, 3, 4].map(constructed)];
/** OriginatorIdentifierOrKey: issuer and serial number, key identifier, or key (RFC 5652, section 6.2.2). */
const ORIGINATOR_KINDS = [SEQUENCE, primitive(0), constructed(1)];
const POINT_BYTES = 65;
const UNCOMPRESSED = 4;

/** ECC-CMS-SharedInfo (RFC 5753, section 7.2): the wrap algorithm, and its key's 256 bits. */
const SHARED_INFO = Uint8Array.of(
  ...[0x30, 0x15, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2d],
  ...[0xa2, 0x06, 0x04, 0x04, 0x00, 0x00, 0x01, 0x00],
);
/** The counter of the key derivation's first block, which is all that is needed (SEC 1, section 3.6.1). */
const FIRST_BLOCK = Uint8Array.of(0, 0, 0, 1);

/** What is needed of a message to open it by one device. */
type Sealed = {
  readonly key: CryptoKey;
  /** The sender's public point, for this message alone. */
  readonly ephemeral: Bytes;
  readonly wrappedKey: Bytes;
  readonly nonce: Bytes;
  readonly ciphertext: Bytes;
  readonly tag: Bytes;
};

/**
 * Decrypts the outer layer: `AuthEnvelopedData` (RFC 5083) with AES-256-GCM (RFC 5084), its key agreed by ECDH P-256
 * (RFC 5753). Throws `CannotOpen`.
 */
export async function openEnvelope(message: Bytes, keys: readonly DeviceKey[]): Promise<Bytes> {
  const sealed = readSealed(message, keys);
  try {
    return await decrypt(sealed, await contentKey(sealed));
  } catch (fault) {
    // WebCrypto's word for a point off the curve, and for what is not what was wrapped or encrypted.
    throw fault instanceof DOMException ? new CannotOpen("TAMPERED") : fault;
  }
}

async function contentKey({ key, ephemeral, wrappedKey }: Sealed): Promise<CryptoKey> {
  // Lengths of which WebCrypto would make something else than what the gateway sends.
  if (ephemeral.length !== POINT_BYTES || ephemeral[0] !== UNCOMPRESSED || wrappedKey.length !== WRAPPED_KEY_BYTES) {
    throw new CannotOpen("TAMPERED");
  }
  const point = await crypto.subtle.importKey("raw", ephemeral, { name: "ECDH", namedCurve: "P-256" }, false, []);
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: point }, key, KEY_BITS));
  const hashed = concatenated(shared, FIRST_BLOCK, SHARED_INFO);
  const derived = new Uint8Array(await crypto.subtle.digest("SHA-256", hashed));
  try {
    const wrapping = await crypto.subtle.importKey("raw", derived, "AES-KW", false, ["unwrapKey"]);
    return await crypto.subtle.unwrapKey("raw", wrappedKey, wrapping, "AES-KW", "AES-GCM", false, ["decrypt"]);
  } finally {
    [shared, hashed, derived].forEach((secret) => secret.fill(0));
  }
}

async function decrypt({ nonce, ciphertext, tag }: Sealed, key: CryptoKey): Promise<Bytes> {
  const algorithm = { name: "AES-GCM", iv: nonce, tagLength: TAG_BYTES * 8 };
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, concatenated(ciphertext, tag)));
}

function readSealed(message: Bytes, keys: readonly DeviceKey[]): Sealed {
  try {
    return sealed(message, keys);
  } catch (fault) {
    throw fault instanceof NotDer ? new CannotOpen("NOT_CMS") : fault;
  }
}

function sealed(message: Bytes, keys: readonly DeviceKey[]): Sealed {
  const outer = new Fields(read(message));
  const type = outer.next(OBJECT_IDENTIFIER);
  const content = outer.next(constructed(0));
  outer.end();
  if (hex(type.bytes) !== AUTH_ENVELOPED_DATA) {
    throw new CannotOpen("OTHER_PROFILE");
  }
  const data = new Fields(only(content, SEQUENCE));
  if (smallNumber(data.next(INTEGER)) !== VERSION) {
    throw new NotDer();
  }
  const originator = data.optional(constructed(0));
  const recipients = children(data.next(SET));
  const encrypted = new Fields(data.next(SEQUENCE));
  const signedToo = data.optional(constructed(1));
  const tag = data.next(OCTET_STRING).value;
  const unsigned = data.optional(constructed(2));
  data.end();

  const contentType = encrypted.next(OBJECT_IDENTIFIER);
  const cipher = algorithmAndParameters(encrypted.next(SEQUENCE));
  const ciphertext = encrypted.optional(primitive(0));
  encrypted.end();
  // Other content would come with attributes (RFC 5083, section 2.1), which the gateway's never has.
  if (hex(contentType.bytes) !== DATA) {
    throw signedToo === undefined ? new NotDer() : new CannotOpen("OTHER_PROFILE");
  }
  if (
    originator !== undefined ||
    signedToo !== undefined ||
    unsigned !== undefined ||
    cipher.name !== AES256_GCM
  ) {
    throw new CannotOpen("OTHER_PROFILE");
  }
  const { nonce, tagBytes } = gcm(cipher.parameters);
  if (tagBytes !== TAG_BYTES || tag.length !== TAG_BYTES) {
    throw new CannotOpen("SHORT_TAG");
  }
  if (nonce.length !== NONCE_BYTES) {
    throw new CannotOpen("OTHER_PROFILE");
  }
  if (ciphertext === undefined || recipients.length === 0) {
    throw new NotDer();
  }
  return { ...addressed(recipients, keys), nonce, ciphertext: ciphertext.value, tag };
}

/** GCMParameters (RFC 5084, section 3.2), in which a tag has 12 to 16 bytes. */
function gcm(parameters: Element | undefined): { nonce: Bytes; tagBytes: number } {
  if (parameters === undefined) {
    throw new NotDer();
  }
  const fields = new Fields(parameters);
  const nonce = fields.next(OCTET_STRING).value;
  const stated = fields.optional(INTEGER);
  fields.end();
  const tagBytes = stated === undefined ? TAG_BYTES_MIN : smallNumber(stated);
  if (tagBytes < TAG_BYTES_MIN || tagBytes > TAG_BYTES) {
    throw new NotDer();
  }
  return { nonce, tagBytes };
}

/** The first entry that is for one of these devices. */
function addressed(
  recipients: readonly Element[],
  keys: readonly DeviceKey[],
): Pick<Sealed, "key" | "ephemeral" | "wrappedKey"> {
  const devices = keys.flatMap(({ key, certificates }) =>
    certificates.map((der) => ({ key, name: readCertificate(der).issuerAndSerial })),
  );
  for (const recipient of recipients.filter(isAgreed)) {
    const info = new Fields(recipient, recipient.tag);
    const version = info.next(INTEGER);
    const ephemeral = originatorKey(only(info.next(constructed(0))));
    const keyingMaterial = info.optional(constructed(1));
    const agreement = algorithm(info.next(SEQUENCE));
    const wrappedKeys = children(info.next(SEQUENCE));
    info.end();
    for (const wrapped of wrappedKeys) {
      const { name, wrappedKey } = wrappedFor(wrapped);
      const device = devices.find((candidate) => equal(candidate.name, name));
      if (device !== undefined) {
        if (
          hex(version.bytes) !== KEY_AGREE_VERSION ||
          keyingMaterial !== undefined ||
          ephemeral === undefined ||
          !P256_KEY.includes(ephemeral.curve) ||
          agreement !== ECDH
        ) {
          throw new CannotOpen("OTHER_PROFILE");
        }
        return { key: device.key, ephemeral: wholeBytes(ephemeral.point), wrappedKey };
      }
    }
  }
  throw new CannotOpen("NOT_FOR_THIS_KEY");
}

/**
 * Whether a recipient's key is agreed (RFC 5652, section 6.2). An entry of one of the four other kinds is somebody else's,
 * and not looked into.
 */
function isAgreed(recipient: Element): boolean {
  if (!RECIPIENT_KINDS.includes(recipient.tag)) {
    throw new NotDer();
  }
  return recipient.tag === constructed(1);
}

function wrappedFor(recipient: Element): { name: Bytes; wrappedKey: Bytes } {
  const fields = new Fields(recipient);
  // By its certificate's issuer and serial number; the other way that CMS has, by key identifier, is tagged.
  const name = fields.optional(SEQUENCE);
  const bytes = name === undefined ? fields.next(constructed(0)).bytes : issuerAndSerial(name);
  const wrappedKey = fields.next(OCTET_STRING).value;
  fields.end();
  return { name: bytes, wrappedKey };
}

/** A sender's public point and its algorithm, if the sender is named by them. */
function originatorKey(originator: Element): { curve: string; point: Element } | undefined {
  if (!ORIGINATOR_KINDS.includes(originator.tag)) {
    throw new NotDer();
  }
  if (originator.tag !== constructed(1)) {
    return undefined;
  }
  const fields = new Fields(originator, originator.tag);
  const curve = algorithm(fields.next(SEQUENCE));
  const point = fields.next(BIT_STRING);
  fields.end();
  return { curve, point };
}
