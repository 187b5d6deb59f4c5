import { GOALS_2015 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, income, indicator, right, wrong } from '../../example.ts';
import { defineGathered, type Missing, missing } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact {
  project: SheetIndex;
  /** Without indicators. */
  bare: boolean;
}

export default defineGathered({
  id: 'missing-indicators',
  title: '项目没有绩效指标',
  severity: 'error',
  scope: 'sheet',
  why: '安排了资金的项目都应当有绩效指标。没有指标，无法监控，也无法评价。涉密不公开的除外。',
  basis: [`${GOALS_2015}：绩效目标应当细化量化`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const project of index.sheets) {
      const { sheet } = project;
      if (sheet.scope === 'department' || sheet.form !== 'goal' || sheet.withheld) continue;
      // Indicators may be told in prose, goal by goal.
      yield { project, bare: project.indicators.length === 0 && !sheet.parts?.some(({ indicators }) => indicators) };
    }
  },
  *gather(facts): Generator<SheetIndex | Missing> {
    const bare = facts.filter((fact) => fact.bare);
    // A whole file without a single indicator is rather one that was not read.
    if (bare.length > 0 && bare.length === facts.length) yield missing('文件中没有读到任何绩效指标');
    else for (const { project } of bare) yield project;
  },
  report({ sheet, path }) {
    return {
      message: `项目${quote(sheet.name)}没有填写绩效指标。`,
      subject: { sheet: sheet.name },
      paths: [`${path}/name`],
      actual: '未填',
      advice: '补充产出、效益等绩效指标；涉密不公开的，注明理由。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '只有金额，没有指标',
        { sheet: '示例工作经费' },
        {
          sheets: [
            goalSheet('示例培训经费', { indicators: [indicator('产出指标/数量指标/培训人次', '≥800人次')] }),
            goalSheet('示例工作经费', { funding: [income('总计', 165), income('财政拨款', 165)] }),
          ],
        },
      ),
    ],
    right: [
      right('有指标，或者涉密', {
        sheets: [
          goalSheet('示例培训经费', { indicators: [indicator('产出指标/数量指标/培训人次', '≥800人次')] }),
          { ...goalSheet('示例信息化项目', {}), withheld: { reason: '涉密信息化项目' } },
        ],
      }),
    ],
  },
});
