import type { Disclosure, Origin } from '@jizhun/model';
import { reportSchema } from '@jizhun/model/schema';
import { describe, expect, it } from 'vitest';
import { disclosure, goalSheet, income, indicator, statement, table } from './example.ts';
import { checkDisclosures, type RuleProfile, rules } from './index.ts';
import { defineRule } from './rule.ts';

const profile = (): RuleProfile => ({ severity: {}, disabledRules: [], ruleParameters: {} });

const satisfaction = () =>
  disclosure({
    sheets: [
      goalSheet('示例培训经费', {
        funding: [income('资金总额', 110), income('一般公共预算资金', 100)],
        indicators: [
          indicator('产出指标/数量指标/培训人次', '≥800', { H1: '≥0人次' }),
          indicator('满意度/服务对象满意度/学员满意度', '≥100%'),
          indicator('产出指标/质量指标/学员参训率', '≥97%'),
          indicator('效益指标/社会效益指标/示例知识知晓率', '≥88%'),
        ],
      }),
    ],
  });

function ids(one: Disclosure, options: Parameters<typeof checkDisclosures>[1] = {}): string[] {
  return checkDisclosures([one], { profile, ...options }).documents[0]!.findings.map(({ rule }) => rule);
}

describe('checkDisclosures', () => {
  it('gives a report that keeps its schema', () => {
    for (const { examples } of rules) {
      for (const { disclosures } of examples.wrong) {
        expect(reportSchema.safeParse(checkDisclosures(disclosures)).error).toBeUndefined();
      }
    }
  });

  it('has nothing to say of an empty disclosure, or of none', () => {
    expect(checkDisclosures([]).documents).toEqual([]);
    const [document] = checkDisclosures([disclosure({})]).documents;
    expect(document).toMatchObject({ findings: [], unchecked: [], suppressed: [] });
  });

  it('is pure', () => {
    const one = satisfaction();
    const before = JSON.stringify(one);
    expect(checkDisclosures([one])).toEqual(checkDisclosures([one]));
    expect(JSON.stringify(one)).toBe(before);
  });

  it('keeps silent of a figure that a sum already blames, where a rule yields', () => {
    const cell = (row: number, column: number) => `/budgetTables/0/rows/${row}/cells/${column}`;
    // 25 for 20: the row and the column both say so.
    const rows = [
      ['合计', 60, 24, 36],
      ['示例甲', 33, 13, 20],
      ['示例乙', 27, 11, 16],
    ] as const;
    const tables = (figure: number) => [
      table(
        'expenditure-summary',
        '部门支出总表',
        ['合计', '基本支出', '项目支出'],
        rows.map(([label, ...cells]) => [label, ...(label === '示例甲' ? [33, 13, figure] : cells)]),
      ),
    ];
    const said: readonly (readonly [message: string, ...paths: string[]])[] = [
      ['甲。', cell(1, 2)],
      ['乙。', cell(2, 1), cell(1, 2)],
      ['丙。', cell(2, 1)],
    ];
    const rule = (yields: boolean) =>
      defineRule({
        id: 'test',
        title: '',
        severity: 'warning',
        scope: 'disclosure',
        why: '',
        basis: ['《示例》'],
        parameters: {},
        *find() {
          for (const [message, ...paths] of said) yield { message, paths };
        },
        report: ({ message, paths }) => ({ message, subject: {}, paths, ...(yields ? { yields } : {}) }),
        examples: { wrong: [], right: [] },
      });
    const messages = (figure: number, yields: boolean) => {
      const all = [...rules.filter(({ kind }) => kind === 'identity'), rule(yields)];
      const { findings } = checkDisclosures([disclosure({ tables: tables(figure) })], { rules: all }).documents[0]!;
      return findings.filter(({ rule: id }) => id === 'test').map(({ message }) => message);
    };
    expect(messages(20, true).sort()).toEqual(['丙。', '乙。', '甲。']);
    expect(messages(25, false).sort()).toEqual(['丙。', '乙。', '甲。']);
    expect(messages(25, true)).toEqual(['丙。']);
  });

  it('puts findings in the order of the document', () => {
    expect(ids(satisfaction())).toEqual(['sum-fund-source', 'zero-lower-bound', 'unit-missing', 'pct-over-100']);
  });

  it('takes the order of a text from its lines', () => {
    const one = satisfaction();
    const at = (line: number): Origin[] => [{ part: 'body', line, how: 'printed' }];
    one.provenance = {
      '/goalSheets/0/funding/0': at(90),
      '/goalSheets/0/indicators/0/targets/0': at(20),
      '/goalSheets/0/indicators/0/targets/1': at(20),
      '/goalSheets/0/indicators/1': at(10),
    };
    expect(ids(one)).toEqual(['pct-over-100', 'zero-lower-bound', 'unit-missing', 'sum-fund-source']);
  });

  it('says where: origins of the values, or of the nearest value that holds them', () => {
    const one = satisfaction();
    const cell: Origin = { part: 'Sheet1', cell: 'E9', how: 'printed' };
    one.provenance = { '/goalSheets/0/indicators/1': [cell] };
    const finding = checkDisclosures([one], { profile }).documents[0]!.findings.find(
      ({ rule }) => rule === 'pct-over-100',
    );
    expect(finding?.origins).toEqual([cell]);
  });

  it('leaves out rules that are disabled, by option or by the place', () => {
    expect(ids(satisfaction(), { disabled: ['pct-over-100'] })).not.toContain('pct-over-100');
    expect(ids(satisfaction(), { profile: () => ({ ...profile(), disabledRules: ['unit-missing'] }) })).not.toContain(
      'unit-missing',
    );
  });

  it('runs only the rules it is given', () => {
    expect(ids(satisfaction(), { rules: rules.filter(({ id }) => id === 'unit-missing') })).toEqual(['unit-missing']);
  });

  it('takes severities from the options before the place before the rule; a doubtful finding stays below', () => {
    const severities = (options: Parameters<typeof checkDisclosures>[1]) =>
      Object.fromEntries(
        checkDisclosures([satisfaction()], { profile, ...options }).documents[0]!.findings.map(({ rule, severity }) => [
          rule,
          severity,
        ]),
      );
    expect(severities({})).toMatchObject({
      'pct-over-100': 'error',
      'zero-lower-bound': 'info',
      'unit-missing': 'warning',
    });
    const place = () => ({
      ...profile(),
      severity: {
        'pct-over-100': {
          value: 'warning',
          from: 2024,
          basis: '《示例》',
          certainty: 'verified',
          place: 'national',
        } as const,
      },
    });
    expect(severities({ profile: place })).toMatchObject({ 'pct-over-100': 'warning' });
    expect(severities({ profile: place, severity: { 'pct-over-100': 'info' } })).toMatchObject({
      'pct-over-100': 'info',
    });
    expect(severities({ severity: { 'zero-lower-bound': 'error' } })).toMatchObject({ 'zero-lower-bound': 'info' });
  });

  it('takes parameters from the place; what is unverified gives advice only', () => {
    const place =
      (certainty: 'verified' | 'unverified'): (() => RuleProfile) =>
      () => ({
        ...profile(),
        ruleParameters: {
          'tasks-vs-project-expenditure': {
            bothGroups: { value: false, from: 2024, basis: '《示例》', certainty, place: 'national' },
          },
        },
      });
    const one = disclosure({
      sheets: [
        goalSheet('示例市示例局', {
          scope: 'department',
          funding: [{ side: 'expenditure', label: '项目支出', period: 'FY', fen: 100_000_000 }],
          tasks: [{ group: 'key', name: '示例任务', fen: 40_000_000 }],
        }),
      ],
    });
    const found = (look: () => RuleProfile) =>
      checkDisclosures([one], { profile: look }).documents[0]!.findings.map(
        ({ rule, severity }) => `${rule} ${severity}`,
      );
    expect(found(profile)).toEqual([]);
    expect(found(place('verified'))).toEqual(['tasks-vs-project-expenditure error']);
    expect(found(place('unverified'))).toEqual(['tasks-vs-project-expenditure info']);
  });

  it('finds one slip once where a list is read as a table and as sheets', () => {
    const cell = (row: number, column: number): Origin[] => [{ part: 'table 1', row, column, how: 'printed' }];
    const one = disclosure({
      tables: [
        table(
          'project-list',
          '项目支出绩效目标表',
          ['总计', '财政拨款'],
          [
            ['合计', 240, 240],
            ['示例培训经费', 100, 90],
            ['示例宣传经费', 140, 140],
          ],
        ),
      ],
      sheets: [goalSheet('示例培训经费', { funding: [income('总计', 100), income('财政拨款', 90)] })],
    });
    one.provenance = {
      '/budgetTables/0/rows/1/cells/0': cell(3, 2),
      '/budgetTables/0/rows/1/cells/1': cell(3, 3),
      '/goalSheets/0/funding/0': cell(3, 2),
      '/goalSheets/0/funding/1': cell(3, 3),
    };
    const { findings } = checkDisclosures([one], { profile }).documents[0]!;
    expect(findings).toHaveLength(1);
    expect(findings[0]!.paths.slice(0, 2)).toEqual(['/budgetTables/0/rows/1/cells/1', '/goalSheets/0/funding/1']);
    expect(findings[0]!.origins).toEqual([cell(3, 3)[0], cell(3, 2)[0]]);
  });

  it('says once what is missing', () => {
    const one = disclosure({
      tables: [table('expenditure-summary', '部门支出总表', ['合计'], [['合计', 100]])],
      statements: [statement('四', '“三公”经费', 3), statement('四', '公务接待费', 2)],
    });
    const { findings, unchecked } = checkDisclosures([one], { profile }).documents[0]!;
    expect(findings).toEqual([]);
    expect(unchecked).toContainEqual({ rule: 'table-against-table', missing: '缺少收支总表，未与支出总表核对' });
    expect(unchecked.filter(({ rule }) => rule === 'text-vs-table')).toEqual([
      { rule: 'text-vs-table', missing: '缺少“三公”经费支出表，文字所述的数字未核对' },
    ]);
  });

  it('does not judge a cell that is no number', () => {
    const one = disclosure({
      tables: [
        table(
          'project-list',
          '项目支出绩效目标表',
          ['总计', '财政拨款', '财政专户拨款'],
          [
            ['合计', 165.76, 165.76, null],
            ['示例培训经费', 140, 140, null],
            ['示例考试经费', 25.76, '25. 7€', 5],
          ],
        ),
      ],
    });
    const { findings, unchecked } = checkDisclosures([one], { profile }).documents[0]!;
    expect(findings).toEqual([]);
    expect(unchecked.map(({ missing }) => missing).join()).toContain('印作“25. 7€”，不是数字');
  });
});

