import { checkDisclosures } from '@jizhun/rules';
import { describe, expect, test } from 'vitest';
import { readReal, realFile, sharedIsThere } from './real/files.ts';

if (!sharedIsThere) console.log('../shared is not there: fingerprints are not compared over real documents');

/** One document in several formats stands at other places in each: its findings are to be known again all the same. */
describe.runIf(sharedIsThere)('the same document in another format has the same fingerprints', () => {
  const printsOf = async (name: string, extension: string): Promise<Set<string>> => {
    const [document] = checkDisclosures([await readReal(realFile(name, extension))]).documents;
    return new Set(document?.findings.map(({ fingerprint }) => fingerprint ?? ''));
  };

  test.each([
    ['000', '.docx'],
    ['000', '.xlsx'],
    ['001', '.docx'],
    ['001', '.xlsx'],
    ['002', '.docx'],
    ['002', '.xlsx'],
  ])('%s %s', async (name, extension) => {
    const [text, other] = await Promise.all([printsOf(name, '.txt'), printsOf(name, extension)]);
    const same = [...text].filter((print) => other.has(print));
    expect(same.length / text.size).toBeGreaterThanOrEqual(0.98);
    expect(same.length / other.size).toBeGreaterThanOrEqual(0.98);
  });
});
