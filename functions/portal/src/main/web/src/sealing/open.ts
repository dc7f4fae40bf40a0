import { mayHaveSigned, readCertificate } from "./certificate";
import type { Bytes } from "./der";
import type { DeviceKey } from "./devicekey";
import { openEnvelope } from "./envelope";
import { CannotOpen } from "./refusal";
import { type Signed, readSigned } from "./signed";

export { CannotOpen, type Reason } from "./refusal";

/** What a copy held. */
export type Opened = {
  /** The bytes as parsed. */
  readonly content: unknown;
  /** What the gateway signed, to the byte. */
  readonly bytes: Bytes;
  /** The gateway's word for when it signed, in whole seconds. */
  readonly signedAt: Date;
};

/**
 * Decrypts a copy and proves that the gateway signed it. Takes the one profile that the gateway makes and no other, and
 * only in DER; refuses by the same reasons as the gateway's own opener. Throws `CannotOpen` with the reason.
 *
 * @param der the sealed copy, a CMS message
 * @param keys the reader's devices, as far as this browser holds their keys
 * @param authority the certificate of the gateway's authority, DER: trusted because it is given here
 */
export async function openCopy(der: Bytes, keys: readonly DeviceKey[], authority: Bytes): Promise<Opened> {
  const { content, signedAt } = await proved(await openEnvelope(der, keys), authority);
  return { content: parsed(content), bytes: content, signedAt: new Date(signedAt) };
}

/** Proves that the gateway signed what was in the envelope. Throws `CannotOpen`. */
export async function proved(message: Bytes, authority: Bytes): Promise<Signed> {
  const signed = await readSigned(message);
  if (!(await mayHaveSigned(signed.signer, readCertificate(authority), signed.signedAt))) {
    throw new CannotOpen("SIGNER_NOT_CERTIFIED");
  }
  return signed;
}

function parsed(content: Bytes): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content));
  } catch {
    throw new CannotOpen("OTHER_PROFILE");
  }
}
