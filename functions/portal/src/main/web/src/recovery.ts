/** What is wrong with a recovery code as it was typed. */
export class RecoveryCodeError extends Error {
  constructor(readonly kind: "length" | "letter" | "checksum") {
    super("that is no recovery code");
  }
}
