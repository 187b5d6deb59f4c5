import { ProblemError } from '../http/problem.ts';

/** Failures after which an address waits: an office comes from one address, so they are many. */
const ADDRESS_FAILURES = 30;
const ADDRESS_SPAN_MS = 10 * 60_000;
/** The longest wait between two tries under one name. */
const LONGEST_WAIT_MS = 60_000;
/** Failures under a name are forgotten after so long without another. */
const NAME_SPAN_MS = 30 * 60_000;
/** Most addresses and names that are remembered. Beyond that, the oldest are forgotten first. */
const MOST = 20_000;

/**
 * Slows down those who try passwords, by address and by name. It does not ask whether there is such a name, so that
 * nobody learns it from the wait. Kept in memory: the lock of an account is what lasts.
 */
export interface Throttle {
  /**
   * Begins a try, which counts as failed until it is `passed`, so that many at once do not slip through together.
   *
   * @throws ProblemError 429 where it is too early
   */
  begin(address: string, name: string, now: Date): { passed(): void };
}

const tooEarly = (ms: number) => {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  const when = seconds < 120 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
  return new ProblemError(
    429,
    'too-many-attempts',
    { title: '尝试过于频繁', detail: `多次没有登录成功，须等 ${when}。`, remedy: `请 ${when}后再试。` },
    { 'retry-after': String(seconds) },
  );
};

/** A map that forgets what was put into it longest ago. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= MOST) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    break;
  }
}

export function createThrottle(): Throttle {
  const addresses = new Map<string, { since: number; failures: number }>();
  const names = new Map<string, { last: number; failures: number }>();
  return {
    begin(address, name, now) {
      const at = now.getTime();
      const byAddress = addresses.get(address);
      const here = byAddress !== undefined && at - byAddress.since < ADDRESS_SPAN_MS ? byAddress : undefined;
      if (here !== undefined && here.failures >= ADDRESS_FAILURES) throw tooEarly(here.since + ADDRESS_SPAN_MS - at);
      const byName = names.get(name);
      const known = byName !== undefined && at - byName.last < NAME_SPAN_MS ? byName : undefined;
      // The first slip costs nothing; then 2, 4, 8 … seconds.
      const wait =
        known === undefined || known.failures < 2 ? 0 : Math.min(2 ** (known.failures - 1) * 1000, LONGEST_WAIT_MS);
      if (known !== undefined && at < known.last + wait) throw tooEarly(known.last + wait - at);
      remember(addresses, address, { since: here?.since ?? at, failures: (here?.failures ?? 0) + 1 });
      remember(names, name, { last: at, failures: (known?.failures ?? 0) + 1 });
      return {
        passed() {
          names.delete(name);
          const entry = addresses.get(address);
          if (entry !== undefined) entry.failures = Math.max(0, entry.failures - 1);
        },
      };
    },
  };
}
