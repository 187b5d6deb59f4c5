import { MONITORING_2019 } from '../../basis.ts';
import { fundingOf, type SheetIndex } from '../../disclosure-index.ts';
import { printExact } from '../../exact.ts';
import { goalSheet, indicator, right, spending, wrong } from '../../example.ts';
import { indicatorSubject, type TargetAt, targetOf } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

interface Fact extends TargetAt {
  half: bigint;
  full: bigint;
  rate: number;
  paths: readonly string[];
}

/** The money of the half-year and the year: the line of total, else the sum of what is spent at the first level. */
function spentIn(sheet: SheetIndex, period: 'H1' | 'FY'): { value: bigint; paths: string[] } | undefined {
  const lines = fundingOf(sheet, 'expenditure', period);
  const total = lines.find(({ line }) => line.source === 'total');
  if (total) return { value: total.value, paths: [total.path] };
  const main = lines.filter(({ line }) => /^(基本支出|项目支出|支出)$/.test(line.label));
  const [first] = main.length > 0 ? main : lines.length === 1 ? lines : [];
  if (!first) return undefined;
  const all = main.length > 0 ? main : [first];
  return { value: all.reduce((sum, { value }) => sum + value, 0n), paths: all.map(({ path }) => path) };
}

export default defineRule({
  id: 'plan-vs-half',
  title: '半年执行率与支出计划不符',
  severity: 'warning',
  scope: 'sheet',
  why: '半年的预算执行率应当等于半年计划支出除以全年预算。两个数不同，监控时不知以哪个为准。',
  basis: [`${MONITORING_2019}：绩效运行监控对照预算执行进度`],
  parameters: { points: { title: '相差超过几个百分点才报', default: 2 } },
  *find(index, { points }): Generator<Fact> {
    for (const sheet of index.sheets) {
      if (sheet.sheet.form !== 'goal') continue;
      const at = sheet.indicators.find(({ indicator: one }) => /^(项目)?(资金)?预算执行率$/.test(one.level3));
      const stated = at && targetOf(at, 'H1');
      const half = spentIn(sheet, 'H1');
      const full = spentIn(sheet, 'FY');
      if (!at || !stated || !half || !full || full.value <= 0n) continue;
      const { value, unit, raw, operator } = stated.target;
      if (value === null || (unit !== '%' && raw.trim() !== '0')) continue;
      // In hundredths of a point, exact.
      const rate = Number((half.value * 10_000n) / full.value) / 100;
      const over = rate - value;
      // At least 40 % is kept by 41 %.
      const off =
        operator === '>=' || operator === '>' ? -over : operator === '<=' || operator === '<' ? over : Math.abs(over);
      if (off > points)
        yield { at, ...stated, half: half.value, full: full.value, rate, paths: [...half.paths, ...full.paths] };
    }
  },
  report({ at, target, path, half, full, rate, paths }) {
    return {
      message: `${quote(at.sheet.sheet.name)}的半年预算执行率为 ${target.raw}，而半年计划支出 ${printExact(half, '万元')} ÷ 全年 ${printExact(full, '万元')} = ${rate.toFixed(2)}%。`,
      subject: indicatorSubject(at),
      paths: [path, ...paths],
      expected: `${Math.round(rate)}%`,
      actual: target.raw,
      advice: '改正执行率或者半年计划支出。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '计划支出三成，执行率五成',
        { level3: '预算执行率' },
        {
          sheets: [
            goalSheet('示例经费', {
              funding: [spending('资金总额', 30, 'H1'), spending('资金总额', 100)],
              indicators: [indicator('过程/资金管理/预算执行率', '100%', { H1: '50%' })],
            }),
          ],
        },
      ),
    ],
    right: [
      right('四舍五入以内', {
        sheets: [
          goalSheet('示例经费', {
            funding: [spending('资金总额', 30.77, 'H1'), spending('资金总额', 100)],
            indicators: [indicator('过程/资金管理/预算执行率', '100%', { H1: '30%' })],
          }),
        ],
      }),
    ],
  },
});
