import type { JsonPointer, Subject } from '@jizhun/model';
import { DISCLOSURE_2016 } from '../../basis.ts';
import { cellPath, type DisclosureIndex } from '../../disclosure-index.ts';
import { decimalsOf, type Exact, halfUnit, type PrintedUnit, printExact } from '../../exact.ts';
import { right, statement, table, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { tableSubject, valueAt } from '../../table-shape.ts';

interface Fact {
  budget: Exact;
  spent: Exact;
  unit: PrintedUnit;
  rate: number;
  subject: Subject;
  /** Rate, final figure, budget. */
  paths: [JsonPointer, JsonPointer, JsonPointer];
}

const SECTION = '三、支出决算情况说明';

/** Percent of the budget that was spent, as exactly as a float tells it. */
function percentOf({ spent, budget }: Pick<Fact, 'spent' | 'budget'>): number {
  return Number((spent * 10_000_000n) / budget) / 100_000;
}

/** Whether the stated rate differs by more than rounding of the rate and of both amounts can make. */
function isOff(fact: Fact): boolean {
  const { rate, budget, unit } = fact;
  if (budget === 0n) return true;
  const computed = percentOf(fact);
  const amounts = (100 + computed) * (Number(halfUnit(2, unit)) / Number(budget));
  return Math.abs(rate - computed) > 0.5 * 10 ** -decimalsOf(rate) + amounts + 1e-6;
}

/** …年初预算为460万元，支出决算为475万元，完成年初预算的103.26%: three figures one after another. */
function* inProse(index: DisclosureIndex): Generator<Fact> {
  const { statements } = index;
  for (let i = 0; i + 2 < statements.length; i++) {
    const [budget, spent, rate] = [statements[i]!, statements[i + 1]!, statements[i + 2]!];
    if (rate.statement.unit !== '%' || !/完成(年初|全年|调整|当年)?预算(数)?的?$/.test(rate.key)) continue;
    if (!budget.unit || budget.unit !== spent.unit || !/预算(数)?$/.test(budget.key) || !/决算(数)?$/.test(spent.key))
      continue;
    const sections = new Set([budget, spent, rate].map(({ statement: one }) => one.section));
    if (sections.size > 1 || budget.statement.direction || spent.statement.direction) continue;
    yield {
      budget: budget.value,
      spent: spent.value,
      unit: budget.unit,
      rate: rate.statement.value,
      subject: { section: rate.statement.section, row: budget.statement.claim },
      paths: [rate.path, spent.path, budget.path],
    };
  }
}

/** Columns 年初预算数 (or 预算数), 决算数 and 完成率 in one table. */
function* inTables(index: DisclosureIndex): Generator<Fact> {
  for (const one of index.tables) {
    const column = (name: RegExp) => one.columns.filter(({ key, role }) => role !== 'text' && name.test(key));
    const [rates, budgets, finals] = [
      column(
        /^(预算)?(完成率|执行率|完成比例)$|^决算数?(为|占)(年初)?预算数?的?(%|百分比|比例)?$|^完成(年初)?预算的?(%|百分比|比例)$/,
      ),
      column(/^(年初|全年|调整)?预算(数)?$/),
      column(/^(支出)?决算(数)?$|^(全年)?执行数$/),
    ];
    const [rate, budget, final] = [rates[0], budgets[0], finals[0]];
    if (!rate || !budget || !final || rates.length + budgets.length + finals.length > 3) continue;
    for (const row of one.rows) {
      const printed = one.table.rows[row.at]?.cells[rate.at];
      const [b, f] = [valueAt(row, budget), valueAt(row, final)];
      if (typeof printed !== 'number' || typeof f !== 'bigint' || typeof b === 'string') continue;
      yield {
        budget: b ?? 0n,
        spent: f,
        unit: one.unit,
        rate: printed,
        subject: tableSubject(one, row, rate),
        paths: [cellPath(row, rate), cellPath(row, final), cellPath(row, budget)],
      };
    }
  }
}

export default defineRule({
  id: 'completion-rate',
  title: '完成预算的百分比与金额不符',
  severity: 'error',
  scope: 'disclosure',
  why: '完成预算的百分比等于决算数除以预算数；预算数是 0 的，没有百分比可言，不能写成 100% 或 0%。',
  basis: [`${DISCLOSURE_2016}：决算与年初预算对比公开`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const fact of [...inTables(index), ...inProse(index)]) {
      // 0 % of nothing, and nothing spent: said without thought, but nobody is misled.
      if (fact.budget === 0n && (fact.rate === 0 || fact.spent === 0n)) continue;
      if (!isOff(fact)) continue;
      // 0.98 in a column of rates is a share.
      if (fact.budget !== 0n && !isOff({ ...fact, rate: fact.rate * 100 })) continue;
      yield fact;
    }
  },
  report(fact) {
    const { budget, spent, unit, rate, subject, paths } = fact;
    const amount = (value: Exact) => `${printExact(value, unit)}${unit ? ` ${unit}` : ''}`;
    if (budget === 0n) {
      return {
        severity: 'warning',
        message: `预算数为 0，决算数 ${amount(spent)}，却写完成预算的 ${rate}%：没有预算数，无法计算百分比。`,
        subject,
        paths,
        actual: `${rate}%`,
        advice: '删去百分比，说明年初没有安排预算的原因（如年中追加、上年结转）。',
      };
    }
    const computed = percentOf(fact);
    const decimals = Math.min(2, Math.max(decimalsOf(rate), 1));
    return {
      yields: true,
      message: `决算数 ${amount(spent)} ÷ 预算数 ${amount(budget)} = ${computed.toFixed(2)}%，填写为 ${rate}%。`,
      subject,
      paths,
      expected: `${computed.toFixed(decimals)}%`,
      actual: `${rate}%`,
      advice: '核对预算数和决算数，改正百分比。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '460 万元完成 475 万元，写成 96.84%',
        { section: SECTION },
        {
          statements: [
            statement(SECTION, '一般公共预算财政拨款支出年初预算', 460),
            statement(SECTION, '一般公共预算财政拨款支出决算', 475),
            statement(SECTION, '一般公共预算财政拨款支出决算完成年初预算', 96.84, '%'),
          ],
        },
      ),
      wrong(
        '年初没有预算，却写完成 100%',
        { section: SECTION },
        {
          statements: [
            statement(SECTION, '示例事务年初预算', 0),
            statement(SECTION, '支出决算', 12.5),
            statement(SECTION, '完成年初预算的', 100, '%'),
          ],
        },
      ),
      wrong(
        '表中的完成率算错',
        { table: '示例支出决算对比表', column: '完成率' },
        {
          tables: [
            table(
              'other',
              '示例支出决算对比表',
              ['年初预算数', '决算数', '完成率'],
              [['示例事务', 460.5, 475.5, 93.25]],
            ),
          ],
        },
      ),
    ],
    right: [
      right('相符；四舍五入', {
        statements: [
          statement(SECTION, '一般公共预算财政拨款支出年初预算', 460),
          statement(SECTION, '支出决算', 475),
          statement(SECTION, '完成年初预算的', 103.3, '%'),
        ],
        tables: [
          table(
            'other',
            '示例支出决算对比表',
            ['年初预算数', '决算数', '完成率'],
            [
              ['示例事务', 460.5, 475.5, 103.26],
              ['示例新增事务', null, 12.5, null],
            ],
          ),
        ],
      }),
    ],
  },
});
