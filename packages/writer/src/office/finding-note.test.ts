import type { Finding } from '@jizhun/model';
import { expect, test } from 'vitest';
import { findingNote } from './finding-note.ts';

const finding: Finding = {
  rule: 'sum-of-parts',
  severity: 'error',
  message: '基本支出增加印为 70.79 万元，各项相加为 90.76 万元。',
  subject: { table: '支出表', row: '基本支出' },
  paths: [],
  origins: [],
  advice: '改为 90.76 万元。',
  basis: '《示例办法》',
};

test('a note says what is wrong, the sum, what to do and the basis', () => {
  const arithmetic = {
    unit: '万元',
    terms: [
      { label: '人员', value: 80.87, sign: '+' as const },
      { label: '公用', value: 9.89, sign: '+' as const },
    ],
    result: 90.76,
    printed: { label: '基本支出', value: 70.79 },
    difference: -19.97,
  };
  expect(findingNote({ ...finding, arithmetic }, '各项之和', 'application/x')).toEqual([
    '【错误】各项之和',
    '位置：《支出表》“基本支出”行',
    '基本支出增加印为 70.79 万元，各项相加为 90.76 万元。',
    '算式：人员 80.87 + 公用 9.89 = 90.76，基本支出印出 70.79，相差 -19.97 万元',
    '建议：改为 90.76 万元。',
    '依据：《示例办法》',
    '规则：sum-of-parts',
  ]);
});

test('what is not known is left out, what is expected is told once', () => {
  const { advice: _, basis: __, ...bare } = finding;
  expect(findingNote({ ...bare, subject: {}, expected: '≥95%' }, '题', 'application/x')).toEqual([
    '【错误】题',
    finding.message,
    '应为：≥95%',
    '规则：sum-of-parts',
  ]);
  expect(
    findingNote({ ...bare, expected: '70.79' }, '题', 'application/x').some((line) => line.startsWith('应为')),
  ).toBe(false);
});

test('the other places of a finding are named, the same only once', () => {
  const at = (row: number) => ({ part: 'table 3', row, column: 2, how: 'printed' as const });
  const lines = findingNote({ ...finding, origins: [at(1), at(2), at(2), at(3)] }, '题', 'application/x');
  expect(lines).toContain('另见：第 3 张表 第 2 行第 2 列；第 3 张表 第 3 行第 2 列');
});
