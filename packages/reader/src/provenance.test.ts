import { type Disclosure, originsOf, pointer } from '@jizhun/model';
import { disclosureSchema } from '@jizhun/model/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grid, opened } from '../test/grid.ts';
import { readDisclosure } from './index.ts';

/** Derived, not printed: an id, and the kind that follows from the levels. */
const DERIVED = /^\/goalSheets\/\d+\/(id|form|scope|indicators\/\d+\/kind)$|^\/budgetTables\/\d+\/kind$/;

/** Pointers of all values that are printed somewhere. */
function printedValues(disclosure: Disclosure): string[] {
  const found: string[] = [];
  const walk = (value: unknown, steps: (string | number)[]): void => {
    if (value === null || value === undefined || value === '') return;
    if (typeof value !== 'object') {
      const at = pointer(...steps);
      if (!DERIVED.test(at)) found.push(at);
      return;
    }
    for (const [key, each] of Object.entries(value)) walk(each, [...steps, Array.isArray(value) ? Number(key) : key]);
  };
  for (const key of ['title', 'fiscalYear', 'unit', 'goalSheets', 'budgetTables', 'statements', 'paragraphs'] as const)
    walk(disclosure[key], [key]);
  return found;
}

const word = fc.constantFrom(
  '培训',
  '检查',
  '宣传',
  '养护',
  '补助',
  '',
  '100%',
  '≥20个',
  '项目名称',
  '数量指标',
  '12.5',
  '合计',
  '一级指标',
  '三级指标',
  '指标值',
  '资金总额',
  '<',
  '^',
  '项目资金（万元）',
  '产出指标',
);
const drawing = fc
  .array(fc.array(word, { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 12 })
  .map((rows) => rows.map((r) => r.join('|')).join('\n'));

describe('provenance', () => {
  it('names a place for every printed value of any grid', () => {
    fc.assert(
      fc.property(fc.array(drawing, { minLength: 1, maxLength: 3 }), (drawings) => {
        const document = opened('项目支出绩效目标表（2025年度）', ...drawings.map((d, i) => grid(d, `table ${i + 1}`)));
        const disclosure = readDisclosure(document);
        expect(disclosureSchema.safeParse(disclosure).error).toBeUndefined();
        for (const at of printedValues(disclosure)) expect(originsOf(disclosure.provenance, at), at).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('marks a level carried down from the merged cell above', () => {
    const disclosure = readDisclosure(
      opened(
        '项目支出绩效目标表（2025年度）',
        grid(`
          项目名称|示例培训|<|<
          一级指标|二级指标|三级指标|指标值
          产出指标|数量指标|期数|≥10期
          ^|^|人数|≥100人`),
      ),
    );
    expect(disclosure.provenance['/goalSheets/0/indicators/0/level1']).toMatchObject([
      { row: 3, column: 1, how: 'printed' },
    ]);
    expect(disclosure.provenance['/goalSheets/0/indicators/1/level1']).toMatchObject([
      { row: 3, column: 1, how: 'carried' },
    ]);
    expect(disclosure.provenance['/goalSheets/0/indicators/1/targets/0']).toMatchObject([
      { part: 'table 1', row: 4, column: 4 },
    ]);
  });
});
