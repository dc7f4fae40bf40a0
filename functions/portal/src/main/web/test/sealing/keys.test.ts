// @vitest-environment node
/// <reference types="node" />
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { createDeviceKey, deviceIdOf, importDeviceKey } from "../../src/sealing/devicekey";
import { encode, parse } from "../../src/sealing/recoveryCode";
import {
  CannotUnwrap,
  RecoveryCodeFault,
  unwrapByPrf,
  unwrapByRecovery,
  wrapByPrf,
  wrapByRecovery,
} from "../../src/sealing/wrap";
import { pem } from "./vectors";

const PRF = new Uint8Array(32).fill(7);
const PRF_SALT = new Uint8Array(32).fill(8);
const CREDENTIAL = Uint8Array.of(1, 2, 3);

describe("a device key", () => {
  it("comes with a request that OpenSSL verifies, for the key that was made", async () => {
    const { request, pkcs8 } = await createDeviceKey();

    const said = openssl(request, "req", "-inform", "DER", "-verify", "-noout", "-pubkey", "-subject");
    expect(said).toContain("subject=\n");
    expect(said).toContain(openssl(pkcs8, "pkey", "-inform", "DER", "-pubout"));
  });

  it("is named by its public half", async () => {
    const { deviceId, pkcs8 } = await createDeviceKey();
    const publicKey = openssl(pkcs8, "pkey", "-inform", "DER", "-pubout");
    const der = Buffer.from(publicKey.replace(/-----[^-]+-----/g, ""), "base64");

    expect(deviceId).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(await deviceIdOf(new Uint8Array(der))).toBe(deviceId);
  });

  it("opens by the same key that signed the request, and cannot be read again", async () => {
    const { pkcs8 } = await createDeviceKey();
    const key = await importDeviceKey(pkcs8);

    expect(key.extractable).toBe(false);
    expect(key.usages).toEqual(["deriveBits"]);
    await expect(crypto.subtle.exportKey("pkcs8", key)).rejects.toThrow();
  });
});

describe("a key wrapped under a passkey", () => {
  const pkcs8 = pem("desk.key.pem");

  it("is unwrapped by the same passkey for the same device, and by nothing else", async () => {
    const blob = await wrapByPrf(pkcs8, PRF, "device", CREDENTIAL, PRF_SALT);

    expect(await unwrapByPrf(blob, PRF, "device")).toEqual(pkcs8);
    await expect(unwrapByPrf(blob, new Uint8Array(32), "device")).rejects.toThrow(CannotUnwrap);
    await expect(unwrapByPrf(blob, PRF, "another")).rejects.toThrow(CannotUnwrap);
    await expect(unwrapByPrf({ ...blob, salt: "AAAA" }, PRF, "device")).rejects.toThrow(CannotUnwrap);
    await expect(unwrapByPrf({ ...blob, key: `${blob.key.startsWith("A") ? "B" : "A"}${blob.key.slice(1)}` }, PRF, "device")).rejects.toThrow(CannotUnwrap);
    await expect(unwrapByPrf({ ...blob, key: "*" }, PRF, "device")).rejects.toThrow(CannotUnwrap);
  });

  it("says which passkey to ask and for what, and fits into what the gateway keeps", async () => {
    const blob = await wrapByPrf(pkcs8, PRF, "device", CREDENTIAL, PRF_SALT);

    expect(blob).toMatchObject({ v: 1, credential: "AQID", prfSalt: Buffer.from(PRF_SALT).toString("base64url") });
    expect(JSON.stringify(blob).length).toBeLessThan(4_096);
  });

  it("is never wrapped the same way twice", async () => {
    const once = await wrapByPrf(pkcs8, PRF, "device", CREDENTIAL, PRF_SALT);
    const again = await wrapByPrf(pkcs8, PRF, "device", CREDENTIAL, PRF_SALT);

    expect(once.salt).not.toBe(again.salt);
    expect(once.iv).not.toBe(again.iv);
    expect(once.key).not.toBe(again.key);
  });

  it("needs all 32 bytes of the passkey's output", async () => {
    await expect(wrapByPrf(pkcs8, PRF.slice(1), "device", CREDENTIAL, PRF_SALT)).rejects.toThrow(RangeError);
  });
});

describe("a key wrapped under a recovery code", () => {
  const pkcs8 = pem("desk.key.pem");

  it("is unwrapped by the code as it was printed, for the same device, and by no other code", async () => {
    const { code, blob } = await wrapByRecovery(pkcs8, "device");
    const other = await wrapByRecovery(pkcs8, "device");

    expect(await unwrapByRecovery(blob, code, "device")).toEqual(pkcs8);
    await expect(unwrapByRecovery(blob, other.code, "device")).rejects.toThrow(CannotUnwrap);
    await expect(unwrapByRecovery(blob, code, "another")).rejects.toThrow(CannotUnwrap);
    expect(Object.keys(blob).sort()).toEqual(["iv", "key", "salt", "v"]);
  });

  it("is not unwrapped as if it were under a passkey", async () => {
    const { code, blob } = await wrapByRecovery(pkcs8, "device");
    const secret = new Uint8Array(32);
    secret.set(await parse(code));
    const asPasskey = { ...blob, credential: "", prfSalt: "" };

    await expect(unwrapByPrf(asPasskey, secret, "device")).rejects.toThrow(CannotUnwrap);
  });
});

describe("a recovery code", () => {
  const secret = Uint8Array.from({ length: 16 }, (_, i) => i * 17);
  const printed = "008J-4CT4-ANK7-F24S-NAXW-SQFE-ZYMF";

  it("is 28 characters in seven groups", async () => {
    expect(await encode(secret)).toBe(printed);
    expect(printed).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it("is read however it is typed", async () => {
    for (const typed of [
      printed,
      printed.toLowerCase(),
      printed.replaceAll("-", " "),
      printed.replaceAll("-", ""),
      ` ${printed.replaceAll("-", "–")}\n`,
      printed.replaceAll("0", "O").replaceAll("1", "I"),
      printed.replaceAll("0", "o").replaceAll("1", "l"),
    ]) {
      expect(await parse(typed)).toEqual(secret);
    }
  });

  it("is refused for the reason that helps", async () => {
    expect(await fault("")).toBe("LENGTH");
    expect(await fault(printed.slice(1))).toBe("LENGTH");
    expect(await fault(`${printed}0`)).toBe("LENGTH");
    expect(await fault(printed.replace(/.$/, "U"))).toBe("CHARACTER");
    expect(await fault(printed.replace(/.$/, "!"))).toBe("CHARACTER");
  });

  it("is refused with any one character mistyped, or two neighbours exchanged", async () => {
    const code = printed.replaceAll("-", "");
    const wrong: string[] = [];
    for (let i = 0; i < code.length; i++) {
      const other = code[i] === "7" ? "8" : "7";
      wrong.push(code.slice(0, i) + other + code.slice(i + 1));
      if (i > 0 && code[i - 1] !== code[i]) {
        wrong.push(code.slice(0, i - 1) + code[i] + code[i - 1] + code.slice(i + 1));
      }
    }

    expect(wrong.length).toBeGreaterThan(50);
    for (const typed of wrong) {
      expect(await fault(typed)).toBe("CHECKSUM");
    }
  });

  async function fault(typed: string): Promise<string | undefined> {
    try {
      await parse(typed);
      return undefined;
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(RecoveryCodeFault);
      return (thrown as RecoveryCodeFault).reason;
    }
  }
});

function openssl(input: Uint8Array, ...command: string[]): string {
  return execFileSync("openssl", command, { input, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
}
