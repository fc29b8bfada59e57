/** Milliseconds before the first attempt to connect again, at most. */
export const firstDelay = 250;

/** Milliseconds between attempts, at most. */
export const longestDelay = 5000;

/** How long a connection must have held for the delays to begin anew, in milliseconds. */
export const settledAfter = 2000;

/** Jittered, doubling delays: when a gateway goes, its viewers do not come back in one wave. */
export class Backoff {
  readonly #random: () => number;
  #attempts = 0;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Milliseconds to wait before the next attempt: between half of the step and all of it. */
  next(): number {
    const step = Math.min(firstDelay * 2 ** this.#attempts, longestDelay);
    this.#attempts = Math.min(this.#attempts + 1, 10);
    return step * (0.5 + 0.5 * this.#random());
  }

  /** A connection has held. */
  reset(): void {
    this.#attempts = 0;
  }
}
