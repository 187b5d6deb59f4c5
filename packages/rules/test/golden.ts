import { existsSync, readdirSync, readFileSync } from 'node:fs';
import {
  type BudgetTable,
  budgetTableKindOf,
  comparable,
  type Disclosure,
  type FundingLine,
  fundSourceOf,
  type GoalSheet,
  indicatorKindOf,
  type Statement,
  type Target,
  toFen,
} from '@jizhun/model';

/**
 * Readings made by a careful person (../shared/golden), as disclosures: real figures to measure rules by, without going
 * through the reader. Absent outside the development set-up.
 */
const FOLDER = new URL('../../../../shared/golden/', import.meta.url);

export const goldenAvailable = existsSync(FOLDER);

export function goldenNames(): string[] {
  return readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
}

interface GoldenTarget {
  raw: string;
  op: Target['operator'];
  value: number | null;
  max: number | null;
  unit: string | null;
  text: string | null;
}

interface Golden {
  source: string;
  year: number;
  goals: {
    id: string;
    kind: 'department' | 'project';
    name: string;
    unit: string | null;
    fields: Record<string, string>;
    amounts: { section: string; label: string; period: 'year' | 'half'; value: number }[];
    schedule: { at: string; percent: number }[];
    tasks: { group: string; seq: number; name: string; content: string; amount: number }[];
    indicators: {
      l1: string;
      l2: string;
      l3: string;
      task: string | null;
      desc: string | null;
      basis: string | null;
      targets: Partial<Record<'half' | 'year' | 'cycle', GoldenTarget>>;
    }[];
  }[];
  tables: {
    title: string;
    unit: BudgetTable['moneyUnit'];
    columns: string[];
    rows: { no: number | null; code: string | null; label: string | null; cells: (number | string | null)[] }[];
  }[];
  narrative?: { section: string; claim: string; value: number; unit: string }[];
}

export function readGolden(name: string): Disclosure {
  const golden = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Golden;
  const department = golden.goals.find(({ kind }) => kind === 'department');
  return {
    schema: 'jizhun/disclosure@1',
    source: { name: golden.source, sha256: comparable(golden.source), mediaType: 'text/plain' },
    fiscalYear: golden.year,
    ...(department ? { unit: { name: department.name } } : {}),
    goalSheets: golden.goals.map(sheetOf),
    budgetTables: golden.tables.map((table) => ({
      title: table.title,
      kind: budgetTableKindOf(table.title),
      moneyUnit: table.unit,
      columns: table.columns,
      rows: table.rows.map(({ no, code, label, cells }) => ({
        ...(no === null ? {} : { no }),
        ...(code === null ? {} : { code }),
        label: label ?? '',
        cells,
      })),
    })),
    statements: (golden.narrative ?? []).map(statementOf),
    unread: [],
    provenance: {},
  };
}

function sheetOf(goal: Golden['goals'][number]): GoalSheet {
  const periods = { half: 'H1', year: 'FY', cycle: 'CYCLE' } as const;
  return {
    id: goal.id,
    form: 'goal',
    scope: goal.kind,
    name: goal.name,
    ...(goal.fields.项目编码 ? { code: goal.fields.项目编码 } : {}),
    ...(goal.unit ? { unit: goal.unit } : {}),
    attributes: goal.fields,
    funding: goal.amounts.map(({ section, label, period, value }): FundingLine => {
      const source = fundSourceOf(label);
      return {
        side: section === '支出' ? 'expenditure' : 'income',
        label,
        ...(source ? { source } : {}),
        period: periods[period],
        fen: toFen(value, '万元'),
      };
    }),
    schedule: [],
    tasks: goal.tasks.map(({ group, seq, name, content, amount }) => ({
      group: group === '年度重点工作任务' ? ('key' as const) : ('other' as const),
      seq,
      name,
      content,
      fen: toFen(amount, '万元'),
    })),
    indicators: goal.indicators.map(({ l1, l2, l3, task, desc, basis, targets }) => ({
      level1: l1,
      level2: l2,
      level3: l3,
      kind: indicatorKindOf(l1, l2),
      ...(task ? { task } : {}),
      ...(desc ? { description: desc } : {}),
      ...(basis ? { basis } : {}),
      targets: (['cycle', 'half', 'year'] as const).flatMap((key): Target[] => {
        const target = targets[key];
        return target
          ? [
              {
                period: periods[key],
                raw: target.raw,
                operator: target.op,
                value: target.value,
                max: target.max,
                unit: target.unit,
                text: target.text,
              },
            ]
          : [];
      }),
    })),
  };
}

function statementOf({ section, claim, value, unit }: NonNullable<Golden['narrative']>[number]): Statement {
  const change = /(较.*)?(增加|减少)$/.exec(claim);
  const same = /与上年持平/.test(claim);
  const noun = claim
    .replace(/^（.*?）/, '')
    .replace(/（与上年持平）/, '')
    .replace(/(较(上年度?|\d{4}年预算))?(增加|减少)$/, '');
  return {
    section,
    // 较2023年预算增加: the noun stands in the sentence before.
    claim: noun || '预算收支安排',
    value,
    unit,
    ...(change
      ? { direction: change[2] === '增加' ? ('up' as const) : ('down' as const) }
      : same
        ? { direction: 'same' as const }
        : {}),
  };
}
