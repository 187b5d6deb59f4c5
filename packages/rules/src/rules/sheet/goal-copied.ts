import { comparable } from '@jizhun/model';
import { GOALS_2015 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { defineGathered } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { declaredProjects, type Field, goalOf, withoutNumber } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  goal: Field;
  /** The words without the figures. */
  words: string;
}
interface Copy {
  sheet: SheetIndex;
  goal: Field;
  /** The first sheet that says so. */
  like: SheetIndex;
  theirs: Field;
  figures: boolean;
}

const SHORT = 15;

export default defineGathered({
  id: 'goal-copied',
  title: '绩效目标与另一个项目雷同',
  severity: 'warning',
  scope: 'sheet',
  why: '两个项目的绩效目标一字不差或者只差一两个数，说明目标是照抄的，写的可能是另一个项目的事。',
  basis: [`${GOALS_2015}：绩效目标应当指向明确`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of declaredProjects(index)) {
      const goal = goalOf(sheet);
      if (!goal || goal.key.length < SHORT) continue;
      // Figures left out: the same words with 3万元 and 5万元 are the same text.
      const words = comparable(withoutNumber(goal.text)).replace(/\d+(?:\.\d+)?/g, '#');
      yield { sheet, goal, words };
    }
  },
  *gather(facts): Generator<Copy> {
    const seen = new Map<string, Fact>();
    for (const fact of facts) {
      const { sheet, goal, words } = fact;
      const first = seen.get(words);
      if (!first) seen.set(words, fact);
      else yield { sheet, goal, like: first.sheet, theirs: first.goal, figures: first.goal.key !== goal.key };
    }
  },
  report({ sheet, goal, like, theirs, figures }) {
    return {
      message: `${quote(sheet.sheet.name)}的“${goal.label}”与${quote(like.sheet.name)}的${figures ? '只有数字不同' : '一字不差'}。`,
      subject: sheetSubject(sheet, goal.label),
      paths: [goal.path, theirs.path],
      advice: '写明这个项目自己要达到的结果。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '只改了金额',
        { sheet: '示例整治资金', row: '年度总体目标' },
        {
          sheets: [
            goalSheet('示例社区资金', {
              attributes: { 年度总体目标: '奖励每个示例社区工作经费3万元，健全基层保障体系。' },
              indicators: [indicator('产出指标/数量指标/示例社区数量', '≥29个')],
            }),
            goalSheet('示例整治资金', {
              attributes: { 年度总体目标: '奖励每个示例社区工作经费5万元，健全基层保障体系。' },
              indicators: [indicator('产出指标/数量指标/示例整治村数量', '≥14个')],
            }),
          ],
        },
      ),
    ],
    right: [
      right('各写各的', {
        sheets: [
          goalSheet('示例社区资金', {
            attributes: { 年度总体目标: '奖励每个示例社区工作经费3万元，健全基层保障体系。' },
            indicators: [indicator('产出指标/数量指标/示例社区数量', '≥29个')],
          }),
          goalSheet('示例整治资金', {
            attributes: { 年度总体目标: '整治示例村十四个，拆除违章建筑，清运垃圾，通过验收。' },
            indicators: [indicator('产出指标/数量指标/示例整治村数量', '≥14个')],
          }),
        ],
      }),
    ],
  },
});
