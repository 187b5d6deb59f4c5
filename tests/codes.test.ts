import { economicCode, functionalCode, procurementCode } from '@jizhun/model';
import { describe, expect, test } from 'vitest';
import { readReal, realFile, sharedIsThere } from './real/files.ts';

describe.runIf(sharedIsThere)('codes against those that a published budget book of 2024 prints', () => {
  test('every pair of code and name is in the tables, and marked as verified', async () => {
    const { budgetTables } = await readReal(realFile('002', '.docx'));
    const pairs = budgetTables.flatMap(({ kind, columns, rows }) =>
      rows.flatMap(({ code, label, cells }) => {
        if (code === undefined) return [];
        const goods = cells[columns.indexOf('采购物品名称')];
        return [{ code, name: kind === 'procurement' ? String(goods) : label }];
      }),
    );
    expect(pairs.length).toBeGreaterThan(60);
    for (const { code, name } of pairs) {
      const known = functionalCode(code, 2024) ?? economicCode(code, 2024) ?? procurementCode(code);
      expect(known && [known.code, known.name, known.verified]).toEqual([code, name, true]);
    }
  });
});
