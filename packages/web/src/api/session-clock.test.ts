import { expect, test } from 'vitest';
import { SessionClock } from './session-clock.ts';

const session = {
  id: 'a',
  how: 'password',
  endsInSeconds: 600,
  idleSeconds: 1800,
  longestInSeconds: 2000,
} as const;

test('what a person does puts the end off, up to the longest', () => {
  let now = 0;
  const clock = new SessionClock(() => now);
  expect(clock.left()).toBe(Number.POSITIVE_INFINITY);
  clock.set(session);
  expect(clock.left()).toBe(600);
  expect(clock.canGoOn()).toBe(true);
  now += 100_000;
  expect(clock.left()).toBe(500);
  clock.touch();
  expect(clock.left()).toBe(1800);
  now += 1_000_000;
  clock.touch();
  expect(clock.left()).toBe(900);
  expect(clock.canGoOn()).toBe(false);
  now += 901_000;
  expect(clock.left()).toBeLessThan(0);
  clock.set(null);
  clock.touch();
  expect(clock.left()).toBe(Number.POSITIVE_INFINITY);
});
