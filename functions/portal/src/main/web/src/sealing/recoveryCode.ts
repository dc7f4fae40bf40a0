import { type Bytes, concatenated } from "./der";

/** Crockford's base 32: no I, L, O or U. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SECRET_BYTES = 16;
const CODE_CHARS = 28;
const GROUP_CHARS = 4;

/** Why what was typed is no recovery code. */
export type Fault = "LENGTH" | "CHARACTER" | "CHECKSUM";

/** What was typed is no recovery code. Holds nothing of it. */
export class RecoveryCodeFault extends Error {
  override readonly name = "RecoveryCodeFault";

  constructor(readonly reason: Fault) {
    super("no recovery code");
  }
}

/** 28 characters in seven groups, for 16 secret bytes and 12 bits of their SHA-256. */
export async function encode(secret: Bytes): Promise<string> {
  const bytes = concatenated(secret, await checksum(secret));
  let bits = bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n) >> 4n;
  let code = "";
  for (let i = 0; i < CODE_CHARS; i++) {
    code = ALPHABET[Number(bits & 31n)] + code;
    bits >>= 5n;
  }
  return code.match(new RegExp(`.{${GROUP_CHARS}}`, "g"))!.join("-");
}

/**
 * The secret bytes of a code, however it was typed: in either case, with or without spaces and dashes, O for 0, I or L
 * for 1. Throws `RecoveryCodeFault`.
 */
export async function parse(typed: string): Promise<Bytes> {
  const code = typed
    .toUpperCase()
    .replace(/[\s\p{Dash}]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  const digits = Array.from(code, (char) => ALPHABET.indexOf(char));
  if (digits.includes(-1)) {
    throw new RecoveryCodeFault("CHARACTER");
  }
  if (digits.length !== CODE_CHARS) {
    throw new RecoveryCodeFault("LENGTH");
  }
  // 140 bits fill 17 bytes and a half.
  let bits = digits.reduce((number, digit) => (number << 5n) | BigInt(digit), 0n) << 4n;
  const bytes = new Uint8Array(SECRET_BYTES + 2);
  for (let i = bytes.length - 1; i >= 0; i--) {
    bytes[i] = Number(bits & 255n);
    bits >>= 8n;
  }
  const secret = bytes.slice(0, SECRET_BYTES);
  const [first, second] = await checksum(secret);
  if (bytes[SECRET_BYTES] !== first || bytes[SECRET_BYTES + 1] !== second) {
    throw new RecoveryCodeFault("CHECKSUM");
  }
  return secret;
}

/** Twelve bits, and four that are zero. */
async function checksum(secret: Bytes): Promise<Bytes> {
  const [first, second] = new Uint8Array(await crypto.subtle.digest("SHA-256", secret));
  return Uint8Array.of(first!, second! & 0xf0);
}
