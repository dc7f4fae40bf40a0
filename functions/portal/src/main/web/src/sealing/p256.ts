import { type Bytes, Fields, INTEGER, NotDer, SEQUENCE, concatenated, hex, read, write, writeUnsigned } from "./der";

/** The length of a coordinate, and of either number of a signature. */
const NUMBER_BYTES = 32;
/** All of a SubjectPublicKeyInfo but the point's numbers: its curve named, the point not compressed (RFC 5480, section 2). */
const KEY_START = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";
const KEY_BYTES = 91;
const ECDSA = { name: "ECDSA", hash: "SHA-256" };

/**
 * Whether `signature` (DER) is one by ECDSA P-256 with SHA-256 over `message`; false as well if it is none, or if the key
 * is no point of the curve.
 *
 * @param publicKey SubjectPublicKeyInfo, DER
 */
export async function verifies(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  // Of other forms WebCrypto takes more in one browser than in the next.
  if (publicKey.length !== KEY_BYTES || !hex(publicKey).startsWith(KEY_START)) {
    return false;
  }
  try {
    const key = await crypto.subtle.importKey("spki", publicKey, { name: "ECDSA", namedCurve: "P-256" }, false, [
      "verify",
    ]);
    return await crypto.subtle.verify(ECDSA, key, fromDer(signature), message);
  } catch (fault) {
    if (fault instanceof NotDer || fault instanceof DOMException) {
      return false;
    }
    throw fault;
  }
}

/** Signs `message` by ECDSA with SHA-256; the signature in DER. */
export async function sign(key: CryptoKey, message: Bytes): Promise<Bytes> {
  const both = new Uint8Array(await crypto.subtle.sign(ECDSA, key, message));
  return write(
    SEQUENCE,
    writeUnsigned(both.subarray(0, NUMBER_BYTES)),
    writeUnsigned(both.subarray(NUMBER_BYTES)),
  );
}

/** WebCrypto's form: both numbers, one after the other, at their full length. */
function fromDer(signature: Bytes): Bytes {
  const fields = new Fields(read(signature));
  const both = concatenated(fullLength(fields.next(INTEGER).value), fullLength(fields.next(INTEGER).value));
  fields.end();
  return both;
}

function fullLength(number: Bytes): Bytes {
  const digits = number[0] === 0 ? number.subarray(1) : number;
  if (number[0]! >= 0x80 || digits.length > NUMBER_BYTES) {
    throw new NotDer();
  }
  return concatenated(new Uint8Array(NUMBER_BYTES - digits.length), digits);
}
