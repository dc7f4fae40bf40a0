export type { DeviceKey } from "./open.js";
export async function createDeviceKey(): Promise<{ deviceId: string; request: Uint8Array; pkcs8: Uint8Array; checkCode: string }> {
  throw new Error("not there yet");
}
export async function importDeviceKey(_pkcs8: Uint8Array): Promise<CryptoKey> {
  throw new Error("not there yet");
}
