import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinTarget, parseTarget, printTarget, type TargetMeaning } from './target.ts';

/** Table cases that a finance officer can read: printed, then what is understood. */
const CASES: [printed: string, understood: string, name?: string][] = [
  ['≥1000人', '>= 1000 人'],
  ['＞１０００人', '> 1000 人'],
  ['大于等于98%', '>= 98 %'],
  ['95%以上', '>= 95 %'],
  ['95%（含）以上', '>= 95 %'],
  ['考核时间累积不少于15天', '>= 15 天'],
  ['至少1份工作调研报告', '>= 1 份'],
  ['每年至少一次', '>= 1 次'],
  ['3500个以上', '>= 3500 个'],
  ['小于等于5%', '<= 5 %'],
  ['不超过120万元', '<= 120 万元'],
  ['设备故障率≤10%', '<= 10 %'],
  ['一小时内有反馈', '<= 1 小时'],
  ['约90%', '~ 90 %'],
  ['28', '= 28'],
  ['0', '= 0'],
  ['0起', '= 0 起'],
  ['100%', '= 100 %'],
  ['达成2000项', '= 2000 项'],
  ['90百分比', '= 90 %'],
  ['15人数', '= 15 人'],
  ['134行政村数量', '= 134', '行政村数量'],
  ['≥90干部职工满意度', '>= 90', '干部职工满意度'],
  ['≥90100', '>= 90100'],
  ['1,200人次', '= 1200 人次'],
  ['400元/月', '= 400 元/月'],
  ['≤5000元/人', '<= 5000 元/人'],
  ['2-10个', '2..10 个'],
  ['10-20', '10..20'],
  ['2000元-5000元/人', '2000..5000 元/人'],
  ['2万元/个-5万元/个', '2..5 万元/个'],
  ['90%~95%', '90..95 %'],
  ['≥95%且≤100%', '95..100 %'],
  ['2024年底', '「2024年底」 至 2024-12-31'],
  ['2024年12月31日前', '「2024年12月31日前」 至 2024-12-31'],
  ['12月底前', '「12月底前」 至 2024-12-31'],
  ['6月前', '「6月前」 至 2024-05-31'],
  ['2024年度', '「2024年度」'],
  ['2018—2022年', '「2018—2022年」'],
  ['250卷档案, 2800卷档案散件', '「250卷档案,2800卷档案散件」'],
  ['满意人数÷受访人数×100%', '「满意人数÷受访人数×100%」'],
  ['得分位列全市前50%', '「得分位列全市前50%」'],
  ['前3名', '「前3名」'],
  ['一次性', '「一次性」'],
  ['1:3', '「1:3」'],
  ['有效提升', '「有效提升」'],
  ['', '「」'],
];

function shown({ operator, value, max, unit, text, notAfter }: TargetMeaning): string {
  if (operator === null) return `「${text}」${notAfter ? ` 至 ${notAfter}` : ''}`;
  const figure = operator === 'range' ? `${value}..${max}` : `${operator} ${value}`;
  return unit === null ? figure : `${figure} ${unit}`;
}

describe('parseTarget', () => {
  it.each(CASES)('%s is %s', (printed, understood, name) => {
    expect(shown(parseTarget(printed, { fiscalYear: 2024, ...(name !== undefined && { name }) }))).toBe(understood);
  });

  it('never throws and says something of any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[≥≤约第至0-9.,%年月个以上内前（）/~-]{0,16}$/)),
        (raw) => {
          const meaning = parseTarget(raw, { fiscalYear: 2025 });
          expect(meaning.operator === null ? meaning.text !== null : meaning.value !== null).toBe(true);
          if (meaning.operator === 'range') expect(meaning.max).toBeGreaterThanOrEqual(meaning.value ?? 0);
        },
      ),
    );
  });

  const unit = fc.constantFrom(null, '%', '人', '人次', '个', '万元', '元/人', '次/年', '平方米', '期');
  const figure = fc.integer({ min: 0, max: 10_000_000 }).map((n) => n / 100);
  const quantity: fc.Arbitrary<TargetMeaning> = fc.oneof(
    fc.record({
      operator: fc.constantFrom('=' as const, '>=' as const, '<=' as const, '>' as const, '<' as const, '~' as const),
      value: figure,
      max: fc.constant(null),
      unit,
      text: fc.constant(null),
    }),
    fc
      .record({ operator: fc.constant('range' as const), value: figure, width: figure, unit, text: fc.constant(null) })
      .map(({ width, ...t }) => ({ ...t, max: Math.round((t.value + width) * 100) / 100 })),
  );

  it('reads back what it prints', () => {
    fc.assert(
      fc.property(quantity, (t) => {
        expect(parseTarget(printTarget(t))).toEqual(t);
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom('有效提升', '较上年提升', '规范', '2024年底', '前3名'), (words) => {
        const t = parseTarget(words);
        expect(parseTarget(printTarget(t))).toEqual(t);
      }),
    );
  });

  it('takes no endless row of digits for a figure', () => {
    const nines = '9'.repeat(400);
    expect(parseTarget(`≥${nines}人`)).toMatchObject({ value: null, text: `≥${nines}人` });
    expect(parseTarget(`1-${nines}个`)).toMatchObject({ value: null, max: null });
  });

  it('understands the joined columns of operator, figure and unit as the whole', () => {
    expect(joinTarget('≥', '2', '场次')).toBe('≥2场次');
    expect(joinTarget('', '正常运转', '')).toBe('正常运转');
    expect(joinTarget('≥', '≥90%', '%')).toBe('≥90%');
    expect(joinTarget('=', '改善', '其他')).toBe('=改善');
    expect(joinTarget('', '28.8万元', '%')).toBe('28.8万元');
  });
});

interface GoldenTarget {
  raw: string;
  op: string | null;
  value: number | null;
  max: number | null;
  unit: string | null;
  text: string | null;
}

const golden = fileURLToPath(new URL('../../../../shared/golden/', import.meta.url));

describe.skipIf(!existsSync(golden))('targets of real documents', () => {
  it('parses every target of the golden readings to what stands there', () => {
    let checked = 0;
    for (const file of readdirSync(golden).filter((f) => f.endsWith('.json'))) {
      const reading: {
        year: number;
        goals: { indicators: { l3: string; targets: Record<string, GoldenTarget> }[] }[];
      } = JSON.parse(readFileSync(golden + file, 'utf8'));
      for (const { l3, targets } of reading.goals.flatMap((g) => g.indicators)) {
        for (const { raw, op, value, max, unit, text } of Object.values(targets)) {
          const meaning = parseTarget(raw, { name: l3, fiscalYear: reading.year });
          expect({ raw, ...meaning }).toMatchObject({ raw, operator: op, value, max, unit, text });
          checked++;
        }
      }
    }
    expect(checked).toBeGreaterThan(600);
  });
});
