import { GOALS_2015 } from '../../basis.ts';
import { budgetOf } from '../../disclosure-index.ts';
import { absolute } from '../../exact.ts';
import { income, right, trainingSheet, wrong } from '../../example.ts';
import { asksTheSame, indicatorsByName, ownIndicators } from '../../indicator-pairs.ts';
import { targetOf } from '../../indicators.ts';
import { defineAcross } from '../../rule.ts';
import { pairsAcross, type SheetAt, sheetsOf } from '../../sheet-pairs.ts';
import { goalOf } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Fact {
  now: SheetAt;
  before: SheetAt;
  /** How many rows are the same; 0 where only the text is. */
  rows: number;
  /** The goal's path where it is the same text. */
  goal: { now: string; before: string; label: string; text: string } | undefined;
  /** A year in the text that is over. */
  stale: number | undefined;
  /** How much more or less money, in percent; undefined where not both are known. */
  change: number | undefined;
}

const SHORT = 15;

/** By how much the money of the year changed, in percent; undefined where one side is not printed or nothing. */
function changeOf(now: SheetAt, before: SheetAt): number | undefined {
  const [a, b] = [budgetOf(now.sheet), budgetOf(before.sheet)];
  if (!a || !b || b.value <= 0n) return undefined;
  const share = Number((absolute(a.value - b.value) * 1000n) / b.value) / 10;
  return a.value < b.value ? -share : share;
}

/** How many rows stand in both sheets with the same target; 0 where one row differs. */
function sameRows(now: SheetAt, before: SheetAt, least: number): number {
  const mine = ownIndicators(now.sheet);
  const theirs = indicatorsByName(before.sheet);
  if (mine.length < least || ownIndicators(before.sheet).length !== mine.length) return 0;
  for (const at of mine) {
    const other = theirs.get(at.key);
    const [a, b] = [targetOf(at, 'FY'), other && targetOf(other, 'FY')];
    if (!a || !b || !asksTheSame(a.target, b.target)) return 0;
  }
  return mine.length;
}

