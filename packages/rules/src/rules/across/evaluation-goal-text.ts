import { afterApproval, formWord } from '../../approved-goals.ts';
import { EVALUATION_2020, GOALS_2015 } from '../../basis.ts';
import { right, trainingSheet, wrong } from '../../example.ts';
import { defineAcross } from '../../rule.ts';
import type { SheetAt } from '../../sheet-pairs.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { alike, type Field, goalOf } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Fact {
  later: SheetAt;
  goal: SheetAt;
  mine: Field;
  theirs: Field;
}

const SHORT = 10;

export default defineAcross({
  id: 'evaluation-goal-text',
  title: '自评、监控的年度目标与批复的文字不同',
  severity: 'info',
  scope: 'across',
  why: '自评表和监控表里的年度目标（预期目标）应当照录批复的目标；改写过的目标，无法与批复的对照。',
  basis: [`${GOALS_2015}：绩效目标批复后一般不予调整，确需调整的按规定程序报批`, EVALUATION_2020],
  parameters: { share: { title: '两段文字相同的程度低于百分之几才报', default: 80 } },
  *find(indexes, { share }): Generator<Fact> {
    for (const { later, goals } of afterApproval(indexes)) {
      const mine = goalOf(later.sheet);
      if (!mine || mine.key.length < SHORT) continue;
      const facts = goals.flatMap((goal) => {
        const theirs = goalOf(goal.sheet);
        return theirs && theirs.key.length >= SHORT ? [{ later, goal, mine, theirs }] : [];
      });
      const [last] = facts.slice(-1);
      if (last && facts.every(({ theirs }) => alike(mine.key, theirs.key) * 100 < share)) yield last;
    }
  },
  report({ later, goal, mine, theirs }, indexes) {
    const source = indexes[goal.document]?.disclosure.source.name ?? '';
    return {
      document: later.document,
      draft: {
        message: `${quote(later.sheet.sheet.name)}的${formWord(later)}“${mine.label}”与目标表“${source}”的“${theirs.label}”文字不同。`,
        subject: sheetSubject(later.sheet, mine.label),
        paths: [mine.path],
        expected: theirs.text,
        actual: mine.text,
        fix: { title: '照录目标表的文字', edits: [{ path: mine.path, from: mine.text, to: theirs.text }] },
        advice: '照录批复的目标；经批准调整过的，写明批复文号和调整原因。',
        others: [{ document: goal.document, paths: [theirs.path] }],
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '目标改写过',
        { sheet: '示例培训经费', row: '年度总体目标' },
        {
          sheets: [
            trainingSheet({
              attributes: { 年度目标: '举办示例培训六期，培训示例人员三百人次，考核合格率不低于九成。' },
            }),
          ],
        },
        {
          sheets: [
            trainingSheet({
              form: 'self-evaluation',
              attributes: { 年度总体目标: '按上级部署完成全年各项任务，提高示例队伍能力素质。' },
            }),
          ],
        },
      ),
    ],
    right: [
      right(
        '照录，只差标点',
        {
          sheets: [
            trainingSheet({
              attributes: { 年度目标: '举办示例培训六期，培训示例人员三百人次，考核合格率不低于九成。' },
            }),
          ],
        },
        {
          sheets: [
            trainingSheet({
              form: 'self-evaluation',
              attributes: { 年度总体目标: '举办示例培训六期、培训示例人员三百人次，考核合格率不低于九成' },
            }),
          ],
        },
      ),
    ],
  },
});
