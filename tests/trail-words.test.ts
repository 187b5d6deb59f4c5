import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { operationWord } from '../packages/web/src/audit/words.ts';

const root = path.resolve(import.meta.dirname, '..');

/** What the program notes in the trail: the first word of `note(…)`, and the operation of a deed with its subject. */
const NOTED = [/\bnote\(\s*'([a-z]+\.[a-z-]+)'/g, /operation: '([a-z]+\.[a-z-]+)',\s*subject: \{/g];

test('everything that is noted in the trail has a Chinese word on its page', () => {
  const found = new Set<string>();
  for (const file of globSync('packages/{store,server,cli}/src/**/*.ts', { cwd: root })) {
    if (file.endsWith('.test.ts')) continue;
    const text = readFileSync(path.join(root, file), 'utf8');
    for (const pattern of NOTED) for (const [, operation] of text.matchAll(pattern)) found.add(operation ?? '');
  }
  expect(found.size).toBeGreaterThan(20);
  expect([...found].filter((operation) => operationWord(operation) === operation)).toEqual([]);
});
