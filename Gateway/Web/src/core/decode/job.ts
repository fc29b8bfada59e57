/** Something that is being decoded aside, and awaited in its turn. */
export class Job<T> {
  /** What came of it: undefined while it is not done, null when it failed. */
  result: T | null | undefined = undefined;
  #settled: (() => void) | null = null;

  get isSettled(): boolean {
    return this.result !== undefined;
  }

  /** Calls back once when the job is settled; that it is not yet is for the caller to know. */
  whenSettled(callback: () => void): void {
    this.#settled = callback;
  }

  /** Settles it; only the first time counts, and a later result is the caller's to free. */
  settle(result: T | null): boolean {
    if (this.isSettled) return false;
    this.result = result;
    const settled = this.#settled;
    this.#settled = null;
    settled?.();
    return true;
  }
}
