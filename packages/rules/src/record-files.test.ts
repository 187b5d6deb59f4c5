import type { Report } from '@jizhun/model';
import { baselineSchema, suppressionSchema } from '@jizhun/model/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselineOf } from './baseline.ts';
import {
  addSuppressions,
  isDay,
  parseBaseline,
  parseSuppressions,
  printBaseline,
  printSuppressions,
  RecordFileError,
} from './record-files.ts';

const file = (...entries: unknown[]) =>
  JSON.stringify({ schema: 'jizhun/suppressions@1', suppressions: entries }, null, 2);
const refusal = (text: string): string => {
  try {
    parseSuppressions(text, '忽略.json');
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(RecordFileError);
    return (error as Error).message;
  }
};
const fine = { rule: 'unit-missing', fingerprint: '1-0123456789abcdef', reason: '按册计' };

const report: Report = {
  schema: 'jizhun/report@1',
  documents: [
    {
      source: { name: '目标.txt', sha256: 'a'.repeat(64), mediaType: 'text/plain' },
      findings: [
        {
          rule: 'unit-missing',
          severity: 'warning',
          message: '填写为 ≥800，\n没有计量单位',
          subject: { sheet: '示例培训经费', level3: '培训人次' },
          paths: [],
          origins: [],
          fingerprint: '1-0123456789abcdef',
        },
      ],
      unchecked: [],
      suppressed: [],
    },
  ],
};

describe('a file of suppressions', () => {
  it('is read as it was printed', () => {
    const text = fc.string();
    const day = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const entry = fc.record(
      { rule: text, fingerprint: text, reason: text, by: text, at: day, expires: day, about: text },
      { requiredKeys: ['rule', 'fingerprint', 'reason'] },
    );
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const read = parseSuppressions(printSuppressions(entries), '忽略.json');
        expect(read).toEqual(entries);
        for (const one of read) expect(suppressionSchema.parse(one)).toEqual(one);
      }),
    );
    expect(parseSuppressions(`\ufeff${file(fine)}`, '忽略.json')).toEqual([fine]);
  });

  it('says line, entry and mistake', () => {
    expect(refusal(file(fine, { rule: 'x', fingerprint: '1' }))).toBe(
      '文件“忽略.json”第 9 行（第 2 条）：没有写 reason（理由）。\n  请按 docs/suppressing.md 的写法更正。',
    );
    expect(refusal(file({ ...fine, expires: '2024-02-30' }))).toContain('第 4 行（第 1 条）：“expires”应为日期');
    expect(refusal(file({ rule: 'x', reason: '{"[' }, { ...fine, 原因: '' }))).toMatch(
      /第 4 行（第 1 条）：没有写 fingerprint.*\n.*第 8 行（第 2 条）：没有“原因”这一项/,
    );
    expect(refusal(file({ ...fine, reason: 3 }))).toContain('“reason”应为引号中的文字，写成了 3。');
    expect(refusal(file({ ...fine, version: 'abc' }))).toContain('SHA-256');
    expect(refusal(file({ ...fine, path: 'goalSheets' }))).toContain('JSON 指针');
    expect(refusal(file('x'))).toContain('写成了别的内容');
    expect(refusal(file(...Array.from({ length: 20 }, () => 1)))).toContain('另有 12 处');
  });

  it('that is no such file is refused with the place', () => {
    expect(refusal('{\n  "schema": “jizhun”\n}')).toContain('第 2 行');
    expect(refusal('{"a": 1')).toContain('第 1 行');
    expect(refusal('[]')).toContain('不是忽略清单');
    expect(refusal('{"schema":"jizhun/suppressions@2","suppressions":[]}')).toContain('不是忽略清单');
  });

  it('gets one entry for each finding that is listed, for this version of the file', () => {
    const added = addSuppressions([], report, {
      reason: '按册计',
      by: '王某',
      at: '2024-03-31',
      expires: '2024-12-31',
    });
    expect(added).toEqual([
      {
        rule: 'unit-missing',
        about: '示例培训经费 · 培训人次：填写为 ≥800，没有计量单位',
        reason: '按册计',
        by: '王某',
        at: '2024-03-31',
        expires: '2024-12-31',
        fingerprint: '1-0123456789abcdef',
        version: 'a'.repeat(64),
      },
    ]);
    expect(addSuppressions(added, report, { reason: '另一理由' })).toEqual(added);
    const open = addSuppressions([], report, { reason: '' });
    expect(addSuppressions(open, report, { reason: '按册计' })).toMatchObject([{ reason: '按册计' }]);
    expect(parseSuppressions(printSuppressions(added), '')).toEqual(added);
  });
});

describe('a baseline file', () => {
  it('is read as it was printed, one finding a line', () => {
    const text = printBaseline(baselineOf(report));
    expect(parseBaseline(text, '基线.json')).toEqual(baselineOf(report));
    expect(baselineSchema.parse(JSON.parse(text))).toEqual(baselineOf(report));
    expect(text.split('\n').filter((line) => line.includes('unit-missing'))).toHaveLength(1);
    const empty = baselineOf({ ...report, documents: [] });
    expect(parseBaseline(printBaseline(empty), '基线.json')).toEqual(empty);
  });

  it('that is none is refused', () => {
    for (const text of ['[]', '{"schema":"jizhun/baseline@1"}', '{"schema":"jizhun/baseline@1","documents":[{}]}'])
      expect(() => parseBaseline(text, '基线.json')).toThrow('不是基线文件');
    expect(() => parseBaseline('{', '基线.json')).toThrow('第 1 行');
  });
});

it('knows the days of the calendar', () => {
  for (const day of ['2024-02-29', '2000-02-29', '2024-12-31', '2023-04-30']) expect(isDay(day)).toBe(true);
  for (const day of ['2023-02-29', '1900-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '2024-4-1', '明天'])
    expect(isDay(day)).toBe(false);
});
