import { type Disclosure, type Finding, type GoalSheet, pointer, pointerSteps, valueAt } from '@jizhun/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disclosure, goalSheet, income, indicator, table } from './example.ts';
import { fingerprintKey, fingerprintOf, printedAt } from './fingerprint.ts';
import { checkDisclosures, rules } from './index.ts';

const profile = () => ({ severity: {}, disabledRules: [], ruleParameters: {} });
const findingsOf = (disclosures: readonly Disclosure[]) => checkDisclosures(disclosures, { profile }).documents;
const printsOf = (disclosures: readonly Disclosure[]) =>
  findingsOf(disclosures).map(({ findings }) => findings.map((finding) => finding.fingerprint ?? '').sort());

/** One or several files in which every rule finds what its wrong examples show. */
const wrongExamples = rules.flatMap(({ id, examples }) => examples.wrong.map((example) => ({ id, ...example })));
const example = fc.constantFrom(...wrongExamples);

/** Nothing in it can be compared with the other sheets: more would make other findings of some. */
const another: GoalSheet = { ...goalSheet('示例另一项目', {}), form: 'review' };

describe('the recipe of fingerprints, which lists of suppressions and baselines rest on', () => {
  const one = disclosure({
    sheets: [
      goalSheet('示例 经费', {
        code: 'P１',
        attributes: { 年度目标: '完成培训。' },
        funding: [income('资金总额', 110)],
        indicators: [indicator('产出指标/数量指标/示例数量', '≥５ 个')],
      }),
    ],
    tables: [table('assets', '资产表', ['数量', '价值/金额'], [['合计', 7, 8.5]])],
  });

  it.each([
    [
      '/goalSheets/0/indicators/0/targets/0',
      'goalSheets/#/indicators/#/targets/# 示例经费/P1/产出指标/数量指标/示例数量/FY=≥5个',
    ],
    [
      '/goalSheets/0/indicators/0',
      'goalSheets/#/indicators/# 示例经费/P1/产出指标/数量指标/示例数量=产出指标|数量指标|示例数量|output.quantity|≥5个',
    ],
    ['/goalSheets/0/funding/0', 'goalSheets/#/funding/# 示例经费/P1/资金总额/FY=income|资金总额|total|FY|110000000'],
    ['/goalSheets/0/attributes/年度目标', 'goalSheets/#/attributes/年度目标 示例经费/P1=完成培训。'],
    ['/goalSheets/0', 'goalSheets/# 示例经费/P1=示例经费'],
    ['/goalSheets/0/indicators', 'goalSheets/#/indicators 示例经费/P1='],
    ['/budgetTables/0/rows/0/cells/1', 'budgetTables/#/rows/#/cells/# 资产表/合计/价值/金额=8.5'],
    ['/budgetTables/0/rows/0', 'budgetTables/#/rows/# 资产表/合计=合计|7|8.5'],
    ['/budgetTables/0', 'budgetTables/# 资产表=资产表'],
    ['/fiscalYear', 'fiscalYear =2024'],
    ['/goalSheets/9/name', 'goalSheets/# ='],
  ])('takes %s as it always did', (path, printed) => {
    expect(printedAt(one, path)).toBe(printed);
  });

  it('takes rule, names, values and figures of a finding as it always did', () => {
    const printed = (path: string, document?: number) => `${document ?? 'own'}:${path}`;
    const key = (parts: Partial<Finding>) =>
      fingerprintKey(
        { rule: '示例规则', severity: 'error', message: '。', origins: [], subject: {}, paths: [], ...parts },
        printed,
      );
    expect(key({ subject: { sheet: '示例 经费', level3: '示例数量' }, paths: ['/b'] })).toBe(
      '示例规则\n示例经费\n\n\n\n\n示例数量\n\n\nown:/b\n',
    );
    expect(
      key({
        subject: { sheet: '示例 经费' },
        paths: ['/b', '/a'],
        others: [{ document: 1, paths: ['/c'], origins: [] }],
      }),
    ).toBe('示例规则\n=1:/c\nown:/a\nown:/b\n');
    const term = (value: number) => ({ label: '', value, sign: '+' as const });
    const arithmetic = {
      terms: [term(2), term(1)],
      result: 3,
      printed: { label: '', value: 4 },
      difference: 1,
      unit: '',
    };
    expect(key({ paths: ['/a'], arithmetic })).toBe('示例规则\n\n\n\n\n\n\n\n\nown:/a\n\n1\n2\n4');
  });

  it('digests as it always did', () => {
    expect(fingerprintOf('', 0)).toBe('1-c223ada330a00dd6');
    expect(['示例', '示例', '示例'].map((key, i) => fingerprintOf(key, i))).toEqual([
      '1-f4b9010988b6fc5a',
      '1-9d1ca375e697ea6e',
      '1-9bdbfbb5bad9a8b0',
    ]);
    expect(fingerprintOf('a'.repeat(100), 0)).toBe('1-aabe17ff01459f4c');
  });
});

