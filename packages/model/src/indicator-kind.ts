import type { IndicatorKind } from './types.ts';

/**
 * Both taxonomies in use: 成本 under 产出 (财预〔2015〕88号, 财预〔2020〕10号) and 成本 as a first level of its own with
 * 经济成本/社会成本/生态环境成本 (财预〔2021〕101号); the 决策/过程 rows of 共性指标体系框架 (财预〔2013〕53号) besides.
 *
 * Names are matched by their field words, so that 产出, 产出指标 and 项目产出 are the same. A second level that names a
 * kind decides; a first level alone gives a kind only where it has but one.
 */
export function indicatorKindOf(level1: string, level2: string): IndicatorKind {
  const one = level1.replace(/\s/g, '');
  const two = level2.replace(/\s/g, '');
  if (/满意/.test(two)) return 'satisfaction.beneficiary';
  if (/成本/.test(two)) {
    if (/经济/.test(two)) return 'cost.economic';
    if (/社会/.test(two)) return 'cost.social';
    if (/生态|环境/.test(two)) return 'cost.ecological';
    return /成本/.test(one) ? 'cost.economic' : 'output.cost';
  }
  if (/数量/.test(two)) return 'output.quantity';
  if (/质量/.test(two) && !/决策|过程/.test(one)) return 'output.quality';
  if (/时效/.test(two)) return 'output.timeliness';
  if (/可持续|持续影响/.test(two)) return 'benefit.sustainability';
  if (/效益|效果|影响/.test(two)) {
    if (/经济/.test(two)) return 'benefit.economic';
    if (/生态|环境/.test(two)) return 'benefit.ecological';
    if (/社会/.test(two)) return 'benefit.social';
  }
  if (/决策|投入/.test(one)) {
    if (/立项/.test(two)) return 'decision.establishment';
    if (/目标|计划/.test(two)) return 'decision.objective';
    if (/资金|预算/.test(two)) return 'decision.funding';
    return 'decision.other';
  }
  if (/过程|管理/.test(one)) {
    if (/资金|预算|财务/.test(two)) return 'process.funds';
    if (/组织|实施|管理|人员|机构|资产/.test(two)) return 'process.organisation';
    return 'process.other';
  }
  if (/履职|职能/.test(one)) return 'duty';
  if (/满意/.test(one)) return 'satisfaction.beneficiary';
  if (/经济成本/.test(one)) return 'cost.economic';
  return 'unknown';
}
