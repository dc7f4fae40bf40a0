import { type Certificate, certificate, issuerAndSerial } from "./certificate";
import {
  type Bytes,
  type Element,
  Fields,
  INTEGER,
  NotDer,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  SEQUENCE,
  SET,
  children,
  constructed,
  equal,
  hex,
  only,
  read,
  smallNumber,
  time,
  write,
} from "./der";
import { verifies } from "./p256";
import {
  CONTENT_TYPE,
  DATA,
  ECDSA_WITH_SHA256,
  MESSAGE_DIGEST,
  SHA256,
  SIGNED_DATA,
  SIGNING_TIME,
} from "./profile";
import { CannotOpen } from "./refusal";

const VERSION = 1;

/** A signed message whose signature is right for the certificate in it. */
export type Signed = {
  readonly content: Bytes;
  /** Came with the message; not yet trusted. */
  readonly signer: Certificate;
  /** The signer's own word for it: milliseconds since 1970, in whole seconds. */
  readonly signedAt: number;
};

/**
 * Reads the inner layer: `SignedData` (RFC 5652, section 5) with ECDSA P-256 and SHA-256, its signer's certificate
 * included; signed are content type, digest and time of signing. Throws `CannotOpen`.
 */
export async function readSigned(message: Bytes): Promise<Signed> {
  try {
    return await signed(message);
  } catch (fault) {
    throw fault instanceof NotDer ? new CannotOpen("OTHER_PROFILE") : fault;
  }
}

async function signed(message: Bytes): Promise<Signed> {
  const outer = new Fields(read(message));
  expect(outer.next(OBJECT_IDENTIFIER), SIGNED_DATA);
  const data = new Fields(only(outer.next(constructed(0)), SEQUENCE));
  outer.end();

  expectVersion(data.next(INTEGER));
  expect(only(data.next(SET), SEQUENCE), ...SHA256);
  const content = contentOf(data.next(SEQUENCE));
  const signer = certificate(only(data.next(constructed(0)), SEQUENCE));
  const info = only(data.next(SET), SEQUENCE);
  data.end();
  return { content, signer, signedAt: await signedAt(info, content, signer) };
}

function contentOf(encapsulated: Element): Bytes {
  const fields = new Fields(encapsulated);
  expect(fields.next(OBJECT_IDENTIFIER), DATA);
  const content = only(fields.next(constructed(0)), OCTET_STRING).value;
  fields.end();
  return content;
}

/** The time of signing, once the signature over it and over the content's digest is right. */
async function signedAt(info: Element, content: Bytes, signer: Certificate): Promise<number> {
  const fields = new Fields(info);
  expectVersion(fields.next(INTEGER));
  if (!equal(issuerAndSerial(fields.next(SEQUENCE)), signer.issuerAndSerial)) {
    throw new CannotOpen("OTHER_PROFILE");
  }
  expect(fields.next(SEQUENCE), ...SHA256);
  const attributes = fields.next(constructed(0));
  expect(fields.next(SEQUENCE), ECDSA_WITH_SHA256);
  const signature = fields.next(OCTET_STRING).value;
  fields.end();

  const values = valuesOf(attributes);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  if (
    !isData(values.get(CONTENT_TYPE)) ||
    !equal(octets(required(values, MESSAGE_DIGEST)), digest) ||
    // Signed as the SET that they are, not under the tag that stands for it (RFC 5652, section 5.4).
    !(await verifies(signer.publicKey, write(SET, attributes.value), signature))
  ) {
    throw new CannotOpen("SIGNATURE_INVALID");
  }
  return time(required(values, SIGNING_TIME));
}

/** By type. Each may be there once, with one value (RFC 5652, section 11). */
function valuesOf(attributes: Element): Map<string, Element> {
  const values = new Map<string, Element>();
  for (const attribute of children(attributes)) {
    const fields = new Fields(attribute);
    const type = hex(fields.next(OBJECT_IDENTIFIER).bytes);
    const [value, ...more] = children(fields.next(SET));
    fields.end();
    if (value === undefined || more.length > 0 || values.has(type)) {
      throw new NotDer();
    }
    values.set(type, value);
  }
  return values;
}

const isData = (type: Element | undefined): boolean => type !== undefined && hex(type.bytes) === DATA;

function required(values: Map<string, Element>, type: string): Element {
  const value = values.get(type);
  if (value === undefined) {
    throw new NotDer();
  }
  return value;
}

function octets(element: Element): Bytes {
  if (element.tag !== OCTET_STRING) {
    throw new NotDer();
  }
  return element.value;
}

function expectVersion(version: Element): void {
  if (smallNumber(version) !== VERSION) {
    throw new CannotOpen("OTHER_PROFILE");
  }
}

function expect(element: Element, ...encodings: string[]): void {
  if (!encodings.includes(hex(element.bytes))) {
    throw new CannotOpen("OTHER_PROFILE");
  }
}
