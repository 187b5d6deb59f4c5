import { afterApproval, formWord } from '../../approved-goals.ts';
import { EVALUATION_2020, GOALS_2015 } from '../../basis.ts';
import { right, trainingSheet, wrong } from '../../example.ts';
import { asksTheSame, indicatorsByName } from '../../indicator-pairs.ts';
import { indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineAcross } from '../../rule.ts';
import type { SheetAt } from '../../sheet-pairs.ts';
import { quote } from '../../wording.ts';

interface Changed {
  mine: TargetAt;
  theirs: TargetAt;
}

interface Fact {
  later: SheetAt;
  goal: SheetAt;
  rows: readonly [Changed, ...Changed[]];
}

export default defineAcross({
  id: 'evaluation-target',
  title: '自评、监控的年度指标值与批复的不同',
  severity: 'warning',
  scope: 'across',
  why: '自评表和监控表里的年度指标值应当照录批复的目标值；改成已经完成的数，就没有偏差可言了。',
  basis: [`${GOALS_2015}：绩效目标批复后一般不予调整，确需调整的按规定程序报批`, EVALUATION_2020],
  parameters: {},
  *find(indexes): Generator<Fact> {
    for (const { later, goals } of afterApproval(indexes)) {
      const mine = indicatorsByName(later.sheet);
      const facts = goals.map((goal) => {
        const rows: Changed[] = [];
        for (const [key, their] of indicatorsByName(goal.sheet)) {
          const at = mine.get(key);
          const [a, b] = [at && (targetOf(at, 'INITIAL') ?? targetOf(at, 'FY')), targetOf(their, 'FY')];
          if (at && a && b && !asksTheSame(a.target, b.target))
            rows.push({ mine: { at, ...a }, theirs: { at: their, ...b } });
        }
        return { goal, rows };
      });
      const last = facts[facts.length - 1]!;
      const [first, ...rest] = last.rows;
      if (first && facts.every(({ rows }) => rows.length > 0)) yield { later, goal: last.goal, rows: [first, ...rest] };
    }
  },
  report({ later, goal, rows }, indexes) {
    const [first] = rows;
    const source = indexes[goal.document]?.disclosure.source.name ?? '';
    const word = formWord(later);
    const told = rows.map(({ mine, theirs }) => {
      return `${quote(mine.at.indicator.level3)}${word}填写为 ${mine.target.raw}，目标表为 ${theirs.target.raw}`;
    });
    return {
      document: later.document,
      draft: {
        message: `${told.slice(0, 4).join('；')}${told.length > 4 ? `；等 ${told.length} 项` : ''}：与目标表“${source}”不同。`,
        subject: indicatorSubject(first.mine.at),
        paths: rows.map(({ mine }) => mine.path),
        expected: first.theirs.target.raw,
        actual: first.mine.target.raw,
        advice: '改为批复的指标值；经批准调整过的，写明批复文号和调整原因。',
        fix: {
          title: `照录目标表的 ${rows.length} 个指标值`,
          edits: rows.map(({ mine, theirs }) => ({
            path: `${mine.path}/raw`,
            from: mine.target.raw,
            to: theirs.target.raw,
          })),
        },
        others: [{ document: goal.document, paths: rows.map(({ theirs }) => theirs.path) }],
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '目标 300 人次，自评表写成 260 人次',
        { level3: '示例培训人次' },
        { sheets: [trainingSheet()] },
        { sheets: [trainingSheet({ form: 'self-evaluation', targets: { 示例培训人次: '≥260人次' } })] },
      ),
    ],
    right: [
      right(
        '数相同，只是写法不同',
        { sheets: [trainingSheet()] },
        {
          sheets: [
            trainingSheet({ form: 'self-evaluation', targets: { 示例培训人次: '300人次', 示例考核合格率: '92%' } }),
          ],
        },
      ),
    ],
  },
});
