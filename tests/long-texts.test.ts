import { openDocument } from '@jizhun/documents';
import { readDisclosure } from '@jizhun/reader';
import { checkDisclosures } from '@jizhun/rules';
import { expect, it } from 'vitest';

/** Each many times over, where a pattern may begin anew at every character. */
const PIECES = [
  '9',
  '9,',
  '1.',
  '1-',
  '.',
  '…',
  ' ',
  '，',
  '：',
  '\t',
  '甲\t',
  '1\t',
  '（',
  '（1）',
  '）',
  '一、',
  '合计',
  '分别',
  '其中：',
  '财政拨款1万元',
  '减少1万元，',
  '目标1：',
  '培训人次≥100人次；',
];
const LETTERS = 60_000;
const SLOWEST_MS = 5_000;

it.each([
  ['in prose', (text: string) => `二、收支情况\n2024年${text}支出预算为1万元。`],
  [
    'in a form',
    (text: string) =>
      `项目支出绩效目标表\n项目名称\t${text}\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训人次\t${text}\n产出指标\t数量指标\t${text}\t≥1人`,
  ],
  ['in a table', (text: string) => `部门收支总表\n单位：万元\n项目\t预算数\n${text}\t${text}\n合计\t1`],
])('no text is long enough to keep the reader busy, %s', { retry: 2, timeout: 120_000 }, async (_where, around) => {
  const slow: string[] = [];
  for (const piece of PIECES) {
    const bytes = new TextEncoder().encode(around(piece.repeat(LETTERS / piece.length)));
    const start = performance.now();
    checkDisclosures([readDisclosure(await openDocument(bytes, 'a.txt'))]);
    if (performance.now() - start > SLOWEST_MS) slow.push(piece);
  }
  expect(slow).toEqual([]);
});
