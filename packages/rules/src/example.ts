import {
  type BudgetTable,
  type BudgetTableKind,
  type Disclosure,
  type FundingLine,
  fundSourceOf,
  type GoalSheet,
  type Indicator,
  indicatorKindOf,
  type Period,
  parseTarget,
  type Statement,
  type Subject,
  type TableCell,
  type Target,
  type Task,
  toFen,
} from '@jizhun/model';
import type { RuleProfile } from './place-parameters.ts';
import type { Example, WrongExample } from './rule.ts';

/** Builders of the small, invented disclosures that rules show themselves by. */

interface Parts {
  unit?: string;
  title?: string;
  fiscalYear?: number;
  place?: Disclosure['place'];
  sheets?: GoalSheet[];
  tables?: BudgetTable[];
  statements?: Statement[];
  paragraphs?: Disclosure['paragraphs'];
}

const YEAR = 2024;

export function disclosure(parts: Parts): Disclosure {
  return {
    schema: 'jizhun/disclosure@1',
    source: { name: '示例.txt', sha256: '0'.repeat(64), mediaType: 'text/plain' },
    fiscalYear: parts.fiscalYear ?? YEAR,
    ...(parts.title === undefined ? {} : { title: parts.title }),
    ...(parts.place ? { place: parts.place } : {}),
    unit: { name: parts.unit ?? '示例市示例局' },
    goalSheets: (parts.sheets ?? []).map((sheet, i) => ({
      ...sheet,
      id: `sheet-${i}`,
      fiscalYear: parts.fiscalYear ?? sheet.fiscalYear ?? YEAR,
    })),
    budgetTables: parts.tables ?? [],
    statements: parts.statements ?? [],
    ...(parts.paragraphs ? { paragraphs: parts.paragraphs } : {}),
    unread: [],
    provenance: {},
  };
}

/** An example on which the rule must be silent. */
export function right(title: string, ...parts: [Parts, ...Parts[]]): Example {
  return { title, disclosures: parts.map(disclosure) };
}

/** An example in which the rule must find something about `subject`. */
export function wrong(title: string, subject: Partial<Subject>, ...parts: [Parts, ...Parts[]]): WrongExample {
  return { title, subject, disclosures: parts.map(disclosure) };
}

/** National defaults, and what the example says that its place states: it must not depend on any place as it is today. */
export function profileOfExample(rule: string, { parameters = {} }: Example): () => RuleProfile {
  const stated = Object.entries(parameters).map(([name, value]) => [
    name,
    { value, from: 2015, basis: '示例', certainty: 'verified', place: '示例' },
  ]);
  return () => ({ severity: {}, disabledRules: [], ruleParameters: { [rule]: Object.fromEntries(stated) } });
}

/** An example in a place that states these parameters of the rule. */
export function inPlace<E extends Example>(parameters: NonNullable<Example['parameters']>, example: E): E {
  return { ...example, parameters };
}

type SheetParts = Partial<
  Pick<
    GoalSheet,
    'form' | 'scope' | 'code' | 'unit' | 'attributes' | 'funding' | 'tasks' | 'indicators' | 'schedule' | 'evaluation'
  >
>;

export function goalSheet(name: string, parts: SheetParts): GoalSheet {
  return {
    id: '',
    form: 'goal',
    scope: 'project',
    name,
    fiscalYear: YEAR,
    attributes: {},
    funding: [],
    schedule: [],
    tasks: [],
    indicators: [],
    ...parts,
  };
}

/** A printed line of income in 万元. */
export function income(label: string, amount: number, period: Period = 'FY'): FundingLine {
  return line('income', label, amount, period);
}

/** A printed line of expenditure in 万元. */
export function spending(label: string, amount: number, period: Period = 'FY'): FundingLine {
  return line('expenditure', label, amount, period);
}

function line(side: FundingLine['side'], label: string, amount: number, period: Period): FundingLine {
  const source = fundSourceOf(label);
  return { side, label, ...(source ? { source } : {}), period, fen: toFen(amount, '万元') };
}

