import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexDisclosure } from './disclosure-index.ts';
import { disclosure, goalSheet } from './example.ts';
import { pairsAcross, sheetsByUnit, sheetsOf, unitKey } from './sheet-pairs.ts';

interface Given {
  name: string;
  code?: string;
  /** The unit of the file; '' where it names none. */
  unit?: string;
  year?: number;
}

/** One file a sheet, or all in one file; says which are paired, by position. */
function paired(ones: readonly Given[], yearsLater = 0): string[] {
  const indexes = ones.map(({ name, code, unit = '示例市示例局', year = 2024 }) => {
    const one = disclosure({ fiscalYear: year, unit, sheets: [goalSheet(name, code ? { code } : {})] });
    if (unit === '') delete one.unit;
    return indexDisclosure(one);
  });
  const sheets = sheetsOf(indexes, () => true);
  return [...pairsAcross(sheets, sheets, yearsLater)].flatMap(([at, others]) =>
    others.map((other) => `${at.document}-${other.document}`),
  );
}

const CODE = '99990024P000000000001';
const OTHER = '99990024P000000000002';

describe('sheets of one project in several files', () => {
  it('are paired by code, whatever they are called and whosever they are', () => {
    expect(
      paired([
        { name: '示例培训经费', code: CODE },
        { name: '示例教育资金', code: CODE, unit: '示例县示例局' },
      ]),
    ).toEqual(['0-1', '1-0']);
  });

  it('are paired by unit and name where a code is missing, never where codes differ in one year', () => {
    expect(paired([{ name: '示例培训经费', code: CODE }, { name: '示例培训经费' }])).toEqual(['0-1', '1-0']);
    expect(
      paired([
        { name: '示例培训经费', code: CODE },
        { name: '示例培训经费', code: OTHER },
      ]),
    ).toEqual([]);
    expect(paired([{ name: '示例培训经费' }, { name: '示例培训经费', unit: '示例县示例局' }])).toEqual([]);
    expect(paired([{ name: '示例培训经费' }, { name: '示例宣传经费' }])).toEqual([]);
  });

  it('may have another code, and another year in the name, in another year', () => {
    const last = { name: '2023年示例培训经费', code: CODE, year: 2023 };
    expect(paired([last, { name: '2024年度示例培训经费', code: OTHER }], -1)).toEqual(['1-0']);
    expect(paired([last, { name: '2024年度示例培训经费', code: OTHER }])).toEqual([]);
    expect(paired([last, { name: '示例培训经费', year: 2025 }], -1)).toEqual([]);
  });

  it('are paired by a telling name alone where a unit is not printed, if nobody else bears it', () => {
    const telling = '示例区域产业人才培育专项经费';
    expect(paired([{ name: telling, unit: '' }, { name: telling }])).toEqual(['0-1', '1-0']);
    expect(paired([{ name: '工作经费', unit: '' }, { name: '工作经费' }])).toEqual([]);
    expect(paired([{ name: telling, unit: '' }, { name: telling }, { name: telling, unit: '示例县示例局' }])).toEqual(
      [],
    );
  });

  it('are paired whatever the order of the files', () => {
    const files: Given[] = [
      { name: '示例培训经费', code: CODE },
      { name: '示例培训经费' },
      { name: '示例宣传经费' },
      { name: '示例宣传经费', unit: '示例县示例局' },
      { name: '示例教育资金', code: CODE },
    ];
    const names = (order: readonly number[]) =>
      paired(order.map((i) => files[i]!))
        .map((pair) =>
          pair
            .split('-')
            .map((i) => order[Number(i)])
            .join('-'),
        )
        .sort();
    const expected = names([0, 1, 2, 3, 4]);
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        expect(names(order)).toEqual(expected);
      }),
    );
  });

  it('are left alone where one file holds two of them', () => {
    const twice = indexDisclosure(
      disclosure({ sheets: [goalSheet('示例培训经费', {}), goalSheet('示例培训经费', {})] }),
    );
    const once = indexDisclosure(disclosure({ sheets: [goalSheet('示例培训经费', {})] }));
    const sheets = sheetsOf([twice, once], () => true);
    expect(
      [...pairsAcross(sheets, sheets)].map(([at, others]) => [at.document, others.map((o) => o.document)]),
    ).toEqual([
      [0, [1]],
      [0, [1]],
    ]);
  });
});

describe('the sheets of a unit', () => {
  it('are those of its files and those that name it', () => {
    const own = indexDisclosure(disclosure({ unit: '示例市示例局', sheets: [goalSheet('示例培训经费', {})] }));
    const below = indexDisclosure(
      disclosure({
        unit: '示例市示例中心',
        sheets: [{ ...goalSheet('示例维护经费', {}), supervisor: '示例市示例局' }, goalSheet('示例购置经费', {})],
      }),
    );
    const indexes = [own, below];
    const by = sheetsByUnit(
      indexes,
      sheetsOf(indexes, () => true),
    );
    const names = (unit: string, year = 2024) =>
      [...(by.get(unitKey(year, unit)) ?? [])].map(({ sheet }) => sheet.sheet.name);
    expect(names('示例市示例局')).toEqual(['示例培训经费', '示例维护经费']);
    expect(names('示例市示例中心')).toEqual(['示例维护经费', '示例购置经费']);
    expect(names('示例市示例局', 2023)).toEqual([]);
  });
});
