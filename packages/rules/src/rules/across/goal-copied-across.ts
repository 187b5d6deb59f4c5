import { comparable } from '@jizhun/model';
import { GOALS_2015 } from '../../basis.ts';
import { goalSheet, right, wrong } from '../../example.ts';
import { defineAcross } from '../../rule.ts';
import { type SheetAt, sheetsOf } from '../../sheet-pairs.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { type Field, goalOf, withoutNumber } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Told {
  at: SheetAt;
  goal: Field;
}

interface Fact {
  one: Told;
  other: Told;
  figures: boolean;
}

const SHORT = 20;

export default defineAcross({
  id: 'goal-copied-across',
  title: '绩效目标与另一单位的项目雷同',
  severity: 'warning',
  scope: 'across',
  why: '两个单位的两个项目，绩效目标一字不差或者只差几个数，说明目标是照抄的，没有写自己的任务。',
  basis: [`${GOALS_2015}：绩效目标应当指向明确`],
  parameters: {},
  *find(indexes): Generator<Fact> {
    const seen = new Map<string, Told>();
    for (const at of sheetsOf(indexes, ({ form, scope }) => form === 'goal' && scope === 'project')) {
      const goal = goalOf(at.sheet);
      if (!goal || goal.key.length < SHORT) continue;
      const key = comparable(withoutNumber(goal.text)).replace(/\d+(?:\.\d+)?/g, '#');
      const first = seen.get(key);
      if (!first) {
        seen.set(key, { at, goal });
        continue;
      }
      const { name, owner, code, document } = first.at;
      // One project in several files, years or counties has one goal; one unit's own sheets are compared by other rules.
      const same = name === at.name || (code !== '' && code === at.code);
      if (same || document === at.document || owner === at.owner || !owner || !at.owner) continue;
      yield { one: { at, goal }, other: first, figures: first.goal.key !== goal.key };
    }
  },
  report({ one, other, figures }, indexes) {
    const source = indexes[other.at.document]?.disclosure.source.name ?? '';
    const theirs = other.at.sheet.sheet;
    const unit = theirs.unit ?? indexes[other.at.document]?.disclosure.unit?.name ?? '';
    return {
      document: one.at.document,
      draft: {
        message: `${quote(one.at.sheet.sheet.name)}的“${one.goal.label}”与${unit}${quote(theirs.name)}的${figures ? '只有数字不同' : '一字不差'}（“${source}”）。`,
        subject: sheetSubject(one.at.sheet, one.goal.label),
        paths: [one.goal.path],
        advice: '写明这个项目自己要达到的结果。',
        others: [{ document: other.at.document, paths: [other.goal.path] }],
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '两个单位的目标一字不差',
        { sheet: '示例整治资金', row: '年度总体目标' },
        {
          unit: '示例市示例局',
          sheets: [
            goalSheet('示例社区资金', {
              attributes: { 年度总体目标: '奖励每个示例社区工作经费，健全示例基层保障体系。' },
            }),
          ],
        },
        {
          unit: '示例市示例中心',
          sheets: [
            goalSheet('示例整治资金', {
              attributes: { 年度总体目标: '奖励每个示例社区工作经费，健全示例基层保障体系。' },
            }),
          ],
        },
      ),
    ],
    right: [
      right(
        '同一个转移支付项目由两个单位实施',
        {
          unit: '示例市示例局',
          sheets: [
            goalSheet('示例社区资金', {
              attributes: { 年度总体目标: '奖励每个示例社区工作经费，健全示例基层保障体系。' },
            }),
          ],
        },
        {
          unit: '示例市示例中心',
          sheets: [
            goalSheet('示例社区资金', {
              attributes: { 年度总体目标: '奖励每个示例社区工作经费，健全示例基层保障体系。' },
            }),
          ],
        },
      ),
    ],
  },
});
