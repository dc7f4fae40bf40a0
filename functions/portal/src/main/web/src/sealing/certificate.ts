import {
  BIT_STRING,
  BOOLEAN,
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
  children,
  constructed,
  equal,
  generalizedTime,
  hex,
  only,
  primitive,
  read,
  time,
  wholeBytes,
  write,
} from "./der";
import { verifies } from "./p256";
import {
  BASIC_CONSTRAINTS,
  ECDSA_WITH_SHA256,
  EMAIL_PROTECTION,
  EXTENDED_KEY_USAGE,
  KEY_USAGE,
  PRIVATE_KEY_USAGE_PERIOD,
} from "./profile";

/** The INTEGER 2, which stands for it. */
const VERSION_3 = "020102";
/** Of BasicConstraints that say nothing: no authority. */
const NO_CONSTRAINTS = "3000";
/** The bit digitalSignature of KeyUsage. */
const DIGITAL_SIGNATURE = 0x80;

/** What counts of an X.509 certificate (RFC 5280, section 4.1); not trusted for having been read. */
export type Certificate = {
  /** The part that is signed. */
  readonly toBeSigned: Bytes;
  /** By which it is signed, as it is encoded in base 16. */
  readonly algorithm: string;
  readonly signature: Bytes;
  readonly issuer: Bytes;
  readonly subject: Bytes;
  /** IssuerAndSerialNumber (RFC 5652, section 10.2.4), by which CMS names it. */
  readonly issuerAndSerial: Bytes;
  /** Milliseconds since 1970; both are inside its validity. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Bytes;
  /** The values of its extensions, by the encoded name. */
  readonly extensions: ReadonlyMap<string, Bytes>;
};

/** Reads a certificate. Throws `NotDer` if it is none. */
export function readCertificate(der: Bytes): Certificate {
  return certificate(read(der));
}

/** IssuerAndSerialNumber (RFC 5652, section 10.2.4), as it is encoded. */
export function issuerAndSerial(element: Element): Bytes {
  const fields = new Fields(element);
  name(fields.next(SEQUENCE));
  fields.next(INTEGER);
  fields.end();
  return element.bytes;
}

/** A Name (RFC 5280, section 4.1.2.4), as it is encoded. */
function name(element: Element): Bytes {
  if (children(element).some((part) => part.tag !== SET)) {
    throw new NotDer();
  }
  return element.bytes;
}

export function certificate(element: Element): Certificate {
  const outer = new Fields(element);
  const toBeSigned = outer.next(SEQUENCE);
  const signed = algorithm(outer.next(SEQUENCE));
  const signature = wholeBytes(outer.next(BIT_STRING));
  outer.end();

  const fields = new Fields(toBeSigned);
  if (hex(only(fields.next(constructed(0)), INTEGER).bytes) !== VERSION_3) {
    throw new NotDer();
  }
  const serial = fields.next(INTEGER).bytes;
  algorithm(fields.next(SEQUENCE));
  const issuer = name(fields.next(SEQUENCE));
  const [notBefore, notAfter, ...more] = children(fields.next(SEQUENCE)).map((instant) => time(instant));
  const subject = name(fields.next(SEQUENCE));
  const publicKey = key(fields.next(SEQUENCE));
  const extensions = fields.next(constructed(3));
  fields.end();
  if (notBefore === undefined || notAfter === undefined || more.length > 0) {
    throw new NotDer();
  }
  return {
    toBeSigned: toBeSigned.bytes,
    algorithm: signed,
    signature,
    issuer,
    subject,
    issuerAndSerial: write(SEQUENCE, issuer, serial),
    notBefore,
    notAfter,
    publicKey,
    extensions: extensionsOf(only(extensions, SEQUENCE)),
  };
}

function extensionsOf(sequence: Element): Map<string, Bytes> {
  const extensions = new Map<string, Bytes>();
  for (const extension of children(sequence)) {
    const fields = new Fields(extension);
    const name = hex(fields.next(OBJECT_IDENTIFIER).bytes);
    fields.optional(BOOLEAN);
    const value = fields.next(OCTET_STRING).value;
    fields.end();
    if (extensions.has(name)) {
      throw new NotDer();
    }
    extensions.set(name, value);
  }
  return extensions;
}

/** SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7), as it is encoded; of whatever algorithm. */
function key(element: Element): Bytes {
  const fields = new Fields(element);
  algorithm(fields.next(SEQUENCE));
  wholeBytes(fields.next(BIT_STRING));
  fields.end();
  return element.bytes;
}

/** Whether `authority` certified `signer` to sign for the gateway at `signedAt`. */
export async function mayHaveSigned(signer: Certificate, authority: Certificate, signedAt: number): Promise<boolean> {
  return (
    signedAt >= signer.notBefore &&
    signedAt <= signer.notAfter &&
    isForSigning(signer) &&
    isKeyInUse(signer, signedAt) &&
    (await isIssued(signer, authority))
  );
}

async function isIssued(signer: Certificate, authority: Certificate): Promise<boolean> {
  return (
    equal(signer.issuer, authority.subject) &&
    signer.algorithm === ECDSA_WITH_SHA256 &&
    (await verifies(authority.publicKey, signer.toBeSigned, signer.signature))
  );
}

function isForSigning(signer: Certificate): boolean {
  return holds(() => {
    const usage = required(signer, KEY_USAGE);
    const purposes = children(required(signer, EXTENDED_KEY_USAGE)).map((purpose) => hex(purpose.bytes));
    const constraints = signer.extensions.get(BASIC_CONSTRAINTS);
    return (
      usage.tag === BIT_STRING &&
      ((usage.value[1] ?? 0) & DIGITAL_SIGNATURE) !== 0 &&
      purposes.includes(EMAIL_PROTECTION) &&
      (constraints === undefined || hex(constraints) === NO_CONSTRAINTS)
    );
  });
}

/** Whether the private key was in use then: for a day only, though its certificate stays valid for years. */
function isKeyInUse(signer: Certificate, signedAt: number): boolean {
  return holds(() => {
    const period = new Fields(required(signer, PRIVATE_KEY_USAGE_PERIOD));
    const from = generalizedTime(period.next(primitive(0)));
    const until = generalizedTime(period.next(primitive(1)));
    period.end();
    return signedAt >= from && signedAt <= until;
  });
}

function required(signer: Certificate, name: string): Element {
  const value = signer.extensions.get(name);
  if (value === undefined) {
    throw new NotDer();
  }
  return read(value);
}

/** What cannot be read does not hold. */
function holds(claim: () => boolean): boolean {
  try {
    return claim();
  } catch (fault) {
    if (fault instanceof NotDer) {
      return false;
    }
    throw fault;
  }
}
