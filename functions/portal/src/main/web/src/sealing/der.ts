/**
 * ASN.1 in the distinguished encoding (X.690, section 10), read strictly: one value has one form, and anything else is
 * refused. A general ASN.1 library reads BER as well, cannot say which of the two it read, and is many times as long.
 */

/** Bytes that nobody else can grow or share; what WebCrypto takes. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** One value. */
export type Element = {
  /** The identifier octet; tag numbers above 30 are refused. */
  readonly tag: number;
  /** The whole encoding. */
  readonly bytes: Bytes;
  /** The encoding without identifier and length. */
  readonly value: Bytes;
};

/** The bytes are not in this encoding, or not of the structure that was asked for. */
export class NotDer extends Error {
  override readonly name = "NotDer";
}

export const BOOLEAN = 0x01;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
const NULL = 0x05;
export const OBJECT_IDENTIFIER = 0x06;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
export const SEQUENCE = 0x30;
export const SET = 0x31;

const CONSTRUCTED = 0x20;
const CLASS = 0xc0;
const NUMBER = 0x1f;
const DEPTH_MAX = 32;

/** The numbers of the universal types that are always primitive, strings and times among them. */
const PRIMITIVES = new Set([1, 2, 3, 4, 5, 6, 7, 10, 12, 13, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 30]);
const CONSTRUCTS = new Set([8, 16, 17]);

/** A context-specific tag: primitive, for an IMPLICIT string or integer. */
export const primitive = (number: number): number => 0x80 | number;

/** A context-specific tag: constructed, for EXPLICIT, and for an IMPLICIT sequence or set. */
export const constructed = (number: number): number => 0xa0 | number;

/** The one value that `bytes` are, with nothing after it. */
export function read(bytes: Bytes): Element {
  const element = elementAt(bytes, 0);
  if (element.bytes.length !== bytes.length) {
    throw new NotDer();
  }
  check(element, 0);
  return element;
}

/** The values that a constructed one is made of. */
export function children(parent: Element): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < parent.value.length; ) {
    const element = elementAt(parent.value, at);
    found.push(element);
    at += element.bytes.length;
  }
  return found;
}

/** The members of a sequence, taken one after the other. */
export class Fields {
  private readonly rest: Element[];

  constructor(sequence: Element, tag = SEQUENCE) {
    if (sequence.tag !== tag) {
      throw new NotDer();
    }
    this.rest = children(sequence);
  }

  /** The next member, which has to be there and of this tag. */
  next(tag: number): Element {
    const element = this.optional(tag);
    if (element === undefined) {
      throw new NotDer();
    }
    return element;
  }

  /** The next member if it has this tag. */
  optional(tag: number): Element | undefined {
    return this.rest[0]?.tag === tag ? this.rest.shift() : undefined;
  }

  /** The next member, whatever it is, if there is one. */
  any(): Element | undefined {
    return this.rest.shift();
  }

  /** There is no member left. */
  end(): void {
    if (this.rest.length > 0) {
      throw new NotDer();
    }
  }
}

/** The only member of a sequence, a set or an EXPLICIT tag; of any tag, if none is given. */
export function only(parent: Element, tag?: number): Element {
  const [element, ...more] = children(parent);
  if (element === undefined || more.length > 0 || (tag !== undefined && element.tag !== tag)) {
    throw new NotDer();
  }
  return element;
}

/** The bytes of a BIT STRING that is made of whole ones. */
export function wholeBytes(bits: Element): Bytes {
  if (bits.value[0] !== 0) {
    throw new NotDer();
  }
  return bits.value.subarray(1);
}

/** An AlgorithmIdentifier (RFC 5280, section 4.1.1.2), as it is encoded, in base 16. */
export function algorithm(element: Element): string {
  algorithmAndParameters(element);
  return hex(element.bytes);
}

/** What an AlgorithmIdentifier names, and its parameters if it has any. */
export function algorithmAndParameters(element: Element): { name: string; parameters: Element | undefined } {
  const fields = new Fields(element);
  const name = hex(fields.next(OBJECT_IDENTIFIER).bytes);
  const parameters = fields.any();
  fields.end();
  return { name, parameters };
}

/** A small INTEGER that is not negative. */
export function smallNumber(integer: Element): number {
  if (integer.value.length > 3 || integer.value[0]! >= 0x80) {
    throw new NotDer();
  }
  return integer.value.reduce((number, byte) => number * 256 + byte, 0);
}

/** Milliseconds since 1970 of a time as RFC 5280, section 4.1.2.5 writes it: whole seconds, UTC. */
export function time(element: Element, tag = element.tag): number {
  const instant = instantOf(tag, element.value);
  if (instant === undefined) {
    throw new NotDer();
  }
  return instant;
}

