import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'docs', 'security');
const texts = readdirSync(folder).map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));

/** What stands in backquotes and is a path of the repository. */
const paths = (text: string) =>
  [...text.matchAll(/`((?:packages|tests|scripts|docs)\/[^`\s]+|[\w-]+\.json)`/g)].map(([, file = '']) => file);

/** Files of a data directory, which is not here. */
const OF_DATA = new Set(['oidc.json', 'command.json', 'installation.json']);

test('every test and file that the lists of security name is there', () => {
  for (const { name, text } of texts) {
    const named = paths(text).filter((file) => !OF_DATA.has(file));
    expect(named.length, name).toBeGreaterThan(5);
    for (const file of named) expect(existsSync(path.join(root, file)), `${file} in ${name}`).toBe(true);
  }
});

test('links lead to files', () => {
  for (const { name, text } of texts) {
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g))
      expect(existsSync(path.join(folder, target)), `${target} in ${name}`).toBe(true);
  }
});

const asvs = readFileSync(path.join(folder, 'asvs.md'), 'utf8');
const rows = [...asvs.matchAll(/^\| (\d+)\.(\d+)\.(\d+) \| .+? \| (.+?) \| (.*?) \|$/gm)];

test('each requirement stands once, in its chapter and order, with a state; what is met says by what', () => {
  expect(rows.length).toBeGreaterThan(200);
  const numbers = rows.map(([, chapter, section, number]) => [chapter, section, number].map(Number));
  const sorted = numbers.toSorted(
    (a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0) || (a[2] ?? 0) - (b[2] ?? 0),
  );
  expect(numbers).toEqual(sorted);
  expect(new Set(numbers.map(String)).size).toBe(numbers.length);
  for (const [line, , , , state, where] of rows) {
    expect(['met', '**not met**', 'not applicable', 'operator'], line).toContain(state);
    expect(where, line).not.toBe('');
  }
});

test('the counts at its head are those of its lines', () => {
  const count = (state: string) => rows.filter(([, , , , found]) => found === state).length;
  expect(asvs).toContain(
    `Of ${rows.length} lines: ${count('met')} met, ${count('**not met**')} not met, ${count('operator')} for the operator, ${count('not applicable')} not applicable`,
  );
});
