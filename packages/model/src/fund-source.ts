import type { FundSource } from './types.ts';

const WORDINGS: readonly [RegExp, FundSource][] = [
  [/小计/, 'subtotal'],
  [/(资金|预算|金额)?(总额|总计|合计)|^(预算数|资金规模|预算金额|总金额)$/, 'total'],
  [/上?年?结转|结余/, 'carry-over'],
  [/一般公共预算/, 'general-public-budget'],
  [/政府性?基金/, 'government-funds'],
  [/国有资本/, 'state-capital'],
  [/社保基金|社会保险基金/, 'social-insurance'],
  [/财政专户|专户/, 'special-account'],
  [/自有|自筹|事业收入|经营收?入|单位资金/, 'own'],
  [/财政拨款|财政资金|财政补助|中央补助|财政/, 'fiscal'],
  [/其他|其它|地方资金|社会资金/, 'other'],
];

/** The source that a printed label names (`一般公共预算资金`, `其中：财政拨款`), or undefined for the name of an item. */
export function fundSourceOf(label: string): FundSource | undefined {
  const s = label
    .replace(/[\s:：]/g, '')
    .replace(/^其中/, '')
    .replace(/[（(].*?[)）]/g, '');
  return WORDINGS.find(([wording]) => wording.test(s))?.[1];
}
