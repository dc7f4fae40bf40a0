import type { PasskeyBlob, RecoveryBlob } from "../api.js";
export async function wrapByPrf(_p: Uint8Array, _prf: Uint8Array, _device: string, _credential: string, _salt: string): Promise<PasskeyBlob> {
  throw new Error("not there yet");
}
export async function unwrapByPrf(_blob: PasskeyBlob, _prf: Uint8Array, _device: string): Promise<Uint8Array> {
  throw new Error("not there yet");
}
export async function wrapByRecovery(_p: Uint8Array, _device: string): Promise<{ code: string; blob: RecoveryBlob }> {
  throw new Error("not there yet");
}
export async function unwrapByRecovery(_blob: RecoveryBlob, _code: string, _device: string): Promise<Uint8Array> {
  throw new Error("not there yet");
}
