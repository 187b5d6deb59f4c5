import { GOALS_2015 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { isClassified } from '../../sheet-text.ts';
import { listed, quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  lacking: readonly string[];
}

const NAMES: Readonly<Record<string, string>> = {
  decision: '决策',
  process: '过程',
  duty: '履职',
  cost: '成本',
  output: '产出',
  benefit: '效益',
  satisfaction: '满意度',
};

export default defineRule({
  id: 'department-level1',
  title: '部门整体目标表缺少一级指标',
  severity: 'warning',
  scope: 'sheet',
  why: '部门整体绩效目标表按表样的各个一级指标分别设置指标；缺了一类，这一方面就没有目标可以对照。',
  basis: [`${GOALS_2015}：部门整体支出绩效目标包括产出、效益等绩效指标`],
  parameters: {
    groups: { title: '部门必须有的一级指标，以逗号相连', default: 'output,benefit' },
    least: { title: '至少有这么多个指标才报；更少的，先补充指标', default: 4 },
  },
  *find(index, { groups, least }): Generator<Fact> {
    const required = groups.split(',').filter(Boolean);
    for (const sheet of index.sheets) {
      const { scope, form, parts } = sheet.sheet;
      if (scope !== 'department' || form !== 'goal' || sheet.indicators.length < least || parts?.length) continue;
      const kinds = sheet.indicators.map(({ indicator: { kind } }) => kind);
      // Levels that were not read say nothing of what is missing.
      if (kinds.includes('unknown') || isClassified(sheet)) continue;
      const has = new Set(kinds.map((kind) => kind.split('.')[0]!));
      // 履职 stands for what a department puts out, and the other way round.
      if (has.has('duty')) has.add('output');
      if (has.has('output')) has.add('duty');
      if (kinds.includes('output.cost')) has.add('cost');
      const lacking = required.filter((group) => !has.has(group));
      if (lacking.length > 0) yield { sheet, lacking };
    }
  },
  report({ sheet, lacking }) {
    const names = lacking.map((group) => NAMES[group] ?? group);
    return {
      message: `部门整体目标表${quote(sheet.sheet.name)}没有${listed(names)}类的指标。`,
      subject: { sheet: sheet.sheet.name },
      paths: [`${sheet.path}/name`],
      expected: names.join('、'),
      actual: '没有',
      advice: `补充${listed(names)}类的指标。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '没有效益指标',
        { sheet: '示例市示例局' },
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              indicators: [
                indicator('产出指标/数量指标/示例培训人次', '≥300人次'),
                indicator('产出指标/质量指标/示例考核合格率', '≥92%'),
                indicator('产出指标/数量指标/示例检查次数', '≥24次'),
                indicator('产出指标/数量指标/示例调研次数', '≥6次'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('履职和效益都有', {
        sheets: [
          goalSheet('示例市示例局', {
            scope: 'department',
            indicators: [
              indicator('履职/示例培训/示例培训人次', '≥300人次'),
              indicator('履职/示例检查/示例检查次数', '≥24次'),
              indicator('效益/社会效益/示例政策知晓率', '≥87%'),
            ],
          }),
        ],
      }),
    ],
  },
});