function instantOf(tag: number, value: Bytes): number | undefined {
  const text = String.fromCharCode(...value);
  const form =
    tag === UTC_TIME
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
      : tag === GENERALIZED_TIME
        ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
        : undefined;
  const [year, month, day, hour, minute, second] = (form?.exec(text) ?? []).slice(1).map(Number);
  if (year === undefined) {
    return undefined;
  }
  const full = tag === GENERALIZED_TIME ? year : year + (year < 50 ? 2000 : 1900);
  const instant = Date.UTC(full, month! - 1, day, hour, minute, second);
  // Months and hours that do not exist would be carried over into others.
  return text.endsWith(new Date(instant).toISOString().replace(/\.\d+|[-:T]/g, "").slice(2)) ? instant : undefined;
}

/** The time in an IMPLICIT GeneralizedTime. */
export const generalizedTime = (element: Element): number => time(element, GENERALIZED_TIME);

export function equal(these: Uint8Array, those: Uint8Array): boolean {
  return these.length === those.length && these.every((byte, i) => byte === those[i]);
}

/** As digits of base 16, for comparing with constants. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Writes a value; for a constructed one, give what it is made of. */
export function write(tag: number, ...values: Uint8Array[]): Bytes {
  const value = concatenated(...values);
  const length: number[] = [];
  for (let rest = value.length; rest > 0; rest = Math.floor(rest / 256)) {
    length.unshift(rest % 256);
  }
  const head = value.length < 0x80 ? [value.length] : [0x80 | length.length, ...length];
  return concatenated(Uint8Array.of(tag, ...head), value);
}

/** Writes an INTEGER that is not negative. */
export function writeUnsigned(number: Uint8Array): Bytes {
  const first = number.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : number.subarray(first);
  return digits[0]! >= 0x80 ? write(INTEGER, Uint8Array.of(0), digits) : write(INTEGER, digits);
}

export function concatenated(...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function elementAt(bytes: Bytes, at: number): Element {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & NUMBER) === NUMBER) {
    throw new NotDer();
  }
  let from = at + 2;
  let length = first;
  if (first >= 0x80) {
    const digits = bytes.subarray(from, from + (first & 0x7f));
    from += first & 0x7f;
    length = digits.reduce((number, byte) => number * 256 + byte, 0);
    // The shortest form, and no length that is left open.
    if (digits.length > 4 || digits.length !== (first & 0x7f) || digits[0] === 0 || length < 0x80) {
      throw new NotDer();
    }
  }
  const value = bytes.subarray(from, from + length);
  if (value.length !== length) {
    throw new NotDer();
  }
  return { tag, bytes: bytes.subarray(at, from + length), value };
}

function check(element: Element, depth: number): void {
  const { tag, value } = element;
  const isConstructed = (tag & CONSTRUCTED) !== 0;
  if ((tag & CLASS) === 0 && !(isConstructed ? CONSTRUCTS : PRIMITIVES).has(tag & NUMBER)) {
    throw new NotDer();
  }
  if (!isConstructed) {
    if (!isOneForm(tag, value)) {
      throw new NotDer();
    }
    return;
  }
  if (depth === DEPTH_MAX) {
    throw new NotDer();
  }
  const members = children(element);
  members.forEach((member) => check(member, depth + 1));
  if (tag === SET && members.some((member, i) => i > 0 && isBefore(member.bytes, members[i - 1]!.bytes))) {
    throw new NotDer();
  }
}

function isOneForm(tag: number, value: Bytes): boolean {
  const [first, second] = value;
  switch (tag) {
    case BOOLEAN:
      return value.length === 1 && (first === 0 || first === 0xff);
    case INTEGER:
      // No leading byte that only repeats the sign.
      return (
        first !== undefined &&
        (second === undefined || !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
      );
    case BIT_STRING:
      return first !== undefined && isPadded(first, value);
    case NULL:
      return value.length === 0;
    case OBJECT_IDENTIFIER:
      return value.length > 0 && value.at(-1)! < 0x80 && !value.some((byte, i) => byte === 0x80 && startsArc(value, i));
    case UTC_TIME:
    case GENERALIZED_TIME:
      return instantOf(tag, value) !== undefined;
    default:
      return true;
  }
}

/** Whether the bits that do not count are fewer than eight, and zero. */
function isPadded(unused: number, value: Bytes): boolean {
  return value.length === 1 ? unused === 0 : unused < 8 && (value.at(-1)! & ((1 << unused) - 1)) === 0;
}

const startsArc = (value: Bytes, at: number): boolean => at === 0 || value[at - 1]! < 0x80;

/** The order of a set's members: by their bytes (X.690, section 11.6). */
function isBefore(these: Bytes, those: Bytes): boolean {
  const differ = these.findIndex((byte, i) => byte !== those[i]);
  return differ >= 0 ? these[differ]! < (those[differ] ?? -1) : these.length < those.length;
}
