import { type Indicator, parseTarget, type Target } from '@jizhun/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { achieved } from './achieved.ts';
import { indexDisclosure } from './disclosure-index.ts';
import { disclosure, goalSheet, indicator } from './example.ts';
import { asksTheSame, indicatorsByName, magnitudeOf, senseOf, weakerBy } from './indicator-pairs.ts';

const target = (raw: string, more: Partial<Target> = {}): Target => ({
  period: 'FY',
  raw,
  ...parseTarget(raw, { fiscalYear: 2024 }),
  ...more,
});
const named = (
  level3: string,
  kind: Indicator['kind'] = 'output.quantity',
  more: Partial<Indicator> = {},
): Indicator => ({
  level1: '产出指标',
  level2: '数量指标',
  level3,
  kind,
  targets: [],
  ...more,
});

describe('two targets', () => {
  it.each([
    ['≥300人次', '300人次'],
    ['≥300人次', '不少于300人次'],
    ['≤1.2万元', '≤12000元'],
    ['400元/人', '≤400元/人'],
    ['≥28', '28个'],
    ['2-10个', '2—10个'],
    ['2024年12月底前', '12月31日前'],
    ['效果良好', '效果良好。'],
    ['100百分比', '100%'],
  ])('%s and %s ask for the same', (a, b) => {
    expect(asksTheSame(target(a), target(b))).toBe(true);
    expect(asksTheSame(target(b), target(a))).toBe(true);
  });

  it.each([
    ['≥300人次', '≥310人次'],
    ['≥300人次', '≤300人次'],
    ['≥300人次', '≥300人'],
    ['≤1.2万元', '≤12元'],
    ['2-10个', '2-12个'],
    ['2024年12月底前', '2024年11月底前'],
    ['2024年12月底前', '全年'],
    ['效果良好', '效果显著'],
    ['≥90%', '高'],
  ])('%s and %s do not', (a, b) => {
    expect(asksTheSame(target(a), target(b))).toBe(false);
    expect(asksTheSame(target(b), target(a))).toBe(false);
  });

  it('are compared in one unit of money', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (amount) => {
        expect(asksTheSame(target(`≤${amount}万元`), target(`≤${amount * 10_000}元`))).toBe(true);
        expect(magnitudeOf(target(`${amount}亿元`))).toEqual({ value: amount * 1e8, max: null, unit: '元' });
      }),
    );
  });
});

describe('the sense of an indicator', () => {
  it('is what the form says, else the sign, else the wording', () => {
    expect(senseOf(named('示例故障率', 'output.quality', { direction: 'positive' }), target('≤5%'))).toBe(1);
    expect(senseOf(named('示例故障率', 'output.quality', { direction: 'negative' }), target('≥5%'))).toBe(-1);
    expect(senseOf(named('示例人次'), target('≥5人次'))).toBe(1);
    expect(senseOf(named('示例人次'), target('＜5人次'))).toBe(-1);
    expect(senseOf(named('示例投诉'), target('5件'))).toBe(-1);
    expect(senseOf(named('示例改造', 'output.cost'), target('5万元'))).toBe(-1);
    expect(senseOf(named('示例人次'), target('5人次'))).toBe(1);
    expect(senseOf(named('示例完成率', 'output.quality'), target('95%'))).toBe(1);
    expect(senseOf(named('示例天数', 'output.timeliness'), target('5天'))).toBe(0);
    expect(senseOf(named('示例规模'), target('2-10个'))).toBe(0);
  });

  it('decides which target is weaker, and by how much', () => {
    const counted = named('示例人次');
    const by = (now: string, then: string, one = counted) => weakerBy(one, target(now), one, target(then));
    expect(by('≥80人次', '≥100人次')).toBeCloseTo(0.2);
    expect(by('≥120人次', '≥100人次')).toBeCloseTo(-0.2);
    expect(by('≤6件', '≤5件', named('示例投诉'))).toBeCloseTo(0.2);
    expect(by('≤4件', '≤5件', named('示例投诉'))).toBeCloseTo(-0.2);
    expect(by('≥80人次', '≥100场次')).toBe(0);
    expect(by('≥80人次', '≤100人次')).toBe(0);
    expect(by('≥80人次', '80-100人次')).toBe(0);
    expect(by('≥80人次', '≥0人次')).toBe(0);
    expect(by('显著', '≥100人次')).toBe(0);
  });
});

describe('indicators by name', () => {
  it('leaves out names that stand twice, and rows without one', () => {
    const sheet = goalSheet('示例经费', {
      indicators: ['甲类示例设备', '乙类示例设备', '甲类示例设备', ''].map((name) =>
        indicator(`产出指标/数量指标/${name}`, '≥3台'),
      ),
    });
    const [index] = indexDisclosure(disclosure({ sheets: [sheet] })).sheets;
    expect([...indicatorsByName(index!).keys()]).toEqual(['乙类示例设备']);
  });
});

describe('what was reached', () => {
  const of = (aim: string, done: string, level3 = '示例人次') => {
    const sheet = goalSheet('示例经费', {
      indicators: [indicator(`产出指标/数量指标/${level3}`, aim, { ACTUAL: done })],
    });
    const { sheets } = indexDisclosure(disclosure({ sheets: [sheet] }));
    const result = achieved(sheets[0]!.indicators[0]!, 'ACTUAL');
    return result && [result.short, result.ratio === undefined ? undefined : Math.round(result.ratio * 1000) / 1000];
  };

  it('is a share of the target, the other way round where less is better', () => {
    expect(of('≥300人次', '200人次')).toEqual([true, 0.667]);
    expect(of('≥300人次', '300人次')).toEqual([false, 1]);
    expect(of('>300人次', '300人次')).toEqual([true, 1]);
    expect(of('≥300人次', '450人次')).toEqual([false, 1.5]);
    expect(of('≤2件', '4件', '示例投诉')).toEqual([true, 0.5]);
    expect(of('≤2件', '1件', '示例投诉')).toEqual([false, 2]);
    expect(of('<2件', '2件', '示例投诉')).toEqual([true, 1]);
    expect(of('≤1.2万元', '11000元', '示例成本')).toEqual([false, 1.091]);
  });

  it('is all or nothing where nothing can be divided', () => {
    expect(of('≤0起', '1起', '示例事故')).toEqual([true, undefined]);
    expect(of('≤0起', '0起', '示例事故')).toEqual([false, undefined]);
    expect(of('≥0人', '0人')).toEqual([false, undefined]);
    expect(of('2-10个', '1个')).toEqual([true, undefined]);
    expect(of('2-10个', '5个')).toEqual([false, 1]);
    expect(of('2024年11月底前', '2024年12月15日')).toEqual([true, undefined]);
    expect(of('2024年11月底前', '2024年10月底前')).toEqual([false, undefined]);
  });

  it('is not told where it is no figure of the same thing', () => {
    expect(of('≥300人次', '6期')).toBeUndefined();
    expect(of('≥300人次', '已完成')).toBeUndefined();
    expect(of('≥300人次', '200-300人次')).toBeUndefined();
    expect(of('2024年11月底前', '300人次')).toBeUndefined();
    expect(of('5天', '4天', '示例天数')).toBeUndefined();
  });
});
