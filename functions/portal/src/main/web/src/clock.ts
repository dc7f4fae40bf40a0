// The gateway's time rather than the machine's, which may be wrong: the sign-in says when it was issued, and nothing
// is shown that was not there before.

export class Clock {
  /** How far from the gateway's a machine's clock may be before it is put right; below, a delay is all it is. */
  static readonly LEEWAY_MS = 120_000;

  #ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  /** Of an answer that was given just now. */
  isNow(at: Date): void {
    const ahead = at.getTime() - Date.now();
    this.#ahead = Math.abs(ahead) > Clock.LEEWAY_MS ? ahead : 0;
  }

  /** Something happened at `at`, so it cannot be earlier. */
  notBefore(at: Date): void {
    const behind = at.getTime() - this.now().getTime();
    if (behind > 0) {
      this.#ahead += behind;
    }
  }
}

/**
 * How long ago something was, sleep included: by the machine's clock, unless that was put back meanwhile. The other
 * clock never goes back, and on some machines stands still while they sleep.
 */
export class Since {
  readonly #at = Date.now();
  readonly #steady = performance.now();

  ms(): number {
    return Math.max(Date.now() - this.#at, performance.now() - this.#steady);
  }
}
