// @vitest-environment node
import { fromBER } from "asn1js";
import { describe, expect, it } from "vitest";
import { type Bytes, NotDer, SEQUENCE, children, hex, read, time, write, writeUnsigned } from "../../src/sealing/der";
import { file, files, pem } from "./vectors";

const bytes = (digits: string): Bytes => new Uint8Array((digits.match(/../g) ?? []).map((pair) => parseInt(pair, 16)));

describe("the reader of DER", () => {
  it.each([...files("opens").map((name) => ({ name, der: file(name) })), { name: "a certificate", der: pem("desk.cert.pem") }])(
    "reads of $name what another reader reads",
    ({ der }) => {
      const other = fromBER(der);

      expect(other.offset).toBe(der.length);
      expect(outline(read(der))).toEqual(otherOutline(other.result));
    },
  );

  it.each([
    ["nothing", ""],
    ["a tag alone", "30"],
    ["less than it says", "0402ff"],
    ["more than it says", "0401ffff"],
    ["a length left open", "30800000"],
    ["a length in a longer form", "048101ff"],
    ["a length with a zero before it", "04820001ff"],
    ["a length of five bytes", "04850000000001ff"],
    ["a tag number above 30", "1f8101"],
    ["a tag that nothing has", "0f00"],
    ["a sequence that is primitive", "1000"],
    ["an octet string in parts", "24030401ff"],
    ["a number with a zero before it", "0202007f"],
    ["a negative number with a one before it", "0202ff80"],
    ["an empty number", "0200"],
    ["a truth other than 0 and 255", "010101"],
    ["a null that holds something", "050100"],
    ["bits of which spare ones are set", "03020101"],
    ["eight spare bits", "03020800"],
    ["no bits with spare ones", "030101"],
    ["an object identifier that does not end", "060181"],
    ["an object identifier with a zero before an arc", "0603558001"],
    ["an empty object identifier", "0600"],
    ["a set out of order", "3106020102020101"],
    ["something wrong inside", "30040202007f"],
  ])("refuses %s", (_, digits) => {
    expect(() => read(bytes(digits))).toThrow(NotDer);
  });

  it.each(["0401ff", "02020080", "0202ff7f", "0101ff", "0500", "03020102", "030100", "0603558101", "3106020101020102"])(
    "takes %s",
    (digits) => {
      expect(hex(read(bytes(digits)).bytes)).toBe(digits);
    },
  );

  it("refuses what is deeper than any message", () => {
    let nested = write(SEQUENCE);
    for (let depth = 0; depth < 31; depth++) {
      nested = write(SEQUENCE, nested);
    }

    expect(read(nested).bytes).toEqual(nested);
    expect(() => read(write(SEQUENCE, nested))).toThrow(NotDer);
  });
});

describe("a time", () => {
  const utc = (text: string): number => time(read(write(0x17, new TextEncoder().encode(text))));
  const generalized = (text: string): number => time(read(write(0x18, new TextEncoder().encode(text))));

  it("is of this century until 2049, and of the last from 1950", () => {
    expect(utc("491231235959Z")).toBe(Date.UTC(2049, 11, 31, 23, 59, 59));
    expect(utc("500101000000Z")).toBe(Date.UTC(1950, 0, 1));
    expect(generalized("20500101000000Z")).toBe(Date.UTC(2050, 0, 1));
  });

  it.each(["260230000000Z", "260132000000Z", "261301000000Z", "260101240000Z", "2601010000Z", "260101000000+0100"])(
    "is not %s",
    (text) => {
      expect(() => utc(text)).toThrow(NotDer);
      expect(() => generalized(`20${text}`)).toThrow(NotDer);
    },
  );
});

describe("the writer of DER", () => {
  it.each([0, 127, 128, 255, 256, 65_536])("writes %i bytes so that they are read back", (length) => {
    const written = write(0x04, new Uint8Array(length));

    expect(read(written).value).toHaveLength(length);
  });

  it.each([
    ["00", "020100"],
    ["0000", "020100"],
    ["007f", "02017f"],
    ["80", "02020080"],
    ["00ff01", "020300ff01"],
  ])("writes the number %s as %s", (number, written) => {
    expect(hex(writeUnsigned(bytes(number)))).toBe(written);
  });
});

type Outline = [tag: number, length: number, members: Outline[]];

function outline(element: { tag: number; bytes: Bytes; value: Bytes }): Outline {
  const isConstructed = (element.tag & 0x20) !== 0;
  return [element.tag, element.bytes.length, isConstructed ? children(element).map(outline) : []];
}

function otherOutline(node: ReturnType<typeof fromBER>["result"]): Outline {
  const { tagClass, tagNumber, isConstructed } = node.idBlock;
  const tag = ((tagClass - 1) << 6) | (isConstructed ? 0x20 : 0) | tagNumber;
  const members = isConstructed ? (node.valueBlock as unknown as { value: (typeof node)[] }).value : [];
  return [tag, node.blockLength, members.map(otherOutline)];
}
