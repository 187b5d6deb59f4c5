import type { DocumentSummary } from '@jizhun/api';
import { describe, expect, it } from 'vitest';
import { choices, placeOf, readListSearch, selectDocuments } from './list-search.ts';

const summary = (over: Partial<DocumentSummary>): DocumentSummary => ({
  id: '00000000-0000-4000-8000-000000000000',
  name: 'a.docx',
  mediaType: 'text/plain',
  bytes: 1,
  sha256: '0',
  addedAt: '2026-01-01T00:00:00.000Z',
  sheetCount: 0,
  indicatorCount: 0,
  tableCount: 0,
  amountFen: null,
  findings: { error: 0, warning: 0, info: 0 },
  uncheckedCount: 0,
  unreadCount: 0,
  example: false,
  ...over,
});

const documents = [
  summary({
    name: '甲.docx',
    unitName: '示例市文化局',
    place: { name: '示例省' },
    fiscalYear: 2024,
    amountFen: 100,
    addedAt: '2026-01-02T00:00:00.000Z',
  }),
  summary({
    name: '乙.xlsx',
    unitName: '示例县水利局',
    fiscalYear: 2023,
    findings: { error: 2, warning: 0, info: 1 },
    example: true,
  }),
  summary({
    name: '丙.txt',
    amountFen: 2000,
    findings: { error: 0, warning: 3, info: 0 },
    addedAt: '2026-01-03T00:00:00.000Z',
  }),
];
const names = (search: Record<string, unknown>): string[] =>
  selectDocuments(documents, readListSearch(search)).map((d) => d.name);

describe('the address of the list', () => {
  it('keeps what it understands and leaves out the rest', () => {
    expect(readListSearch({ q: '水', severity: 'fatal', sort: '-amount', page: '2', other: 'x' })).toEqual({
      q: '水',
      sort: '-amount',
      page: 2,
    });
    expect(readListSearch({ q: '', page: '1', sort: 'nonsense' })).toEqual({});
  });

  it('shows the newest first unless asked otherwise', () => {
    expect(names({})).toEqual(['丙.txt', '甲.docx', '乙.xlsx']);
    expect(names({ sort: 'added' })).toEqual(['乙.xlsx', '甲.docx', '丙.txt']);
    expect(names({ sort: '-amount' })).toEqual(['丙.txt', '甲.docx', '乙.xlsx']);
    expect(names({ sort: '-error' })[0]).toBe('乙.xlsx');
  });

  it('filters by severity, place, year and example', () => {
    expect(names({ severity: 'error' })).toEqual(['乙.xlsx']);
    expect(names({ severity: 'none' })).toEqual(['甲.docx']);
    expect(names({ place: '示例省' })).toEqual(['甲.docx']);
    expect(names({ place: '未识别', year: '2023' })).toEqual(['乙.xlsx']);
    expect(names({ example: 'hide' })).toEqual(['丙.txt', '甲.docx']);
  });

  it('finds every word of a query, wherever it stands', () => {
    expect(names({ q: '水利 2023' })).toEqual(['乙.xlsx']);
    expect(names({ q: 'DOCX' })).toEqual(['甲.docx']);
    expect(names({ q: '水利 2024' })).toEqual([]);
  });

  it('offers each choice once', () => {
    expect(choices(documents, placeOf).sort()).toEqual(['未识别', '示例省'].sort());
  });
});
