export type DeviceKey = { deviceId: string; key: CryptoKey; certificates: Uint8Array[] };
export type Opened = { content: unknown; bytes: Uint8Array; signedAt: Date };
export type Reason =
  | "NOT_CMS" | "OTHER_PROFILE" | "SHORT_TAG" | "NOT_FOR_THIS_KEY" | "TAMPERED" | "SIGNATURE_INVALID" | "SIGNER_NOT_CERTIFIED";
export class CannotOpen extends Error {
  constructor(readonly reason: Reason) {
    super("a sealed message was refused");
  }
}
export async function openCopy(_der: Uint8Array, _keys: DeviceKey[], _authority: Uint8Array, _now: Date): Promise<Opened> {
  throw new CannotOpen("OTHER_PROFILE");
}
