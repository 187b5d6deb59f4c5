import type { Finding } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { goldenAvailable, goldenNames, readGolden } from '../test/golden.ts';
import { checkDisclosures } from './index.ts';

if (!goldenAvailable) console.log('../shared is not there: rules are not measured on readings made by people');

/** What rules say of documents that a careful person has read: independent of our own reader. */
describe.runIf(goldenAvailable)('on golden readings', () => {
  const findings = (seed: string): Finding[] => {
    const name = goldenNames().find((one) => one.startsWith(seed));
    return checkDisclosures([readGolden(name!)]).documents[0]!.findings;
  };
  const said = (seed: string) =>
    findings(seed).map(({ rule, severity, subject }) => `${rule} ${severity} ${subject.level3 ?? subject.row}`);

  it('000: finds what a person marked as certain and rules can know, and no sum that does not hold', () => {
    const all = said('000');
    expect(findings('000').filter(({ arithmetic }) => arithmetic)).toEqual([]);
    for (const one of [
      'unit-wrong-kind error 培训优秀等次单位数量',
      'cross-sheet-target warning 培训优秀等次单位数量',
      'half-equals-full info 2024年名校优生和应届大学毕业生选调生招录',
      'rate-without-figure error 人民群众对党员干部满意度进一步提高',
      'goal-equals-longterm info 年度目标',
      'half-equals-full info 选调生招录',
      'rate-without-figure warning 困难党员有效关爱率',
      'pct-over-100 error 党代表满意度',
      'zero-lower-bound info 休养人员',
      'rate-without-figure error 人才满意率',
      'goal-equals-longterm info 年度目标',
      'rate-without-figure warning 党群服务中心使用率',
      'stale-year warning 立项必要性',
      'missing-interim warning 资金到位率',
      'level2-differs warning 资金使用合规性',
    ])
      expect(all).toContain(one);
  });

  it('001: a cost a little above its task is a warning; all sums hold', () => {
    const costs = findings('001').filter(({ rule }) => rule.startsWith('cost') || rule.startsWith('sum'));
    expect(costs.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['cost-over-budget warning']);
  });

  it('002: of 332 figures in tables, sheets and prose only three do not fit', () => {
    const sums = findings('002').filter(({ arithmetic, rule }) => arithmetic || rule === 'text-unit-slip');
    expect(sums.map(({ rule, expected }) => `${rule} ${expected}`)).toEqual([
      'text-unit-slip 528.62万元',
      'text-change-sum 90.76 万元',
      'asset-purchase-vs-procurement 201.80 万元',
    ]);
  });

  it('002: one slip in seven rows is one finding', () => {
    const [absurd, ...more] = findings('002').filter(({ rule }) => rule === 'value-absurd');
    expect(more).toEqual([]);
    expect(absurd?.paths).toHaveLength(7);
  });
});