export default defineAcross({
  id: 'copied-from-last-year',
  title: '目标和指标值与上年完全相同',
  severity: 'warning',
  scope: 'across',
  why: '今年的表与上年的表一字不差，说明是复制上年的，没有按今年的任务和资金重新设置；文字里还写着已经过去的年份的，就是漏改。',
  basis: [`${GOALS_2015}：绩效目标应当细化量化、合理可行、相应匹配`],
  parameters: {
    least: { title: '至少有这么多个指标才比较', default: 4 },
    change: { title: '资金变动达到百分之几，指标值仍不变的另行说明', default: 20 },
  },
  *find(indexes, { least, change: much }): Generator<Fact> {
    const goals = sheetsOf(indexes, ({ form }) => form === 'goal');
    for (const [now, others] of pairsAcross(goals, goals, -1)) {
      const before = others[others.length - 1]!;
      const [a, b] = [goalOf(now.sheet), goalOf(before.sheet)];
      const same = a && b && a.key.length >= SHORT && a.key === b.key;
      const goal = same ? { now: a.path, before: b.path, label: a.label, text: a.text } : undefined;
      const years = goal ? [...goal.text.matchAll(/((?:19|20)\d\d)\s*年/g)].map((m) => Number(m[1])) : [];
      const stale = years.length > 0 && years.every((year) => year < now.year) ? Math.max(...years) : undefined;
      const rows = sameRows(now, before, least);
      const change = changeOf(now, before);
      const moved = change !== undefined && Math.abs(change) >= much;
      if (rows > 0 || stale !== undefined || (goal && moved))
        yield { now, before, rows, goal, stale, change: moved ? change : undefined };
    }
  },
  report({ now, before, rows, goal, stale, change }, indexes) {
    const source = indexes[before.document]?.disclosure.source.name ?? '';
    const same = [...(goal ? [`“${goal.label}”一字不差`] : []), ...(rows > 0 ? [`${rows} 个指标值全部相同`] : [])];
    return {
      document: now.document,
      draft: {
        ...(stale === undefined ? { severity: 'info' as const } : {}),
        message: [
          `${quote(now.sheet.sheet.name)}与上年（${before.year} 年，“${source}”）相比，${same.join('，')}`,
          change === undefined ? '' : `，而资金${change > 0 ? '增加' : '减少'} ${Math.abs(change).toFixed(1)}%`,
          stale === undefined ? '' : `；${now.year} 年的目标里还写着 ${stale} 年`,
          '。',
        ].join(''),
        subject: { sheet: now.sheet.sheet.name },
        paths: [
          ...(goal ? [goal.now] : []),
          ...(rows > 0 || !goal
            ? [`${now.sheet.path}/name`, ...ownIndicators(now.sheet).map(({ path }) => `${path}/targets`)]
            : []),
        ],
        advice:
          stale === undefined
            ? '按今年的任务和资金重新测算；确实不变的，不必修改。'
            : `按 ${now.year} 年的任务改写，核对各指标值是否也要修改。`,
        others: [{ document: before.document, paths: [goal?.before ?? `${before.sheet.path}/name`] }],
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '目标原样照抄，连年份也没有改',
        { sheet: '示例培训经费' },
        {
          fiscalYear: 2023,
          sheets: [trainingSheet({ attributes: { 年度目标: '2023年举办示例培训六期，培训示例人员三百人次。' } })],
        },
        {
          fiscalYear: 2024,
          sheets: [
            trainingSheet({
              attributes: { 年度目标: '2023年举办示例培训六期，培训示例人员三百人次。' },
              targets: { 示例培训人次: '≥320人次' },
            }),
          ],
        },
      ),
      wrong(
        '资金增加四分之三，五个指标值一个没有动',
        { sheet: '示例培训经费' },
        { fiscalYear: 2023, sheets: [trainingSheet({ funding: [income('年度资金总额', 40)] })] },
        { fiscalYear: 2024, sheets: [trainingSheet({ funding: [income('年度资金总额', 70)] })] },
      ),
      wrong(
        '资金减少一半，目标一字未改',
        { sheet: '示例培训经费' },
        {
          fiscalYear: 2023,
          sheets: [
            trainingSheet({
              funding: [income('年度资金总额', 80)],
              attributes: { 年度目标: '按计划举办示例培训，提高示例人员的业务能力。' },
            }),
          ],
        },
        {
          fiscalYear: 2024,
          sheets: [
            trainingSheet({
              funding: [income('年度资金总额', 40)],
              attributes: { 年度目标: '按计划举办示例培训，提高示例人员的业务能力。' },
              targets: { 示例培训班次: '≥3期', 示例培训人次: '≥150人次' },
            }),
          ],
        },
      ),
    ],
    right: [
      right(
        '改了一个指标值；资金略有增减而目标不变',
        {
          fiscalYear: 2023,
          sheets: [
            trainingSheet({
              funding: [income('年度资金总额', 80)],
              attributes: { 年度目标: '按计划举办示例培训，提高示例人员的业务能力。' },
            }),
          ],
        },
        {
          fiscalYear: 2024,
          sheets: [
            trainingSheet({
              funding: [income('年度资金总额', 84)],
              attributes: { 年度目标: '按计划举办示例培训，提高示例人员的业务能力。' },
              targets: { 示例培训人次: '≥310人次' },
            }),
          ],
        },
      ),
      right(
        '按今年的任务重新设置',
        {
          fiscalYear: 2023,
          sheets: [trainingSheet({ attributes: { 年度目标: '2023年举办示例培训六期，培训示例人员三百人次。' } })],
        },
        {
          fiscalYear: 2024,
          sheets: [
            trainingSheet({
              attributes: { 年度目标: '2024年举办示例培训七期，培训示例人员三百六十人次。' },
              targets: { 示例培训班次: '≥7期', 示例培训人次: '≥360人次' },
            }),
          ],
        },
      ),
    ],
  },
});
