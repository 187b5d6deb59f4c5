import { describe, expect, it } from 'vitest';
import {
  economicCode,
  economicCodes,
  functionalCode,
  functionalCodes,
  procurementCode,
  procurementCodes,
} from './index.ts';

describe('classification codes', () => {
  it('give name, level and class above', () => {
    expect(functionalCode('2013201', 2024)).toEqual({
      code: '2013201',
      name: '行政运行',
      level: 3,
      parent: '20132',
      year: 2024,
      source: '《2024年政府收支分类科目》支出功能分类科目',
      verified: true,
    });
    expect(economicCode('30231')).toMatchObject({
      name: '公务用车运行维护费',
      level: 2,
      parent: '302',
      verified: true,
    });
    expect(procurementCode('A02010105')).toMatchObject({ name: '台式计算机', parent: 'A020101', level: 5, year: 2022 });
    expect(procurementCode('A02049900')).toMatchObject({ name: '其他图书档案设备', parent: 'A0204' });
    expect(functionalCode('999')).toBeUndefined();
  });

  it('are verified only for the year of their edition, and only where they were seen printed', () => {
    expect(functionalCode('2013201', 2019)?.verified).toBe(false);
    expect(functionalCode('2080505', 2024)).toMatchObject({
      name: '机关事业单位基本养老保险缴费支出',
      verified: false,
    });
  });

  it('know the items that every office has', () => {
    expect(functionalCode('2010301')?.name).toBe('行政运行');
    expect(functionalCode('2010399')?.name).toBe('其他政府办公厅（室）及相关机构事务支出');
    expect(functionalCode('2130104')?.name).toBe('事业运行');
    expect(functionalCode('2013699')?.name).toBe('其他共产党事务支出');
  });

  it.each([
    ['functional', functionalCodes(), /^2\d{2}(?:\d{2}){0,2}$/],
    ['economic', economicCodes(), /^[35]\d{2}(?:\d{2})?$/],
    ['procurement', procurementCodes(), /^[ABC]\d{0,8}$/],
  ] as const)('%s codes are well formed and each has its class above', (_, codes, pattern) => {
    for (const { code, parent } of codes.values()) {
      expect(code).toMatch(pattern);
      if (parent !== undefined) expect([code, codes.has(parent)]).toEqual([code, true]);
    }
  });

  it('hold all functional classes', () => {
    const classes = [...functionalCodes().values()].filter(({ level }) => level === 1);
    expect(classes).toHaveLength(31);
  });
});