describe('the fingerprint of a finding', () => {
  it('is there for every finding, and for no two of one document the same', () => {
    for (const { disclosures } of wrongExamples) {
      for (const prints of printsOf(disclosures)) {
        expect(new Set(prints).size).toBe(prints.length);
        for (const print of prints) expect(print).toMatch(/^1-[0-9a-f]{16}$/);
      }
    }
  });

  it('stays when another sheet and another table are put in before', () => {
    for (const { id, disclosures } of wrongExamples) {
      const before = findingsOf(disclosures).map(({ findings }) => findings.filter(({ rule }) => rule === id));
      const moved = disclosures.map((one) => ({
        ...one,
        goalSheets: one.goalSheets.length === 0 ? [] : [another, ...one.goalSheets],
        budgetTables: [
          {
            title: '示例附表',
            kind: 'other',
            moneyUnit: null,
            columns: ['说明'],
            rows: [{ label: '示例', cells: ['—'] }],
          },
          ...one.budgetTables,
        ],
        unread: [{ text: '示例附注', at: { part: 'body', line: 1, how: 'printed' as const } }, ...one.unread],
        provenance: {},
      }));
      const after = printsOf(moved);
      before.forEach((findings, i) => {
        for (const finding of findings) expect(after[i], `${id}: ${finding.message}`).toContain(finding.fingerprint);
      });
    }
  });

  it('stays when a row without content is added, and when the file is saved with other blanks and letters', () => {
    const spaced = (text: string) => text.replace(/(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])/, ' ').replaceAll('（', '(');
    for (const { id, disclosures } of wrongExamples) {
      const before = findingsOf(disclosures).map(({ findings }) => findings.filter(({ rule }) => rule === id));
      const saved = disclosures.map((one) => ({
        ...one,
        budgetTables: one.budgetTables.map((table) => ({
          ...table,
          title: spaced(table.title),
          rows: [...table.rows, { label: '', cells: table.columns.map(() => null) }],
        })),
        provenance: {},
      }));
      const after = printsOf(saved);
      before.forEach((findings, i) => {
        for (const finding of findings) expect(after[i], `${id}: ${finding.message}`).toContain(finding.fingerprint);
      });
    }
  });

  it('stays when the indicators of a sheet change places', () => {
    fc.assert(
      fc.property(example, fc.infiniteStream(fc.nat()), ({ id, disclosures }, seed) => {
        const key = new Map<unknown, number>();
        const order = (one: unknown) => {
          if (!key.has(one)) key.set(one, seed.next().value ?? 0);
          return key.get(one) ?? 0;
        };
        const permuted = disclosures.map((one) => ({
          ...one,
          goalSheets: one.goalSheets.map((sheet) => ({
            ...sheet,
            indicators: sheet.indicators.toSorted((a, b) => order(a) - order(b)),
          })),
          provenance: {},
        }));
        const plain = disclosures.map((one) => ({ ...one, provenance: {} }));
        expect(printsOf(permuted), id).toEqual(printsOf(plain));
      }),
      { numRuns: 300 },
    );
  });

  it('stays wherever the values stand: sheets, tables, rows, statements in any order', () => {
    fc.assert(
      fc.property(example, fc.infiniteStream(fc.nat()), ({ id, disclosures }, seed) => {
        const shuffled = disclosures.map((one) => shuffle(one, () => seed.next().value ?? 0));
        const elsewhere = shuffled.map(({ disclosure }) => disclosure);
        findingsOf(disclosures).forEach(({ findings }, document) => {
          for (const finding of findings) {
            const moved: Finding = {
              ...finding,
              paths: finding.paths.map((path) => shuffled[document]?.moved(path) ?? path),
              ...(finding.others
                ? {
                    others: finding.others.map((other) => ({
                      ...other,
                      paths: other.paths.map((path) => shuffled[other.document]?.moved(path) ?? path),
                    })),
                  }
                : {}),
            };
            const [there] = withFingerprints([moved], elsewhere[document] as Disclosure, elsewhere);
            const [here] = withFingerprints([finding], disclosures[document] as Disclosure, disclosures);
            expect(there?.fingerprint, `${id}: ${finding.message}`).toBe(here?.fingerprint);
          }
        });
      }),
    );
  });

  it('is another when a value concerned is another', () => {
    for (const { id, disclosures } of wrongExamples) {
      findingsOf(disclosures).forEach(({ findings }, document) => {
        const own = disclosures[document] as Disclosure;
        for (const finding of findings) {
          for (const path of finding.paths) {
            const changed = withValue(own, path, (value) =>
              typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value}改` : value,
            );
            if (changed === undefined) continue;
            const [other] = withFingerprints([finding], changed, disclosures);
            const [same] = withFingerprints([finding], own, disclosures);
            expect(other?.fingerprint, `${id}: ${path}`).not.toBe(same?.fingerprint);
          }
        }
      });
    }
  });

  it('knows neither wording nor severity nor place', () => {
    const finding: Finding = {
      rule: 'unit-missing',
      severity: 'warning',
      message: '缺少计量单位',
      subject: { sheet: '示例培训经费', level3: '培训人次' },
      paths: ['/goalSheets/0/name'],
      origins: [],
    };
    const own = disclosure({ sheets: [goalSheet('示例培训经费', {})] });
    const [one] = withFingerprints([finding], own, [own]);
    const [two] = withFingerprints(
      [{ ...finding, severity: 'info', message: '没有计量单位', origins: [{ part: 'body', line: 3, how: 'printed' }] }],
      own,
      [own],
    );
    expect(two?.fingerprint).toBe(one?.fingerprint);
    const alike = withFingerprints([finding, finding, finding], own, [own]).map(({ fingerprint }) => fingerprint);
    expect(new Set(alike).size).toBe(3);
    expect(alike[0]).toBe(one?.fingerprint);
  });
});

const LISTS = new Set(['goalSheets', 'budgetTables', 'statements', 'unread', 'indicators', 'funding', 'tasks', 'rows']);

/** A copy in which every list that has an order of its own stands in another, and where each pointer leads in it. */
function shuffle(own: Disclosure, chance: () => number): { disclosure: Disclosure; moved(path: string): string } {
  const places = new Map<string, string>();
  const walk = (value: unknown, from: string, to: string): unknown => {
    places.set(from, to);
    if (Array.isArray(value)) {
      const order = value.map((_, i) => i);
      if (LISTS.has(from.split('/').at(-1) ?? '')) {
        const keys = value.map(chance);
        order.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
      }
      return order.map((was, now) => walk(value[was], `${from}/${was}`, `${to}/${now}`));
    }
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [
        name,
        name === 'provenance' ? {} : walk(field, from + pointer(name), to + pointer(name)),
      ]),
    );
  };
  const disclosure = walk(own, '', '') as Disclosure;
  return { disclosure, moved: (path) => places.get(path) ?? path };
}

/** A copy in which a single value is another; undefined where what stands there is none. */
function withValue(own: Disclosure, path: string, change: (value: unknown) => unknown): Disclosure | undefined {
  const value = valueAt(own, path);
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const copy = structuredClone(own);
  const steps = pointerSteps(path);
  const last = steps.pop() ?? '';
  const holder = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], copy);
  (holder as Record<string, unknown>)[last] = change(value);
  return copy;
}

/** One finding, or several that are alike, with the fingerprints that they have in `own`. */
function withFingerprints(findings: readonly Finding[], own: Disclosure, all: readonly Disclosure[]): Finding[] {
  const printed = (path: string, document?: number): string => {
    const disclosure = document === undefined ? own : all[document];
    return disclosure ? printedAt(disclosure, path) : '';
  };
  return findings.map((finding, i) => ({
    ...finding,
    fingerprint: fingerprintOf(fingerprintKey(finding, printed), i),
  }));
}
