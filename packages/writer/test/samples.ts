import type { Disclosure, Finding, Indicator, Report } from '@jizhun/model';
import type { ReportSource } from '../src/index.ts';

/** An invented disclosure with a sheet, a table and prose, and a report about it. */

const indicator = (level1: string, level2: string, level3: string, raw: string): Indicator => ({
  level1,
  level2,
  level3,
  kind: 'output.quantity',
  targets: [{ period: 'FY', raw, operator: null, value: null, max: null, unit: null, text: raw }],
});

export const SENTENCE = '2024年支出预算为1,234.50万元，其中基本支出234.50万元，项目支出1000万元。';

export const disclosure = (): Disclosure => ({
  schema: 'jizhun/disclosure@1',
  source: { name: '公开/示例 局.txt', sha256: 'a'.repeat(64), mediaType: 'text/plain' },
  fiscalYear: 2024,
  unit: { name: '示例市示例局' },
  goalSheets: [
    {
      id: 'sheet-0',
      form: 'goal',
      scope: 'project',
      name: '示例培训经费',
      fiscalYear: 2024,
      attributes: { 年度目标: '完成<全年>培训任务 & 提高水平' },
      funding: [{ side: 'income', label: '资金总额', period: 'FY', fen: 10_000_000, source: 'total' }],
      schedule: [],
      tasks: [],
      indicators: [
        indicator('产出指标', '数量指标', '培训班次', '≥4期'),
        indicator('产出指标', '数量指标', '培训人次', '≥800'),
        indicator('满意度指标', '服务对象满意度指标', '学员满意度', '≥100%'),
      ],
    },
  ],
  budgetTables: [
    {
      title: '部门支出总表',
      kind: 'expenditure-summary',
      moneyUnit: '万元',
      columns: ['合计', '基本支出', '项目支出', ...Array.from({ length: 9 }, (_, i) => `其他支出${i + 1}`)],
      rows: Array.from({ length: 40 }, (_, i) => ({
        label: i === 0 ? '合计' : `第${i}项支出`,
        cells: [1000 + i, 234.5, 765.5 + i, ...Array.from({ length: 9 }, () => null)],
      })),
    },
  ],
  statements: [
    { section: '二、支出说明', claim: '支出预算', value: 1234.5, unit: '万元' },
    { section: '二、支出说明', claim: '项目支出', value: 1000, unit: '万元' },
  ],
  paragraphs: [{ section: '二、支出说明', text: SENTENCE }],
  unread: [{ text: '附：其他说明', at: { part: 'body', line: 99, how: 'printed' } }],
  provenance: {
    '/goalSheets/0/indicators/1/targets/0': [{ part: 'body', line: 8, span: [10, 14], how: 'printed' }],
    '/budgetTables/0/rows/0/cells/0': [{ part: 'body', line: 20, span: [3, 11], how: 'printed', printed: '1,000.00' }],
    '/statements/0': [{ part: 'body', line: 40, span: [9, 19], how: 'printed', printed: '1,234.50万元' }],
    '/statements/1': [{ part: 'body', line: 40, how: 'printed' }],
    '/paragraphs/0/text': [{ part: 'body', line: 40, how: 'printed' }],
  },
});

export const unitMissing: Finding = {
  rule: 'unit-missing',
  severity: 'warning',
  message: '「培训人次」填写为 ≥800，没有计量单位。',
  subject: { sheet: '示例培训经费', level1: '产出指标', level2: '数量指标', level3: '培训人次' },
  paths: ['/goalSheets/0/indicators/1/targets/0'],
  origins: [{ part: 'body', line: 8, span: [10, 14], how: 'printed' }],
  advice: '补填计量单位，如“人次”。',
  basis: '《示例办法》（示例〔2021〕1号）',
  fingerprint: '1-0123456789abcdef',
  fix: {
    title: '补“人次”',
    edits: [{ path: '/goalSheets/0/indicators/1/targets/0/raw', from: '≥800', to: '≥800人次' }],
  },
};

export const sumWrong: Finding = {
  rule: 'text-vs-table',
  severity: 'error',
  message: '文字说明“支出预算”为 1234.50 万元，而《部门支出总表》“合计”为 1000.00 万元。',
  subject: { section: '二、支出说明', row: '支出预算' },
  paths: ['/statements/0', '/budgetTables/0/rows/0/cells/0'],
  origins: [
    { part: 'body', line: 40, span: [9, 19], how: 'printed', printed: '1,234.50万元' },
    { part: 'body', line: 20, span: [3, 11], how: 'printed' },
  ],
  arithmetic: {
    unit: '万元',
    terms: [
      { label: '基本支出', value: 234.5, sign: '+' },
      { label: '项目<支出>', value: 1000, sign: '+', odd: true },
    ],
    result: 1234.5,
    printed: { label: '合计', value: 1000 },
    difference: -234.5,
  },
  fingerprint: '1-fedcba9876543210',
  fix: {
    title: '改为 1,234.50',
    edits: [{ path: '/budgetTables/0/rows/0/cells/0', from: 1000, to: 1234.5 }],
  },
};

export const rules: ReportSource['rules'] = [
  {
    id: 'unit-missing',
    title: '指标值没有计量单位',
    severity: 'warning',
    scope: 'indicator',
    why: '没有单位的数无法考核。',
    basis: ['《示例办法》（示例〔2021〕1号）'],
  },
  {
    id: 'text-vs-table',
    title: '文字说明与表中数字不一致',
    severity: 'error',
    scope: 'disclosure',
    why: '公开的说明应与表一致。',
    basis: [],
  },
];

/** A report about one document with these findings. */
export function source(findings: Finding[], more: Partial<Report['documents'][number]> = {}): ReportSource {
  const one = disclosure();
  return {
    report: {
      schema: 'jizhun/report@1',
      documents: [{ source: one.source, findings, unchecked: [], suppressed: [], ...more }],
    },
    disclosures: [one],
    rules,
    date: '2024-03-31',
    tool: '绩准 0.1.0',
  };
}
