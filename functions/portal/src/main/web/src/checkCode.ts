import { sha256, utf8 } from "./bytes.js";

/** The six figures by which an approver knows this very device's request: "123 456". */
export async function checkCode(device: string): Promise<string> {
  const digest = await sha256(utf8(`firstbell check code v1\n${device}`));
  const number = digest.reduce((rest, byte) => (rest * 256 + byte) % 1_000_000, 0);
  const figures = String(number).padStart(6, "0");
  return `${figures.slice(0, 3)} ${figures.slice(3)}`;
}
