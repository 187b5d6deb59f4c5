import { GOALS_2015 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, income, right, wrong } from '../../example.ts';
import { defineGathered } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { declaredProjects, goalOf } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  /** The label of its goal; undefined where none is filled in. */
  label: string | undefined;
  unread: boolean;
}
interface Gap extends Fact {
  label: string;
}

export default defineGathered({
  id: 'missing-goal-text',
  title: '没有填写绩效目标',
  severity: 'error',
  scope: 'sheet',
  why: '指标从目标分解而来。只有金额和指标，没有写明要达到什么目标，看不出指标考核的是什么。',
  basis: [`${GOALS_2015}：绩效目标应当指向明确`],
  parameters: {
    share: { title: '文件中写了目标的项目达到这一比例，才认定表中有“绩效目标”一栏', default: 0.5 },
  },
  *find(index): Generator<Fact> {
    const unread = index.disclosure.unread.length > 0;
    for (const sheet of declaredProjects(index)) {
      if (sheet.sheet.funding.length > 0) yield { sheet, label: goalOf(sheet)?.label, unread };
    }
  },
  *gather(facts, { share }): Generator<Gap> {
    const filled = facts.filter(({ label }) => label !== undefined);
    const label = filled[0]?.label;
    if (label === undefined || filled.length < share * facts.length) return;
    for (const { label: own, sheet, unread } of facts) if (own === undefined) yield { sheet, label, unread };
  },
  report({ sheet, label, unread }) {
    return {
      // What found no place in the reading may be the goal.
      ...(unread ? { severity: 'info' as const } : {}),
      message: `${quote(sheet.sheet.name)}没有填写“${label}”，而文件中其他项目填写了。`,
      subject: sheetSubject(sheet, label),
      paths: [`${sheet.path}/name`],
      actual: '未填',
      advice: '写明项目当年要完成什么、达到什么效果。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '三个项目中有一个没有目标',
        { sheet: '示例活动经费', row: '绩效目标' },
        {
          sheets: [
            goalSheet('示例培训经费', {
              funding: [income('总计', 20)],
              attributes: { 绩效目标: '举办示例培训班三期，提高业务能力。' },
            }),
            goalSheet('示例宣传经费', {
              funding: [income('总计', 10)],
              attributes: { 绩效目标: '制作示例宣传片一部，扩大知晓面。' },
            }),
            goalSheet('示例活动经费', { funding: [income('总计', 8)] }),
          ].map((sheet) => ({ ...sheet, parts: [{ heading: '目标一', indicators: '见说明' }] })),
        },
      ),
    ],
    right: [
      right('都有目标', {
        sheets: [
          {
            ...goalSheet('示例培训经费', {
              funding: [income('总计', 20)],
              attributes: { 绩效目标: '举办示例培训班三期，提高业务能力。' },
            }),
            parts: [{ heading: '目标一', indicators: '见说明' }],
          },
        ],
      }),
    ],
  },
});
