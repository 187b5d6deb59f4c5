import type { Origin } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { originsAt, placeWords } from './origins.ts';

const words = (origin: Partial<Origin>, mediaType = 'application/zip'): string =>
  placeWords({ part: 'body', how: 'printed', ...origin }, mediaType).join(' · ');

describe('where a value stands, in words', () => {
  it('names the cell of a workbook', () => {
    expect(words({ part: '项目02', cell: 'F10', row: 10, column: 6 })).toBe('项目02 · 单元格 F10');
    expect(words({ part: '项目02', cell: 'F10', range: 'F10:G11' })).toBe('项目02 · 合并区域 F10:G11');
  });

  it('names table, row and column of a document', () => {
    expect(words({ part: 'table 8', row: 3, column: 4 })).toBe('第 8 张表 · 第 3 行第 4 列');
    expect(words({ line: 19 })).toBe('正文 · 第 19 段');
  });

  it('tells the lines of a text from the rows of the table in it', () => {
    expect(words({ row: 63, column: 6, line: 70, span: [19, 23] }, 'text/plain')).toBe(
      '正文 · 第 70 行第 20–23 字 · 表内第 63 行第 6 列',
    );
  });
});

describe('the origins of a value', () => {
  const at = (row: number): Origin => ({ part: 'table 1', row, how: 'printed' });
  const provenance = { '/title': [at(1)], '/statements/0': [at(2)], '/goalSheets/0/tasks/0/name': [at(3)] };

  it('are its own, else those of what holds it, else those of what it holds', () => {
    expect(originsAt(provenance, '/title')).toEqual([at(1)]);
    expect(originsAt(provenance, '/statements/0/unit')).toEqual([at(2)]);
    expect(originsAt(provenance, '/goalSheets/0/tasks/0')).toEqual([at(3)]);
    expect(originsAt(provenance, '/fiscalYear')).toEqual([]);
  });
});
