import { afterApproval, formWord } from '../../approved-goals.ts';
import { EVALUATION_2020, GOALS_2015 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { right, trainingSheet, wrong } from '../../example.ts';
import { indicatorsByName, ownIndicators } from '../../indicator-pairs.ts';
import { defineAcross } from '../../rule.ts';
import type { SheetAt } from '../../sheet-pairs.ts';
import { listed, quote } from '../../wording.ts';

interface Fact {
  later: SheetAt;
  goal: SheetAt;
  gone: readonly IndicatorIndex[];
  come: readonly IndicatorIndex[];
}

export default defineAcross({
  id: 'evaluation-indicators',
  title: '自评、监控的指标与批复的目标不同',
  severity: 'warning',
  scope: 'across',
  why: '监控和自评对照批复的绩效目标进行，指标不能自行增减；删去没有完成的指标，自评就失去意义。',
  basis: [`${GOALS_2015}：绩效目标批复后一般不予调整，确需调整的按规定程序报批`, EVALUATION_2020],
  parameters: { common: { title: '相同的指标达到百分之几，才认为是同一套指标', default: 50 } },
  *find(indexes, { common }): Generator<Fact> {
    for (const { later, goals } of afterApproval(indexes)) {
      const mine = indicatorsByName(later.sheet);
      const facts = goals.flatMap((goal): Fact[] => {
        const theirs = indicatorsByName(goal.sheet);
        const gone = ownIndicators(goal.sheet).filter(({ key }) => theirs.has(key) && !mine.has(key));
        const come = ownIndicators(later.sheet).filter(({ key }) => mine.has(key) && !theirs.has(key));
        const same = [...mine.keys()].filter((key) => theirs.has(key)).length;
        return same * 100 >= common * Math.max(mine.size, theirs.size) ? [{ later, goal, gone, come }] : [];
      });
      // Where one of the versions given agrees, that is the one in force.
      const [last] = facts.slice(-1);
      if (last && facts.every(({ gone, come }) => gone.length + come.length > 0)) yield last;
    }
  },
  report({ later, goal, gone, come }, indexes) {
    const source = indexes[goal.document]?.disclosure.source.name ?? '';
    const word = formWord(later);
    const told = [
      ...(gone.length > 0 ? [`缺少目标表中的${listed(gone.map(({ indicator }) => indicator.level3))}`] : []),
      ...(come.length > 0 ? [`多出${listed(come.map(({ indicator }) => indicator.level3))}`] : []),
    ];
    return {
      document: later.document,
      draft: {
        message: `${quote(later.sheet.sheet.name)}的${word}与目标表“${source}”相比，${told.join('，')}。`,
        subject: { sheet: later.sheet.sheet.name },
        paths: [`${later.sheet.path}/name`, ...come.map(({ path }) => `${path}/level3`)],
        advice: '按批复的指标填写；经批准调整过的，写明批复文号和调整原因。',
        others: [
          {
            document: goal.document,
            paths: gone.length > 0 ? gone.map(({ path }) => `${path}/level3`) : [`${goal.sheet.path}/name`],
          },
        ],
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '自评表删去了一个指标',
        { sheet: '示例培训经费' },
        { sheets: [trainingSheet()] },
        { sheets: [trainingSheet({ form: 'self-evaluation', targets: { 示例培训班次: undefined } })] },
      ),
    ],
    right: [right('指标相同', { sheets: [trainingSheet()] }, { sheets: [trainingSheet({ form: 'self-evaluation' })] })],
  },
});
