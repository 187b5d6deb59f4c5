import { GOALS_2015 } from '../../basis.ts';
import { budgetOf } from '../../disclosure-index.ts';
import { right, trainingSheet, wrong } from '../../example.ts';
import { indicatorsByName, ownIndicators, weakerBy } from '../../indicator-pairs.ts';
import { indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineAcross } from '../../rule.ts';
import { pairsAcross, type SheetAt, sheetsOf } from '../../sheet-pairs.ts';
import { quote } from '../../wording.ts';

interface Lowered {
  now: TargetAt;
  before: TargetAt;
  /** What was reached last year, not what was aimed at. */
  reached: boolean;
}

interface Fact {
  now: SheetAt;
  before: SheetAt;
  rows: readonly [Lowered, ...Lowered[]];
}

export default defineAcross({
  id: 'target-lowered',
  title: '指标值低于上年',
  severity: 'info',
  scope: 'across',
  why: '资金没有减少，指标值却比上年的目标或者上年实际完成的还低，通常要说明原因：任务减少了，还是目标定得太松。',
  basis: [`${GOALS_2015}：绩效目标应当合理可行、相应匹配，以历史标准等为依据`],
  parameters: {
    share: { title: '低于上年目标百分之几才报', default: 5 },
    reached: { title: '低于上年实际完成百分之几才报', default: 10 },
  },
  *find(indexes, { share, reached }): Generator<Fact> {
    const goals = sheetsOf(indexes, ({ form }) => form === 'goal');
    const before = sheetsOf(indexes, ({ form }) => form === 'goal' || form === 'self-evaluation');
    for (const [now, others] of pairsAcross(goals, before, -1)) {
      const rows = new Map<string, Lowered>();
      let last: SheetAt = others[0];
      for (const other of others) {
        const evaluated = other.sheet.sheet.form === 'self-evaluation';
        const money = [budgetOf(now.sheet), budgetOf(other.sheet)] as const;
        const left = money[0] && money[1] && money[1].value > 0n ? Number(money[0].value) / Number(money[1].value) : 1;
        const theirs = indicatorsByName(other.sheet);
        for (const at of ownIndicators(now.sheet)) {
          // Less cost is no weaker aim.
          if (/cost/.test(at.indicator.kind)) continue;
          const match = theirs.get(at.key);
          const mine = targetOf(at, 'FY');
          const their = match && targetOf(match, evaluated ? 'ACTUAL' : 'FY');
          if (!match || !mine || !their) continue;
          const one = { now: { at, ...mine }, before: { at: match, ...their }, reached: evaluated };
          const by = weakerBy(at.indicator, mine.target, match.indicator, their.target);
          // As much less as there is less money.
          if (by * 100 < (evaluated ? reached : share) || 1 - by >= left) continue;
          if (!rows.has(at.key)) rows.set(at.key, one);
          last = other;
        }
      }
      const [first, ...rest] = [...rows.values()].filter(({ before: { at } }) => last.sheet.indicators.includes(at));
      if (first) yield { now, before: last, rows: [first, ...rest] };
    }
  },
  report({ now, before, rows }, indexes) {
    const [first] = rows;
    const source = indexes[before.document]?.disclosure.source.name ?? '';
    const told = rows.map(({ now: one, before: other, reached }) => {
      return `${quote(one.at.indicator.level3)}今年 ${one.target.raw}，上年${reached ? '实际完成' : ''} ${other.target.raw}`;
    });
    return {
      document: now.document,
      draft: {
        message: `${told.slice(0, 4).join('；')}${told.length > 4 ? `；等 ${told.length} 项` : ''}：低于上年（${before.year} 年，“${source}”）。`,
        subject: indicatorSubject(first.now.at),
        paths: rows.map(({ now: one }) => one.path),
        expected: first.before.target.raw,
        actual: first.now.target.raw,
        advice: '参照上年重新测算；任务确实减少的，在立项说明中写明原因。',
        others: [{ document: before.document, paths: rows.map(({ before: other }) => other.path) }],
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '上年 300 人次，今年 200 人次',
        { level3: '示例培训人次' },
        { fiscalYear: 2023, sheets: [trainingSheet()] },
        { fiscalYear: 2024, sheets: [trainingSheet({ targets: { 示例培训人次: '≥200人次' } })] },
      ),
      wrong(
        '上年实际完成 480 人次，今年 300 人次',
        { level3: '示例培训人次' },
        {
          fiscalYear: 2023,
          sheets: [
            trainingSheet({
              form: 'self-evaluation',
              rows: { 示例培训人次: { ACTUAL: '480人次', deviation: '当年增加一期' } },
            }),
          ],
        },
        { fiscalYear: 2024, sheets: [trainingSheet({ targets: { 示例培训班次: '≥7期' } })] },
      ),
    ],
    right: [
      right(
        '高于上年；满意度略有上下',
        { fiscalYear: 2023, sheets: [trainingSheet()] },
        {
          fiscalYear: 2024,
          sheets: [trainingSheet({ targets: { 示例培训人次: '≥330人次', 示例学员满意度: '≥91%' } })],
        },
      ),
    ],
  },
});