export function task(group: Task['group'], name: string, amount?: number): Task {
  return { group, name, ...(amount === undefined ? {} : { fen: toFen(amount, '万元') }) };
}

/** An indicator with its target for the year, and for other periods where given. Levels: `产出指标/数量指标/培训班次`. */
export function indicator(
  levels: `${string}/${string}/${string}`,
  year: string | undefined,
  more: Partial<Record<Period, string>> &
    Partial<Pick<Indicator, 'description' | 'basis' | 'weight' | 'score' | 'deviation'>> = {},
): Indicator {
  const [level1 = '', level2 = '', level3 = ''] = levels.split('/');
  const { description, basis, weight, score, deviation, ...periods } = more;
  const targets: Target[] = [];
  const add = (period: Period, raw: string | undefined) => {
    if (raw !== undefined) targets.push({ period, raw, ...parseTarget(raw, { name: level3, fiscalYear: YEAR }) });
  };
  for (const period of ['CYCLE', 'H1'] as const) add(period, periods[period]);
  add('FY', year);
  for (const period of ['ACTUAL', 'EXPECTED', 'HISTORY'] as const) add(period, periods[period]);
  return {
    level1,
    level2,
    level3,
    kind: indicatorKindOf(level1, level2),
    ...(description === undefined ? {} : { description }),
    ...(basis === undefined ? {} : { basis }),
    ...(weight === undefined ? {} : { weight }),
    ...(score === undefined ? {} : { score }),
    ...(deviation === undefined ? {} : { deviation }),
    targets,
  };
}

/** Rows are [label, ...cells]; a code before the label stands as `2010301 行政运行`. */
export function table(
  kind: BudgetTableKind,
  title: string,
  columns: string[],
  rows: [string, ...TableCell[]][],
  moneyUnit: BudgetTable['moneyUnit'] = '万元',
): BudgetTable {
  return {
    title,
    kind,
    moneyUnit,
    columns,
    rows: rows.map(([name, ...cells]) => {
      const coded = /^([A-Z]?\d{3,}) (.+)$/.exec(name);
      return { ...(coded ? { code: coded[1]! } : {}), label: coded?.[2] ?? name, cells };
    }),
  };
}

export function statement(
  section: string,
  claim: string,
  value: number,
  unit = '万元',
  direction?: Statement['direction'],
): Statement {
  return { section, claim, value, unit, ...(direction ? { direction } : {}) };
}

/** A paragraph of prose under a heading; a heading with nothing beneath it where `text` is empty. */
export function paragraph(section: string, text: string): NonNullable<Disclosure['paragraphs']>[number] {
  return { section, text };
}

/** A project's sheet that no rule finds fault with: what differs from it is what an example shows. */
export function trainingSheet(
  parts: Omit<SheetParts, 'indicators'> & {
    name?: string;
    /** Targets of the year where they are others: `{ 示例培训人次: '≥280人次' }`; undefined leaves the row out. */
    targets?: Readonly<Record<string, string | undefined>>;
    /** What else stands in a row. */
    rows?: Readonly<Record<string, Parameters<typeof indicator>[2]>>;
  } = {},
): GoalSheet {
  const { name = '示例培训经费', targets = {}, rows = {}, ...more } = parts;
  const usual: Record<string, readonly [level: `${string}/${string}`, raw: string]> = {
    示例培训班次: ['产出指标/数量指标', '≥6期'],
    示例培训人次: ['产出指标/数量指标', '≥300人次'],
    示例考核合格率: ['产出指标/质量指标', '≥92%'],
    示例政策知晓率: ['效益指标/社会效益指标', '≥87%'],
    示例学员满意度: ['满意度指标/服务对象满意度指标', '≥93%'],
  };
  return goalSheet(name, {
    ...more,
    indicators: Object.entries(usual).flatMap(([level3, [levels, raw]]) => {
      const target = level3 in targets ? targets[level3] : raw;
      return target === undefined ? [] : [indicator(`${levels}/${level3}`, target, rows[level3])];
    }),
  });
}
