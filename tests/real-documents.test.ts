import { existsSync } from 'node:fs';
import type { Finding } from '@jizhun/model';
import { checkDisclosures } from '@jizhun/rules';
import { beforeAll, describe, expect, test } from 'vitest';
import { readReal, realFile, realFiles, score, sharedIsThere } from './real/files.ts';

if (!sharedIsThere) console.log('../shared is not there: the tests that read real documents are skipped');

describe.runIf(sharedIsThere)('readings against the golden ones', () => {
  test.each(realFiles().filter(({ golden }) => existsSync(golden)))('$name', async (file) => {
    const { share, extra, expected, report } = await score(file, true);
    expect(share, report).toBeGreaterThanOrEqual(97);
    // The one with 82 facts may have two.
    expect(extra, report).toBeLessThanOrEqual(file.name.startsWith('001') ? 2 : (expected - 1) / 100);
  });
});

describe.runIf(sharedIsThere)('findings in the published texts', () => {
  const findings = new Map<string, Finding[]>();
  beforeAll(async () => {
    for (const seed of ['000', '001', '002', '003', '004']) {
      const report = checkDisclosures([await readReal(realFile(seed, '.txt'))]);
      findings.set(seed, report.documents[0]!.findings);
    }
  });
  const all = (seed: string): Finding[] => findings.get(seed) ?? [];
  /** Everything that a finding says, so that a test need not know which field says it. */
  const words = (finding: Finding): string =>
    JSON.stringify([
      finding.message,
      finding.subject,
      finding.expected,
      finding.actual,
      finding.arithmetic,
      finding.advice,
    ]);
  const about = (seed: string, ...needles: RegExp[]): Finding[] =>
    all(seed).filter((finding) => needles.every((needle) => needle.test(words(finding))));
  const errors = (list: Finding[]): Finding[] => list.filter(({ severity }) => severity === 'error');

  describe('what is wrong is reported', () => {
    test('002: the increase of 基本支出 that does not add up', () => {
      expect(about('002', /基本支出/, /增|减|上年|较/)).not.toEqual([]);
    });
    test('002: 528.62元 where 万元 is meant', () => {
      expect(about('002', /528\.62/, /万元/)).not.toEqual([]);
    });
    test('002: ≥90100', () => {
      expect(about('002', /90100/)).not.toEqual([]);
    });
    test('002: 拟购置固定资产 0.00 against procurement 201.80', () => {
      expect(about('002', /固定资产/, /201\.80?\b/)).not.toEqual([]);
    });
    test('000: 党代表满意度 ≥100%', () => {
      expect(about('000', /党代表满意度/, /100/)).not.toEqual([]);
    });
    test('000: 休养人员 ≥0人, as advice', () => {
      const found = about('000', /休养/, /≥0/);
      expect(found).not.toEqual([]);
      for (const { severity } of found) expect(severity).toBe('info');
    });
    test('004: 成本 200 万元 over a budget of 100', () => {
      expect(about('004', /成本/, /\b200\b/, /\b100\b/)).not.toEqual([]);
    });
  });

  describe('what holds is left in peace', () => {
    const printed = (finding: Finding): number | undefined => finding.arithmetic?.printed.value;
    test.each([
      ['000', 14379.06],
      ['000', 5650.5],
      ['001', 30792.91],
      ['003', 56539.99],
    ])('%s: the sum %s', (seed, value) => {
      expect(all(seed).filter((finding) => printed(finding) === value)).toEqual([]);
    });
    test('002: no sum in tables 1 to 5 is an error', () => {
      const found = errors(all('002')).filter(
        (finding) =>
          finding.arithmetic !== undefined && finding.paths.every((path) => /^\/budgetTables\/[0-4]\//.test(path)),
      );
      expect(found.map(({ message }) => message)).toEqual([]);
    });
    test('003: the damaged cell is no error', () => {
      expect(errors(about('003', /25\. ?7€|25\.7/)).map(({ message }) => message)).toEqual([]);
    });
  });
});