describe('across documents', () => {
  const one = (amount: number, name: string): Disclosure => ({
    ...disclosure({ sheets: [goalSheet('示例培训经费', { funding: [income('预算数', amount)] })] }),
    source: { name, sha256: name, mediaType: 'text/plain' },
  });

  it('reports once, at the later document, and names the other', () => {
    const { documents } = checkDisclosures([one(84, 'a.docx'), one(84, 'b.docx'), one(48, 'c.docx')], { profile });
    expect(documents.map(({ findings }) => findings.length)).toEqual([0, 0, 1]);
    expect(documents[2]!.findings[0]).toMatchObject({
      rule: 'same-project-amount',
      others: [{ document: 0, paths: ['/goalSheets/0/funding/0'] }],
    });
  });

  it('leaves out a document in whose place the rule does not hold', () => {
    const { documents } = checkDisclosures([one(84, 'a'), { ...one(60, 'b'), place: { id: 'x' } }, one(48, 'c')], {
      profile: (place) => ({ ...profile(), disabledRules: place?.id === 'x' ? ['same-project-amount'] : [] }),
    });
    expect(documents.map(({ findings }) => findings.length)).toEqual([0, 0, 1]);
    expect(documents[2]!.findings[0]?.others?.[0]?.document).toBe(0);
  });
});
