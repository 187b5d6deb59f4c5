import type { FundSource } from '@jizhun/model';
import { GOALS_2015 } from '../../basis.ts';
import { type FundingIndex, fundingOf, type SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, income, right, spending, wrong } from '../../example.ts';
import type { Identity } from '../../identity.ts';
import { defineIdentities } from '../../rule.ts';
import { linesByColumn, periodName, sheetSubject, sumOfTerms, termOfLine } from '../../sheet-sums.ts';
import { draftOfSum } from '../../sums.ts';
import { isAmong } from '../../wording.ts';

/** Sources that a line 财政拨款 or its 小计 holds. */
const FISCAL_PARTS: readonly FundSource[] = [
  'general-public-budget',
  'government-funds',
  'state-capital',
  'social-insurance',
];

function sumOf(lines: readonly FundingIndex[]): bigint {
  return lines.reduce((sum, { value }) => sum + value, 0n);
}

/** 财政拨款 (or 小计) = its parts; 总额 = 财政拨款 + the other sources. */
function* sourcesOf(sheet: SheetIndex, lines: readonly FundingIndex[]): Iterable<Identity> {
  const first = lines[0];
  if (!first) return;
  const named = lines.filter(({ line }) => line.source !== undefined);
  const totals = named.filter(({ line }) => line.source === 'total');
  const groups = named.filter(({ line }) => line.source === 'subtotal' || line.source === 'fiscal');
  const parts = named.filter(({ line }) => FISCAL_PARTS.includes(line.source!));
  const others = named.filter((one) => !totals.includes(one) && !groups.includes(one) && !parts.includes(one));
  const column = periodName(first.line);
  // Two totals, two subtotals: blocks of a form that cannot be told apart here.
  if (totals.length > 1 || groups.length > 1) return;
  const [total] = totals;
  const [group] = groups;
  // 其中 names only some of the parts, unless they fill the whole.
  const partial = parts.some(({ line }) => isAmong(line.label)) && sumOf(parts) < (group?.value ?? 0n);
  if (group && parts.length > 0 && !partial) {
    yield sumOfTerms(termOfLine(group), parts.map(termOfLine), sheetSubject(sheet, group.line.label, column));
  }
  const addends = [...(group ? [group] : parts), ...others];
  if (total && addends.length > 0) {
    const alone = addends.length === 1 && addends.some(({ line }) => isAmong(line.label)) ? 'among' : undefined;
    yield sumOfTerms(termOfLine(total), addends.map(termOfLine), sheetSubject(sheet, total.line.label, column), alone);
  }
}

/** Income of the year = expenditure of the year, where the sheet prints both. */
function* balanceOf(sheet: SheetIndex): Iterable<Identity> {
  const incomes = fundingOf(sheet, 'income', 'FY');
  const spent = fundingOf(sheet, 'expenditure', 'FY');
  const totals = incomes.filter(({ line }) => line.source === 'total');
  const sources = incomes.filter(({ line }) => line.source !== undefined && line.source !== 'total');
  const [total] = totals;
  if (totals.length > 1 || (!total && sources.length === 0)) return;
  if (!total && sources.some(({ line }) => line.source === 'subtotal')) return;
  const spentTotal = spent.filter(({ line }) => line.source === 'total');
  const kinds = spent.filter(({ key }) =>
    /^(基本支出|项目支出|经营支出|上解上级支出|对附属单位补助支出|事业单位经营支出)$/.test(key),
  );
  const both = kinds.some(({ key }) => key === '基本支出') && kinds.some(({ key }) => key === '项目支出');
  const expenditure =
    spentTotal.length === 1 ? spentTotal : both ? kinds : spent.length === 1 && spent[0]?.key === '支出' ? spent : [];
  if (expenditure.length === 0) return;
  if (total) {
    yield sumOfTerms(
      termOfLine(total),
      expenditure.map(termOfLine),
      sheetSubject(sheet, total.line.label, '收入与支出'),
    );
    return;
  }
  const [lead, ...rest] = sources;
  if (!lead) return;
  // Without a printed total the expenditure less the other sources must leave the first source.
  yield sumOfTerms(
    termOfLine(lead),
    [...expenditure.map(termOfLine), ...rest.map((one) => ({ ...termOfLine(one), sign: -1 as const }))],
    sheetSubject(sheet, lead.line.label, '收入与支出'),
  );
}

export default defineIdentities({
  id: 'sum-fund-source',
  title: '资金总额与各来源不符',
  severity: 'error',
  scope: 'sheet',
  why: '绩效目标表中，资金总额等于各资金来源之和，财政拨款小计等于其各组成项之和；同一年度的收入与支出相等。目标与资金不符，绩效就失去依据。',
  basis: [`${GOALS_2015}：绩效目标应当与计划期内的任务数和资金量相匹配`],
  parameters: {},
  *find(index) {
    for (const sheet of index.sheets) {
      for (const lines of linesByColumn(sheet, 'income')) yield* sourcesOf(sheet, lines);
      yield* balanceOf(sheet);
    }
  },
  report: (broken) => ({
    // 其中：财政资金 alone, less than the total: perhaps only another source was left out.
    ...(broken.identity.note === 'among' && broken.difference > 0n ? { severity: 'warning' as const } : {}),
    ...draftOfSum(broken),
  }),
  examples: {
    wrong: [
      wrong(
        '资金总额比各来源之和多 10 万元',
        { sheet: '示例培训经费', row: '资金总额' },
        {
          sheets: [
            goalSheet('示例培训经费', {
              funding: [
                income('资金总额', 110),
                income('一般公共预算资金', 100),
                income('政府性基金', 0),
                income('其他资金', 0),
              ],
            }),
          ],
        },
      ),
      wrong(
        '收入与支出不等',
        { sheet: '示例信息化经费' },
        {
          sheets: [
            goalSheet('示例信息化经费', {
              funding: [
                income('资金总额', 602.43),
                income('一般公共预算资金', 602.43),
                spending('支出', 620.43),
                spending('支出', 50, 'H1'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('财政拨款小计只计一次', {
        sheets: [
          goalSheet('示例党建专项', {
            funding: [
              income('资金总额', 6797),
              income('小计', 6797),
              income('一般公共预算资金', 6797),
              income('其他资金', 0),
              spending('资金总额', 6797),
              spending('示例子项一', 5047),
              spending('示例子项二', 1750),
            ],
          }),
        ],
      }),
      right('部门：收入等于基本支出加项目支出', {
        sheets: [
          goalSheet('示例市示例局', {
            scope: 'department',
            funding: [
              income('财政拨款', 33646.82),
              income('其他资金', 117.46),
              spending('基本支出', 2971.37),
              spending('项目支出', 30792.91),
            ],
          }),
        ],
      }),
      right('“其中”只列出财政拨款的一部分', {
        sheets: [
          goalSheet('示例补助资金', {
            funding: [
              income('资金总额', 120),
              income('财政拨款', 100),
              income('其中：一般公共预算资金', 60),
              income('其他资金', 20),
            ],
          }),
        ],
      }),
      right('总投资与年度资金口径不同，不相比较', {
        sheets: [
          goalSheet('示例跨年工程', {
            funding: [income('项目资金总额', 900, 'CYCLE'), income('年度资金总额', 300), income('财政拨款', 300)],
          }),
        ],
      }),
    ],
  },
});
