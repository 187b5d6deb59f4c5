import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** What the program notes in the trail: the first word of `note(…)`, and the operation of a deed with its subject. */
const NOTED = [/\bnote\(\s*'([a-z]+\.[a-z-]+)'/g, /operation: '([a-z]+\.[a-z-]+)',\s*subject: \{/g];

/** The operations for which the page of the trail has a word: its source is read, since the page is no package to import. */
function known(): Set<string> {
  const text = readFileSync(path.join(root, 'packages/web/src/audit/words.ts'), 'utf8');
  return new Set(
    [...text.matchAll(/^ {2}'([a-z]+\.[a-z-]+)': '\p{Script=Han}+',$/gmu)].map(([, operation]) => operation ?? ''),
  );
}

test('everything that is noted in the trail has a Chinese word on its page', () => {
  const found = new Set<string>();
  for (const file of globSync('packages/{store,server,cli}/src/**/*.ts', { cwd: root })) {
    if (file.endsWith('.test.ts')) continue;
    const text = readFileSync(path.join(root, file), 'utf8');
    for (const pattern of NOTED) for (const [, operation] of text.matchAll(pattern)) found.add(operation ?? '');
  }
  expect(found.size).toBeGreaterThan(20);
  const words = known();
  expect([...found].filter((operation) => !words.has(operation))).toEqual([]);
});
