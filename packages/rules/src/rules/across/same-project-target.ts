import { GOALS_2015 } from '../../basis.ts';
import { right, trainingSheet, wrong } from '../../example.ts';
import { asksTheSame, indicatorsByName } from '../../indicator-pairs.ts';
import { indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineAcross } from '../../rule.ts';
import { pairsAcross, type SheetAt, sheetsOf } from '../../sheet-pairs.ts';
import { quote } from '../../wording.ts';

interface Differing {
  mine: TargetAt;
  theirs: TargetAt;
}

interface Fact {
  one: SheetAt;
  other: SheetAt;
  rows: readonly [Differing, ...Differing[]];
}

export default defineAcross({
  id: 'same-project-target',
  title: '同一项目在两份文件中指标值不同',
  severity: 'warning',
  scope: 'across',
  why: '同一单位、同一年度的同一个项目（按项目编码，没有编码的按名称），在各份文件中的指标值应当相同。',
  basis: [`${GOALS_2015}：绩效目标与预算同时批复，作为监控和评价的依据`],
  parameters: {},
  *find(indexes): Generator<Fact> {
    const goals = sheetsOf(indexes, ({ form }) => form === 'goal');
    for (const [one, others] of pairsAcross(goals, goals)) {
      // Told once, at the later file, against the first of the earlier ones.
      const [other] = others;
      if (other.document > one.document) continue;
      const theirs = indicatorsByName(other.sheet);
      const rows: Differing[] = [];
      for (const [key, at] of indicatorsByName(one.sheet)) {
        const their = theirs.get(key);
        const [a, b] = [targetOf(at, 'FY'), their && targetOf(their, 'FY')];
        if (their && a && b && !asksTheSame(a.target, b.target))
          rows.push({ mine: { at, ...a }, theirs: { at: their, ...b } });
      }
      const [first, ...rest] = rows;
      if (first) yield { one, other, rows: [first, ...rest] };
    }
  },
  report({ one, other, rows }, indexes) {
    const [first] = rows;
    const source = indexes[other.document]?.disclosure.source.name ?? '';
    const told = rows.map(({ mine, theirs }) => {
      return `${quote(mine.at.indicator.level3)}为 ${mine.target.raw}，另一份为 ${theirs.target.raw}`;
    });
    return {
      document: one.document,
      draft: {
        message: `${quote(one.sheet.sheet.name)}${told.slice(0, 4).join('；')}${told.length > 4 ? `；等 ${told.length} 项` : ''}（“${source}”）。`,
        subject: indicatorSubject(first.mine.at),
        paths: rows.map(({ mine }) => mine.path),
        expected: first.theirs.target.raw,
        actual: first.mine.target.raw,
        advice: '以批复的目标为准，将两份文件改为相同；一份为调整前、一份为调整后的，写明批次。',
        others: [{ document: other.document, paths: rows.map(({ theirs }) => theirs.path) }],
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '一份 300 人次，一份 280 人次',
        { level3: '示例培训人次' },
        { sheets: [trainingSheet()] },
        { sheets: [trainingSheet({ targets: { 示例培训人次: '≥280人次' } })] },
      ),
    ],
    right: [
      right(
        '相同；不同单位的同名项目不比较',
        { sheets: [trainingSheet()] },
        { sheets: [trainingSheet()] },
        { unit: '示例市示例中心', sheets: [trainingSheet({ targets: { 示例培训人次: '≥90人次' } })] },
      ),
    ],
  },
});
