import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openDocument } from '@jizhun/documents';
import type { Disclosure } from '@jizhun/model';
import { readDisclosure } from '@jizhun/reader';
import { checkDisclosures, rules } from '@jizhun/rules';
import { sarifLog } from '@jizhun/writer';
import { sarifProblems } from '@jizhun/writer/sarif-problems';
import { describe, expect, test } from 'vitest';
import { readReal, realFiles, sharedIsThere } from './real/files.ts';

/** What is found in real files and in the examples of all rules, said as SARIF 2.1.0 asks. */
if (!sharedIsThere) console.log('../shared is not there: no published documents are told in SARIF');

function problemsOf(disclosures: readonly Disclosure[]): string[] {
  const report = checkDisclosures(disclosures);
  const log = sarifLog({ report, disclosures, rules, date: '2024-03-31', tool: '绩准 0.1.0' });
  return sarifProblems(JSON.parse(JSON.stringify(log)));
}

describe('a log of what was found', () => {
  const folder = path.resolve(import.meta.dirname, '../examples');
  const files = readdirSync(folder).filter((name) => /\.(?:docx|xlsx|txt)$/.test(name));
  test.each(files)('in %s', async (name) => {
    const bytes = new Uint8Array(readFileSync(path.join(folder, name)));
    expect(problemsOf([readDisclosure(await openDocument(bytes, name))])).toEqual([]);
  });

  test('in the examples of every rule', () => {
    for (const { id, examples } of rules)
      for (const { title, disclosures } of [...examples.wrong, ...examples.right])
        expect(problemsOf(disclosures), `${id}: ${title}`).toEqual([]);
  });

  test.runIf(sharedIsThere).each(realFiles())('in $name', async (file) => {
    expect(problemsOf([await readReal(file)])).toEqual([]);
  });
});
