import { comparable, type MoneyUnit } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import { budgetOf, fundingOf, type IndicatorIndex, type SheetIndex } from '../../disclosure-index.ts';
import { type Exact, exact, numberOfExact, printExact } from '../../exact.ts';
import { goalSheet, income, indicator, right, spending, task, wrong } from '../../example.ts';
import { indicatorSubject, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface Cost {
  at: IndicatorIndex;
  path: string;
  raw: string;
  /** An upper bound rather than an amount. */
  cap: boolean;
  value: Exact;
}

interface Fact {
  sheet: SheetIndex;
  costs: readonly Cost[];
  sum: Exact;
  budget: { path: string; label: string; value: Exact };
}

/** 万元 printed as 万 is money in a cost indicator. */
const UNITS: Readonly<Record<string, MoneyUnit>> = { 元: '元', 万元: '万元', 万: '万元', 亿元: '亿元' };

/** Costs of a sheet as whole amounts; standards per person, per month and floors are no amounts. */
function costsOf(sheet: SheetIndex): Cost[] {
  return sheet.indicators.flatMap((at): Cost[] => {
    const { kind, level3 } = at.indicator;
    if (kind !== 'output.cost' && kind !== 'cost.economic') return [];
    const found = targetOf(at, 'FY');
    if (!found) return [];
    const { value, unit, operator, raw } = found.target;
    const money = unit === null ? undefined : UNITS[unit];
    if (value === null || !money || operator === '>=' || operator === '>' || operator === 'range' || operator === '~')
      return [];
    if (/(人均|单价|标准|每人|每年|每月|月|日均|户均|单位成本|节约|节支|收入)/.test(level3)) return [];
    return [{ at, path: found.path, raw, cap: operator === '<=' || operator === '<', value: exact(value, money) }];
  });
}

/** What a cost and a task are both about: 示例改造工程成本 and 示例改造工程项目. */
function about(name: string): string {
  return comparable(name).replace(/(成本|费用|经费|项目|资金|支出|投入)+$/, '');
}

export default defineRule({
  id: 'cost-over-budget',
  title: '成本指标超过预算',
  severity: 'error',
  scope: 'sheet',
  why: '成本是花出去的钱，单项成本、各项成本之和都不应超过项目的预算；部门表中，一项任务的成本不应超过该任务的拟投入金额。',
  basis: [`${INDICATORS_2021}：成本指标的设定，成本不得超过预算支出标准`],
  parameters: {
    slightShare: { title: '成本上限（≤）超出预算不多于这一比例的，只作警告', default: 0.1 },
  },
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      const costs = costsOf(sheet);
      if (costs.length === 0) continue;
      if (sheet.sheet.scope === 'department') {
        for (const cost of costs) {
          const name = about(cost.at.indicator.level3);
          const i = sheet.sheet.tasks.findIndex((one) => name.length > 3 && about(one.name) === name);
          const found = sheet.sheet.tasks[i];
          if (found?.fen === undefined || cost.value <= BigInt(found.fen)) continue;
          const budget = {
            path: `${sheet.path}/tasks/${i}`,
            label: `任务“${found.name}”拟投入金额`,
            value: BigInt(found.fen),
          };
          yield { sheet, costs: [cost], sum: cost.value, budget };
        }
        continue;
      }
      const line = budgetOf(sheet);
      if (!line) continue;
      // The cost of a project of several years stands against its money of all years.
      const longer = fundingOf(sheet, 'income', 'CYCLE').find(
        (one) => one.line.source === 'total' && one.value > line.value,
      );
      const most = longer ?? line;
      const budget = { path: most.path, label: most.line.label, value: most.value };
      const over = costs.filter(({ value }) => value > budget.value);
      for (const cost of over) yield { sheet, costs: [cost], sum: cost.value, budget };
      const sum = costs.reduce((all, { value }) => all + value, 0n);
      if (over.length === 0 && costs.length > 1 && sum > budget.value) yield { sheet, costs, sum, budget };
    }
  },
  report({ sheet, costs, sum, budget }, _index, { slightShare }) {
    const amount = (value: Exact) => `${printExact(value, '万元')} 万元`;
    const [first] = costs as [Cost, ...Cost[]];
    const single = costs.length === 1;
    return {
      // A cap a little above the budget forbids less than it should, but claims no more money.
      ...(costs.every(({ cap }) => cap) && Number(sum) <= Number(budget.value) * (1 + slightShare)
        ? { severity: 'warning' as const }
        : {}),
      message: single
        ? `${quote(first.at.indicator.level3)}填写为 ${first.raw}，超过${budget.label} ${amount(budget.value)}，多 ${amount(sum - budget.value)}。`
        : `${costs.length} 项成本之和为 ${amount(sum)}，超过${budget.label} ${amount(budget.value)}，多 ${amount(sum - budget.value)}。`,
      subject: single ? indicatorSubject(first.at) : sheetSubject(sheet, '成本指标'),
      paths: [...costs.map(({ path }) => path), budget.path],
      expected: `不超过 ${amount(budget.value)}`,
      actual: single ? first.raw : amount(sum),
      ...(single
        ? {}
        : {
            arithmetic: {
              unit: '万元',
              terms: costs.map(({ at, value, path }) => ({
                label: at.indicator.level3,
                value: numberOfExact(value, '万元'),
                sign: '+' as const,
                path,
              })),
              result: numberOfExact(sum, '万元'),
              printed: { label: budget.label, value: numberOfExact(budget.value, '万元'), path: budget.path },
              difference: numberOfExact(budget.value - sum, '万元'),
            },
          }),
      advice: `核对成本与预算：成本有误的改为不超过 ${amount(budget.value)}，是单位标准的写明“/个”“/人”等。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '成本 200 万元，预算 100 万元',
        { sheet: '示例场所建设资金', level3: '维修改造补助' },
        {
          sheets: [
            goalSheet('示例场所建设资金', {
              funding: [income('年度资金总额', 100), income('财政拨款', 100)],
              indicators: [indicator('产出指标/成本指标/维修改造补助', '200万元')],
            }),
          ],
        },
      ),
      wrong(
        '两项成本之和超过预算',
        { sheet: '示例庆祝活动经费' },
        {
          sheets: [
            goalSheet('示例庆祝活动经费', {
              funding: [income('年度资金总额', 9)],
              indicators: [
                indicator('产出指标/成本指标/庆祝活动', '6万元'),
                indicator('产出指标/成本指标/宣传教育', '4万元'),
              ],
            }),
          ],
        },
      ),
      wrong(
        '部门表：成本上限略高于任务金额',
        { level3: '示例改造工程建设成本' },
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              funding: [spending('项目支出', 118.54)],
              tasks: [task('key', '示例改造工程建设项目', 118.54)],
              indicators: [indicator('产出指标/成本指标/示例改造工程建设成本', '≤120万元')],
            }),
          ],
        },
      ),
    ],
    right: [
      right('跨年项目的总成本与总投资比较', {
        sheets: [
          goalSheet('示例跨年工程', {
            funding: [income('项目资金总额', 900, 'CYCLE'), income('年度资金总额', 300)],
            indicators: [indicator('产出指标/成本指标/工程总成本', '≤900万元')],
          }),
        ],
      }),
      right('成本之和等于预算；每人、每月的标准不相加', {
        sheets: [
          goalSheet('示例老年大学经费', {
            funding: [income('年度资金总额', 20)],
            indicators: [
              indicator('产出指标/成本指标/老年大学活动', '6万元'),
              indicator('产出指标/成本指标/党组织建设工作', '14万元'),
            ],
          }),
          goalSheet('示例聘用经费', {
            funding: [income('年度资金总额', 2.9567)],
            indicators: [
              indicator('产出指标/成本指标/月工资', '2746元'),
              indicator('产出指标/成本指标/人均补助', '≤50000元/人'),
            ],
          }),
          goalSheet('示例活动经费', {
            funding: [income('年度资金总额', 3)],
            indicators: [indicator('产出指标/成本指标/成本控制率', '≤100%')],
          }),
        ],
      }),
    ],
  },
});
