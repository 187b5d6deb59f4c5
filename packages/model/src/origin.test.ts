import { describe, expect, it } from 'vitest';
import { placeWords } from './origin.ts';
import type { Origin } from './types.ts';

const words = (origin: Partial<Origin>, mediaType = 'application/zip', detail?: 'full' | 'brief'): string =>
  placeWords({ part: 'body', how: 'printed', ...origin }, mediaType, detail).join(' · ');

describe('where a value stands, in words', () => {
  it('names the cell of a workbook', () => {
    expect(words({ part: '项目02', cell: 'F10', row: 10, column: 6 })).toBe('项目02 · 单元格 F10');
    expect(words({ part: '项目02', cell: 'F10', range: 'F10:G11' })).toBe('项目02 · 合并区域 F10:G11');
  });

  it('names table, row and column of a document', () => {
    expect(words({ part: 'table 8', row: 3, column: 4 })).toBe('第 8 张表 · 第 3 行第 4 列');
    expect(words({ line: 19 })).toBe('正文 · 第 19 段');
  });

  it('names the page once', () => {
    expect(words({ part: 'page 12', page: 12, row: 2 })).toBe('第 12 页 · 第 2 行');
    expect(words({ part: 'table 2', page: 12, row: 2 })).toBe('第 2 张表 · 第 12 页 · 第 2 行');
  });

  it('tells the lines of a text from the rows of the table in it', () => {
    const origin = { row: 63, column: 6, line: 70, span: [19, 23] } satisfies Partial<Origin>;
    expect(words(origin, 'text/plain')).toBe('正文 · 第 70 行第 20–23 字 · 表内第 63 行第 6 列');
    expect(words(origin, 'text/plain', 'brief')).toBe('正文 · 第 70 行');
  });
});
