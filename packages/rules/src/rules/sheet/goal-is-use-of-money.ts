import { comparable } from '@jizhun/model';
import { GOALS_2015 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { alike, type Field, fieldsOf, goalOf, withoutNumber } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  goal: Field;
  use: Field;
  same: boolean;
}

const USE = /(资金用途|预算规模及资金用途|资金使用内容|资金用途说明)/;
const NEARLY = 0.8;

export default defineRule({
  id: 'goal-is-use-of-money',
  title: '绩效目标照抄资金用途',
  severity: 'warning',
  scope: 'sheet',
  why: '资金用途说明钱花在哪里，绩效目标说明花了钱要达到什么结果。目标照抄用途，没有说出结果。',
  basis: [`${GOALS_2015}：绩效目标是预算资金计划在一定期限内达到的产出和效果`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      const goal = goalOf(sheet);
      const use = fieldsOf(sheet).find(({ label }) => USE.test(label));
      if (!goal || !use || use.key.length < 6) continue;
      const stated = comparable(withoutNumber(goal.text));
      if (stated === use.key) yield { sheet, goal, use, same: true };
      else if (alike(stated, use.key) >= NEARLY) yield { sheet, goal, use, same: false };
    }
  },
  report({ sheet, goal, use, same }) {
    return {
      ...(same ? {} : { severity: 'info' as const }),
      message: `${quote(sheet.sheet.name)}的“${goal.label}”与“${use.label}”${same ? '一字不差' : '几乎相同'}：只说钱用在哪里，没有说要达到什么结果。`,
      subject: sheetSubject(sheet, goal.label),
      paths: [goal.path, use.path],
      actual: goal.text,
      advice: '目标改写为要完成的数量、质量和要达到的效果。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '目标就是用途',
        { sheet: '示例教育经费', row: '绩效目标' },
        {
          sheets: [
            goalSheet('示例教育经费', {
              attributes: { 预算规模及资金用途: '用于打造示例示范点', 绩效目标: '1.用于打造示例示范点' },
              indicators: [indicator('产出指标/数量指标/示例示范点数量', '≥3个')],
            }),
          ],
        },
      ),
    ],
    right: [
      right('目标写明了结果', {
        sheets: [
          goalSheet('示例教育经费', {
            attributes: {
              预算规模及资金用途: '用于打造示例示范点',
              绩效目标: '1.建成示范点三个，通过验收，带动周边十个村。',
            },
            indicators: [indicator('产出指标/数量指标/示例示范点数量', '≥3个')],
          }),
        ],
      }),
    ],
  },
});
