import { EVALUATION_2020, GOALS_2015 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, income, indicator, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { declaredProjects } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  lacking: readonly string[];
}

const NAMES: Readonly<Record<string, string>> = {
  output: '产出',
  benefit: '效益',
  cost: '成本',
  satisfaction: '满意度',
  decision: '决策',
  process: '过程',
  duty: '履职',
};

export default defineRule({
  id: 'missing-level1',
  title: '缺少产出或效益指标',
  severity: 'error',
  scope: 'sheet',
  why: '产出说明做了什么，效益说明有什么用，两类都有才能评价资金的绩效。自评时产出和效益占大部分分值。',
  basis: [`${GOALS_2015}：绩效指标包括产出指标、效益指标和满意度指标等`, `${EVALUATION_2020}：产出、效益指标的权重`],
  parameters: {
    groups: { title: '项目必须有的一级指标，以逗号相连', default: 'output,benefit' },
    least: { title: '至少有这么多个指标才报；更少的，先补充指标', default: 3 },
  },
  *find(index, { groups, least }): Generator<Fact> {
    const required = groups.split(',').filter(Boolean);
    for (const sheet of declaredProjects(index)) {
      if (sheet.funding.length === 0 || sheet.indicators.length < least || sheet.sheet.parts?.length) continue;
      const kinds = sheet.indicators.map(({ indicator: { kind } }) => kind);
      // Levels that were not read say nothing of what is missing.
      if (kinds.includes('unknown')) continue;
      const has = new Set(kinds.map((kind) => kind.split('.')[0]));
      if (kinds.includes('output.cost')) has.add('cost');
      const lacking = required.filter((group) => group !== 'satisfaction' && !has.has(group));
      if (lacking.length > 0) yield { sheet, lacking };
    }
  },
  report({ sheet, lacking }) {
    const names = lacking.map((group) => `“${NAMES[group] ?? group}”`).join('、');
    return {
      // Internal projects may have no effect outside; without output nothing is done.
      ...(lacking.includes('output') ? {} : { severity: 'warning' as const }),
      message: `${quote(sheet.sheet.name)}有 ${sheet.indicators.length} 个指标，没有${names}指标。`,
      subject: { sheet: sheet.sheet.name },
      paths: [`${sheet.path}/name`],
      actual: '未填',
      advice: `补充${names}指标。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '只有产出，没有效益',
        { sheet: '示例购置经费' },
        {
          sheets: [
            goalSheet('示例购置经费', {
              funding: [income('总计', 20)],
              indicators: [
                indicator('产出指标/数量指标/设备购置数量', '≥20台'),
                indicator('产出指标/质量指标/设备验收合格率', '≥98%'),
                indicator('产出指标/成本指标/设备购置成本', '≤1万元/台'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('两类都有', {
        sheets: [
          goalSheet('示例购置经费', {
            funding: [income('总计', 20)],
            indicators: [
              indicator('产出指标/数量指标/设备购置数量', '≥20台'),
              indicator('产出指标/质量指标/设备验收合格率', '≥98%'),
              indicator('效益指标/社会效益指标/办件平均等候时间', '≤15分钟'),
            ],
          }),
        ],
      }),
    ],
  },
});
