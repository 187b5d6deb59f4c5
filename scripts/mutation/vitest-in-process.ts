import assert from 'node:assert/strict';

/**
 * What the unit tests of packages/rules use of vitest, so that they can be run in this process thousands of times: engine
 * worker hooks it in the place of `vitest`. Tests that need ../shared (`runIf`) are left out.
 */

/** One test, by its name. */
export interface Test {
  name: string;
  run: () => unknown;
}

type Body = (...given: never[]) => unknown;

const collected: Test[] = [];
const over: string[] = [];

/** The tests that were described since the last time. */
export function takeTests(): Test[] {
  return collected.splice(0);
}

const put = (name: string, run: () => unknown): void => {
  collected.push({ name: [...over, name].join(' > '), run });
};
const skip = (): void => undefined;

/** A row of a table of cases gives its fields one by one. */
const spread = (body: Body, one: unknown): unknown =>
  (body as (...given: unknown[]) => unknown)(...(Array.isArray(one) ? one : [one]));

export const it = Object.assign(put, {
  each:
    (all: readonly unknown[]) =>
    (name: string, body: Body): void => {
      all.forEach((one, i) => {
        put(`${name} ${i}`, () => spread(body, one));
      });
    },
  runIf: () => Object.assign(skip, { each: () => skip }),
});

const within = (name: string, body: () => void): void => {
  over.push(name);
  body();
  over.pop();
};
export const describe = Object.assign(within, {
  each:
    (all: readonly unknown[]) =>
    (name: string, body: Body): void => {
      all.forEach((one, i) => {
        within(`${name} ${i}`, () => void spread(body, one));
      });
    },
  runIf: () => Object.assign(skip, { each: () => skip }),
});

/** A value that another is held against in its own way. */
class Containing {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** As `toEqual`: members that are undefined count for nothing. `only` where the actual value may have more members. */
function equal(actual: unknown, expected: unknown, only = false): boolean {
  if (expected instanceof Containing) return typeof actual === 'string' && actual.includes(expected.text);
  if (Object.is(actual, expected)) return true;
  if (typeof actual !== 'object' || typeof expected !== 'object' || actual === null || expected === null) return false;
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((one, i) => equal(actual[i], one, only))
    );
  if (expected instanceof Set || expected instanceof Map)
    return actual.constructor === expected.constructor && equal([...(actual as Set<unknown>)], [...expected]);
  const [one, other] = [actual as Record<string, unknown>, expected as Record<string, unknown>];
  const keys = new Set([...Object.keys(other), ...(only ? [] : Object.keys(one))]);
  return [...keys].every((key) => equal(one[key], other[key], only));
}

function thrown(work: unknown): unknown {
  try {
    (work as () => unknown)();
  } catch (error) {
    return error ?? new Error('nothing was thrown');
  }
  return undefined;
}

function matchers(actual: unknown, sign: boolean) {
  const hold = (holds: boolean): void => assert.equal(holds, sign);
  const size = (): number => (actual as { length: number }).length;
  return {
    toBe: (expected: unknown) => hold(Object.is(actual, expected)),
    toEqual: (expected: unknown) => hold(equal(actual, expected)),
    toMatchObject: (expected: unknown) => hold(equal(actual, expected, true)),
    toBeDefined: () => hold(actual !== undefined),
    toBeUndefined: () => hold(actual === undefined),
    toBeInstanceOf: (kind: abstract new (...given: never[]) => unknown) => hold(actual instanceof kind),
    toBeGreaterThan: (least: number) => hold((actual as number) > least),
    toBeLessThan: (most: number) => hold((actual as number) < most),
    toBeLessThanOrEqual: (most: number) => hold((actual as number) <= most),
    toBeCloseTo: (near: number, digits = 2) => hold(Math.abs((actual as number) - near) < 10 ** -digits / 2),
    toHaveLength: (length: number) => hold(size() === length),
    toContain: (one: unknown) =>
      hold(
        typeof actual === 'string' ? actual.includes(one as string) : [...(actual as Iterable<unknown>)].includes(one),
      ),
    toContainEqual: (one: unknown) => hold((actual as unknown[]).some((item) => equal(item, one))),
    toMatch: (pattern: RegExp | string) =>
      hold(typeof pattern === 'string' ? (actual as string).includes(pattern) : pattern.test(actual as string)),
    toThrow: (expected?: RegExp | string | (new (...given: never[]) => unknown)) => {
      const error = thrown(actual);
      const message = error instanceof Error ? error.message : String(error);
      hold(
        error !== undefined &&
          (expected === undefined ||
            (typeof expected === 'function'
              ? error instanceof expected
              : typeof expected === 'string'
                ? message.includes(expected)
                : expected.test(message))),
      );
    },
    /** Strings and lists of strings, as vitest prints them. */
    toMatchInlineSnapshot: (text: string) =>
      hold(JSON.stringify(actual) === JSON.stringify([...text.matchAll(/^\s*"(.*)",$/gm)].map(([, one]) => one))),
  };
}

export const expect = Object.assign(
  (actual: unknown, _about?: string) => ({ ...matchers(actual, true), not: matchers(actual, false) }),
  { stringContaining: (text: string) => new Containing(text) },
);
