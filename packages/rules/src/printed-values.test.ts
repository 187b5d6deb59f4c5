import { describe, expect, it } from 'vitest';
import { goalSheet, indicator, disclosure as make, table } from './example.ts';
import { printedAt } from './fingerprint.ts';
import { PrintedValues, partOf, standing } from './printed-values.ts';

const one = make({
  sheets: [goalSheet('示例经费', { indicators: [indicator('产出指标/数量指标/示例数量', '≥5个')] })],
  tables: [table('assets', '资产表', ['金额'], [['合计', 7]])],
});

describe('the part of a path', () => {
  it('is the sheet, table or sentence it lies in', () => {
    expect(partOf('/goalSheets/3/indicators/0/level3')).toBe('/goalSheets/3');
    expect(partOf('/budgetTables/0/rows/1/cells/2')).toBe('/budgetTables/0');
    expect(partOf('/statements/12')).toBe('/statements/12');
    expect(partOf('/unit/name')).toBe('/unit/name');
    expect(partOf('/title')).toBe('/title');
  });

  it('stands in the disclosure, or does not', () => {
    expect(standing(one, 'goalSheets', '0')).toBe(one.goalSheets[0]);
    expect(standing(one, 'goalSheets', '1')).toBeUndefined();
    expect(standing(one, 'title', '')).toBe(one.title);
    expect(standing(one, 'unit', 'name')).toBe(one.unit?.name);
    expect(standing(one, 'nothing', '0')).toBeUndefined();
    expect(standing({ ...one, fiscalYear: 2024 }, 'fiscalYear', 'x')).toBeUndefined();
    expect(standing({ ...one, goalSheets: null as never }, 'goalSheets', '0')).toBeUndefined();
  });
});

describe('what is printed', () => {
  const path = '/goalSheets/0/indicators/0/targets/0';

  it('is looked for again only where its part is another', () => {
    const values = new PrintedValues();
    expect(values.at(one, path)).toBe(printedAt(one, path));
    const sheet = one.goalSheets[0]!;
    const of = (raw: string) => [{ ...sheet.indicators[0]!, targets: [{ ...sheet.indicators[0]!.targets[0]!, raw }] }];
    const edited = { ...one, goalSheets: [{ ...sheet, indicators: of('≥9个') }] };
    expect(values.at(edited, path)).toBe(printedAt(edited, path));
    expect(printedAt(edited, path)).toContain('≥9个');
    // The same sheet, changed from within: nobody does that, and so it shows that it was not looked for again.
    edited.goalSheets[0]!.indicators = of('≥7个');
    expect(values.at(edited, path)).toContain('≥9个');
    expect(values.at(one, path)).toBe(printedAt(one, path));
  });

  it('is told of values outside of lists too', () => {
    const values = new PrintedValues();
    for (const title of ['甲', '乙']) expect(values.at({ ...one, title }, '/title')).toContain(title);
    for (const name of ['甲局', '乙局']) expect(values.at({ ...one, unit: { name } }, '/unit/name')).toContain(name);
  });
});
