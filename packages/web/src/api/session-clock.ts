import type { Me } from '@jizhun/api';

/** Reads a clock in milliseconds that nobody sets. */
type Clock = () => number;

/**
 * When the session will end, as the page knows it: the server says how many seconds are left, and everything a person
 * does begins them anew. Spans only, because the clock of a desk may be wrong.
 */
export class SessionClock {
  readonly #now: Clock;
  #idle = Number.POSITIVE_INFINITY;
  #ends = Number.POSITIVE_INFINITY;
  #longest = Number.POSITIVE_INFINITY;

  constructor(now: Clock = () => performance.now()) {
    this.#now = now;
  }

  /** Takes over what the server says. */
  set(session: Me['session']): void {
    const now = this.#now();
    const after = (seconds: number | undefined) =>
      seconds === undefined ? Number.POSITIVE_INFINITY : now + seconds * 1000;
    this.#idle = (session?.idleSeconds ?? Number.POSITIVE_INFINITY) * 1000;
    this.#ends = after(session?.endsInSeconds);
    this.#longest = after(session?.longestInSeconds);
  }

  /** A request of the person was answered: the span without one begins anew. */
  touch(): void {
    this.#ends = Math.min(this.#now() + this.#idle, this.#longest);
  }

  /** Seconds until the end; Infinity where there is no session. */
  left(): number {
    return (this.#ends - this.#now()) / 1000;
  }

  /** Whether going on working puts the end off. */
  canGoOn(): boolean {
    return this.#longest - this.#ends > 1000;
  }
}
