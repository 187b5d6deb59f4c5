import { afterApproval, formWord } from '../../approved-goals.ts';
import { EVALUATION_2020, INDICATORS_2021 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { right, trainingSheet, wrong } from '../../example.ts';
import { indicatorsByName } from '../../indicator-pairs.ts';
import { indicatorSubject } from '../../indicators.ts';
import { defineAcross } from '../../rule.ts';
import type { SheetAt } from '../../sheet-pairs.ts';
import { quote } from '../../wording.ts';

interface Changed {
  mine: IndicatorIndex;
  theirs: IndicatorIndex;
}

interface Fact {
  later: SheetAt;
  goal: SheetAt;
  rows: readonly [Changed, ...Changed[]];
}

const WEIGHTS = {
  示例培训班次: { weight: 15 },
  示例培训人次: { weight: 15 },
  示例考核合格率: { weight: 20 },
  示例政策知晓率: { weight: 30 },
  示例学员满意度: { weight: 10 },
};

function totalOf({ sheet }: SheetAt): number {
  return sheet.indicators.reduce((sum, { indicator: { weight } }) => sum + (weight ?? 0), 0);
}

export default defineAcross({
  id: 'evaluation-weight',
  title: '自评的分值与批复的权重不同',
  severity: 'warning',
  scope: 'across',
  why: '权重随绩效目标一并确定，自评时不再改动；调高完成得好的指标的分值，会抬高总分。',
  basis: [`${INDICATORS_2021}：权重在设定绩效目标时一并确定`, EVALUATION_2020],
  parameters: {},
  *find(indexes): Generator<Fact> {
    for (const { later, goals } of afterApproval(indexes)) {
      const mine = indicatorsByName(later.sheet);
      const facts = goals.flatMap((goal) => {
        // 90 points at first and 100 afterwards are another scale, not another weight.
        if (Math.abs(totalOf(goal) - totalOf(later)) > 1e-6 || totalOf(goal) === 0) return [];
        const rows: Changed[] = [];
        for (const [key, theirs] of indicatorsByName(goal.sheet)) {
          const at = mine.get(key);
          const [a, b] = [at?.indicator.weight, theirs.indicator.weight];
          if (at && a !== undefined && b !== undefined && Math.abs(a - b) > 1e-6) rows.push({ mine: at, theirs });
        }
        return [{ goal, rows }];
      });
      const [last] = facts.slice(-1);
      const [first, ...rest] = last?.rows ?? [];
      if (last && first && facts.every(({ rows }) => rows.length > 0))
        yield { later, goal: last.goal, rows: [first, ...rest] };
    }
  },
  report({ later, goal, rows }, indexes) {
    const [first] = rows;
    const source = indexes[goal.document]?.disclosure.source.name ?? '';
    const told = rows.map(({ mine, theirs }) => {
      return `${quote(mine.indicator.level3)}为 ${mine.indicator.weight} 分，目标表为 ${theirs.indicator.weight} 分`;
    });
    return {
      document: later.document,
      draft: {
        message: `${quote(later.sheet.sheet.name)}的${formWord(later)}中，${told.slice(0, 4).join('；')}${told.length > 4 ? `；等 ${told.length} 项` : ''}（目标表“${source}”）。`,
        subject: indicatorSubject(first.mine),
        paths: rows.map(({ mine }) => `${mine.path}/weight`),
        expected: String(first.theirs.indicator.weight),
        actual: String(first.mine.indicator.weight),
        // A score above its weight would be the next finding.
        ...(rows.every(({ mine, theirs }) => (mine.indicator.score ?? 0) <= (theirs.indicator.weight ?? 0))
          ? {
              fix: {
                title: `照录目标表的 ${rows.length} 个权重`,
                edits: rows.map(({ mine, theirs }) => ({
                  path: `${mine.path}/weight`,
                  from: mine.indicator.weight,
                  to: theirs.indicator.weight,
                })),
              },
            }
          : {}),
        advice: '分值改为目标表中的权重，并重算得分。',
        others: [{ document: goal.document, paths: rows.map(({ theirs }) => `${theirs.path}/weight`) }],
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '把没有完成的指标的分值调低',
        { level3: '示例培训班次' },
        { sheets: [trainingSheet({ rows: WEIGHTS })] },
        {
          sheets: [
            trainingSheet({
              form: 'self-evaluation',
              rows: { ...WEIGHTS, 示例培训班次: { weight: 5 }, 示例考核合格率: { weight: 30 } },
            }),
          ],
        },
      ),
    ],
    right: [
      right(
        '分值与权重相同',
        { sheets: [trainingSheet({ rows: WEIGHTS })] },
        { sheets: [trainingSheet({ form: 'self-evaluation', rows: WEIGHTS })] },
      ),
    ],
  },
});
