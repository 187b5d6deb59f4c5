import type { DocumentSummary } from '@jizhun/api';
import { expect, test } from 'vitest';
import { relatedTo } from './related.ts';

let count = 0;
const document = (unitName: string | undefined, fiscalYear?: number): DocumentSummary => {
  const id = `id-${++count}`;
  return {
    id,
    name: `${id}.docx`,
    ...(unitName === undefined ? {} : { unitName }),
    ...(fiscalYear === undefined ? {} : { fiscalYear }),
  } as DocumentSummary;
};

test('documents of the same unit are related, the nearest years first, the document itself is not', () => {
  const own = document('示例县林业局', 2026);
  const same = document('示例县林业局（本级）', 2026);
  const last = document('示例县 林业局', 2025);
  const old = document('示例县林业局(部门)', 2022);
  const undated = document('示例县林业局');
  const others = [document('示例县水利局', 2026), document('示例县林业局林场', 2026), document(undefined, 2026)];
  expect(relatedTo(own, [old, own, ...others, undated, last, same])).toEqual([same, last, old, undated]);
});

test('a document that names no unit has none', () => {
  expect(relatedTo(document(undefined, 2026), [document(undefined, 2026), document('', 2026)])).toEqual([]);
});

test('there is an end to them', () => {
  const own = document('示例县林业局', 2026);
  const many = Array.from({ length: 40 }, () => document('示例县林业局', 2026));
  expect(relatedTo(own, many).length).toBeLessThan(20);
});
