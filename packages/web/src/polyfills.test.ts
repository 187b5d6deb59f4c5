import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const script = `
  for (const prototype of [Array.prototype, String.prototype]) Reflect.deleteProperty(prototype, 'at');
  Reflect.deleteProperty(Array.prototype, 'findLast');
  Reflect.deleteProperty(Object, 'hasOwn');
  await import(process.argv[1]);
  const { hasOwn } = Object;
  console.log(JSON.stringify([hasOwn({ a: 1 }, 'a'), hasOwn({}, 'toString'), [1, 2, 3].findLast((n) => n < 3), 'ab'.at(-1)]));
`;

it('stands in for what an old browser lacks, without leaning on it', () => {
  const file = new URL('./polyfills.ts', import.meta.url).href;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script, file], { encoding: 'utf8' });
  expect(run.stderr).toBe('');
  expect(JSON.parse(run.stdout)).toEqual([true, false, 2, 'b']);
});
