import { type ImportKind, type ImportRow, importActionSchema, importFields } from '@jizhun/api';
import { describe, expect, it } from 'vitest';
import { actionWords, countWords, fieldNames, isShown } from './import-words.ts';

const row = (over: Partial<ImportRow>): ImportRow => ({
  key: '0:1',
  table: 0,
  row: 1,
  place: '第 2 行',
  name: '示例局',
  code: '101',
  state: 'ready',
  actions: ['add'],
  differences: [],
  problems: [],
  options: [],
  decision: null,
  ...over,
});

describe('words of an import', () => {
  it.each(['units', 'people', 'projects'] satisfies ImportKind[])(
    'are those of the interface: fields of %s',
    (kind) => {
      expect(Object.entries(fieldNames[kind])).toEqual(importFields(kind).map(({ field, name }) => [field, name]));
    },
  );

  it('name every action', () => {
    expect(Object.keys(actionWords)).toEqual(importActionSchema.options);
  });

  it('count what will be done', () => {
    expect(countWords({ counts: { same: 3, add: 2, error: 1 } })).toBe('有错 1，新增 2，无变化 3');
    expect(countWords({ counts: { same: 3, add: 2 } }, true)).toBe('新增 2');
    expect(countWords({ counts: { same: 3 } }, true)).toBe('没有变化');
  });

  it('show rows by what becomes of them', () => {
    expect(isShown(row({}), 'add', undefined)).toBe(true);
    expect(isShown(row({ state: 'error' }), 'add', undefined)).toBe(false);
    expect(isShown(row({ state: 'error' }), 'error', undefined)).toBe(true);
    expect(isShown(row({}), undefined, '10')).toBe(true);
    expect(isShown(row({}), undefined, '别的')).toBe(false);
    const warned = row({ problems: [{ severity: 'warning', cell: 'A1', message: '', remedy: '' }] });
    expect(isShown(warned, 'warning', undefined)).toBe(true);
  });
});
