import { GOALS_2015 } from '../../basis.ts';
import { goalSheet, income, right, spending, wrong } from '../../example.ts';
import { defineIdentities } from '../../rule.ts';
import { linesByColumn, periodName, sheetSubject, sumOfTerms, termOfLine } from '../../sheet-sums.ts';
import { draftOfSum } from '../../sums.ts';

export default defineIdentities({
  id: 'sum-subproject',
  title: '子项目金额之和与项目不符',
  severity: 'error',
  scope: 'sheet',
  why: '项目绩效目标表把支出分列到子项目的，资金总额应等于各子项目之和。',
  basis: [`${GOALS_2015}：绩效目标应当与计划期内的任务数和资金量相匹配`],
  parameters: {},
  *find(index) {
    for (const sheet of index.sheets) {
      if (sheet.sheet.scope === 'department') continue;
      for (const lines of linesByColumn(sheet, 'expenditure')) {
        const [total, ...items] = lines;
        if (!total || items.length === 0) continue;
        if (total.line.source !== 'total' && !/^(支出|支出合计|合计)$/.test(total.key)) continue;
        // Sources among the lines: it is a breakdown by fund, not by item.
        if (items.some(({ line }) => line.source !== undefined)) continue;
        yield sumOfTerms(
          termOfLine(total),
          items.map(termOfLine),
          sheetSubject(sheet, total.line.label, periodName(total.line)),
        );
      }
    }
  },
  report: (broken) => draftOfSum(broken),
  examples: {
    wrong: [
      wrong(
        '四个子项目之和多 1 万元',
        { sheet: '示例党建专项', row: '资金总额' },
        {
          sheets: [
            goalSheet('示例党建专项', {
              funding: [
                income('资金总额', 6796),
                spending('资金总额', 6796),
                spending('示例帮促经费', 1747.5),
                spending('示例工作经费', 750),
                spending('示例社区补助', 3449.5),
                spending('示例培训补助', 850),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('四个子项目之和相符', {
        sheets: [
          goalSheet('示例党建专项', {
            funding: [
              spending('资金总额', 6797),
              spending('示例帮促经费', 1747.5),
              spending('示例工作经费', 750),
              spending('示例社区补助', 3449.5),
              spending('示例培训补助', 850),
            ],
          }),
        ],
      }),
      right('没有分列子项目', {
        sheets: [goalSheet('示例人才专项', { funding: [spending('资金总额', 126800), spending('资金总额', 0, 'H1')] })],
      }),
    ],
  },
});
