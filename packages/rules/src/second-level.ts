import { type Indicator, type Severity, type Target, unitKindOf } from '@jizhun/model';
import { isRateName } from './wording.ts';

/**
 * Whether an indicator stands under the wrong second level, judged by its name, its explanation and the unit of its
 * target together: one word alone proves nothing.
 */
export interface Misplaced {
  /** Lower than the rule's own where a reviewer may let it pass. */
  severity?: Severity;
  /** What it is instead, to follow “…是”. */
  what: string;
  /** Where it belongs. */
  belongs: string;
}

function measured(target: Target | undefined): ReturnType<typeof unitKindOf> {
  return target?.unit ? unitKindOf(target.unit) : undefined;
}

const QUALITY_RATE =
  /(合格率|优良率|优秀率|故障率|准确率|正确率|差错率|达标率|通过率|一致率|足额发放率|完好率|返修率|及格率)/;
const DONE_RATE = /(完成率|完成度|完成比例|完成情况)$/;
const FAULT = /(故障|差错|事故|投诉|问题|违规|缺陷|失误|退货|返工|优秀|合格|达标|优良|获奖|奖项)/;
const EVENT = /(班次|场次|次数|期数|人次|人数|培训|会议|活动|讲座|调研|组织|举办|开展|召开)/;

export function misQuantity({ level3 }: Indicator, target: Target | undefined): Misplaced | undefined {
  const unit = measured(target);
  if (unit === 'money' && !target?.unit?.includes('/')) return { what: '金额', belongs: '成本指标' };
  if (unit !== 'ratio' || !isRateName(level3)) return undefined;
  if (QUALITY_RATE.test(level3)) return { what: '反映质量的比率', belongs: '质量指标' };
  if (DONE_RATE.test(level3))
    return { severity: 'info', what: '完成的程度，没有数量', belongs: '质量指标，或改写为数量（如多少次、多少人）' };
  return undefined;
}

export function misQuality({ level3 }: Indicator, target: Target | undefined): Misplaced | undefined {
  const unit = measured(target);
  if (isRateName(level3) || FAULT.test(level3)) return undefined;
  if (unit === 'money') return { what: '金额', belongs: '成本指标' };
  if (target?.operator === '<=' || target?.operator === '<') return undefined;
  if (unit === 'event' || (unit === 'count' && EVENT.test(level3))) return { what: '数量', belongs: '数量指标' };
  // 每年培训4期: the figure stands inside the words.
  if (target?.value === null && /\d+\s*(期|次|场|班次|人次)$/.test(target.raw) && EVENT.test(level3))
    return { what: '数量', belongs: '数量指标' };
  return undefined;
}

const TIME_WORD = /时|期|快|年|月|日|天|进度|效率|速度|提前|延|频|序|早|迟|节点/;

export function misTime({ level3, description }: Indicator, target: Target | undefined): Misplaced | undefined {
  const unit = measured(target);
  if (TIME_WORD.test(level3) || TIME_WORD.test(description ?? '')) return undefined;
  if (target?.notAfter || target?.value === null || target?.value === undefined) return undefined;
  if (unit === 'ratio') {
    if (DONE_RATE.test(level3) || /^完成/.test(level3))
      return { severity: 'info', what: '完成的程度，没有说明时间', belongs: '数量指标或质量指标' };
    return { what: isRateName(level3) ? '与时间无关的比率' : '比率，没有说明时间', belongs: '质量指标' };
  }
  if (unit === 'money') return { what: '金额', belongs: '成本指标' };
  return unit === 'event' || unit === 'count' ? { what: '数量', belongs: '数量指标' } : undefined;
}

const COST_WORD = /成本|费|资金|经费|支出|标准|价|节|预算|补助|补贴|津贴|工资|奖|投入|金额|控制|造价|款|耗/;
const NO_COST = /(完成|满意|及时|质量|覆盖|凝聚力|积极性|能力|水平|效率|效果|正常(开展|运转|运行)|作用|影响)/;

export function misCost({ level3, description }: Indicator, target: Target | undefined): Misplaced | undefined {
  if (measured(target) === 'money' || COST_WORD.test(level3) || COST_WORD.test(description ?? '')) return undefined;
  if (target?.notAfter || /^20\d\d年(度|底|内)?$/.test(target?.raw.trim() ?? ''))
    return { what: '完成的时间', belongs: '时效指标' };
  if (!NO_COST.test(level3)) return undefined;
  return /完成/.test(level3)
    ? { what: '完成的程度', belongs: '数量指标或质量指标' }
    : { what: '工作的效果', belongs: '效益指标' };
}

const SATISFACTION = /满意(度|率|程度)/;

export function misSatisfaction(indicator: Indicator, target: Target | undefined): Misplaced | undefined {
  const { kind, level1, level2, level3 } = indicator;
  if (kind === 'satisfaction.beneficiary') {
    if (/满意/.test(level2) && /^(产出|效益|成本)/.test(level1))
      return { severity: 'warning', what: `满意度，一级指标却是“${level1}”`, belongs: '一级指标“满意度”' };
    if (/满意|认可|好评|评价|评议|测评|投诉|感$|口碑|知晓/.test(level3 + (indicator.description ?? '')))
      return undefined;
    if (/^(完成|组织|开展|举办|建设|维修|发放|采购)/.test(level3))
      return { what: '完成的工作，不是满意度', belongs: '产出指标' };
    if (target?.value === null && /(能力|水平|积极性|作用)$/.test(level3))
      return { severity: 'warning', what: '工作的效果，不是满意度', belongs: '效益指标' };
    return undefined;
  }
  if (!/^(output|benefit|cost)\./.test(kind) || !SATISFACTION.test(level3)) return undefined;
  const aim = /^(提高|提升|增强|改善)/.test(level3);
  return { ...(aim ? { severity: 'info' as const } : {}), what: '满意度', belongs: '满意度指标' };
}

/** 发布…新闻稿, 举办…讲座: what was done can be counted. */
const DONE = /(发布|刊发|印发|举办|召开|组织|开展)[^，。]*(稿件?|文章|信息|简报|讲座|会议?|培训班|班次|活动)$/;

const ECOLOGY =
  /生态|环保|绿|污|排放|节能|减排|能耗|资源|水质|用水|空气|垃圾|卫生|村容|容村|容貌|面貌|整洁|美丽|宜居|碳|林|湿地|土壤|农药|秸秆|噪|粉尘|扬尘|人居|节约|循环|降尘|植被|无纸/;
/** 环境 of people, business or law is none of nature. */
const OTHER_ENVIRONMENT =
  /(人才|发展|营商|政治|制度|学习|工作|办公|服务|法治|社会|投资|就业|活动场所|文化|教育)[^，。]{0,6}环境/;
const NOT_ECOLOGY =
  /(党|干部|队伍|人才|群众|组织|能力|效率|稳定|治理|公务员|运维|保障|素质|凝聚|新闻|廉政|教育|联系|满意|知识)/;

export function misEcology({ level3, description }: Indicator, target: Target | undefined): Misplaced | undefined {
  const told = `${level3}${description ?? ''}${target?.value === null ? target.raw : ''}`;
  if (ECOLOGY.test(told) || (/环境/.test(told) && !OTHER_ENVIRONMENT.test(told))) return undefined;
  if (!NOT_ECOLOGY.test(level3)) return undefined;
  if (DONE.test(level3)) return { what: '完成的工作，与生态环境无关', belongs: '数量指标；没有生态效益的，不必填写' };
  return { what: '与生态环境无关的内容', belongs: '社会效益指标；没有生态效益的，不必填写' };
}

const ECONOMY =
  /经济|收入|产值|税|增收|效益|利润|成本|节约|节支|资金|投资|投入|就业|产业|企业|消费|市场|生产|价|财|利用|生活水平|生活标准|增长|壮大|补贴|津贴|支出|费用|收益|脱贫|致富/;
/** By what means, before the effect: 通过资金保证，… */
const MEANS = /^(通过|依托|利用|运用)[^，,]*[，,]/;
/** 效益 of an office is how well it works. */
const OFFICE_BENEFIT = /(工作|部门|单位|机关)(工作)?效益/;
/** How the money was spent is no effect of it. */
const SPENDING_RATE = /(支出|资金|经费|预算)(使用)?(相关|合规|到位|支付|拨付|下达|执行)率$/;
const NOT_ECONOMY = /(党|凝聚|治理|队伍|群众|涉密|安全|工作效率|素质|服务能力|丰富|文化|政治|稳定|管理|干部)/;

export function misEconomy({ level3, description }: Indicator, target: Target | undefined): Misplaced | undefined {
  if (/政治效益|社会效益|生态效益/.test(level3)) return { what: '另一类效益', belongs: '社会效益指标' };
  if (measured(target) === 'money' && !/(收入|产值|税|增|利润|节约|效益|收益|投资|额)/.test(level3))
    return { what: '购置或支出的金额', belongs: '成本指标' };
  if (SPENDING_RATE.test(level3)) return { what: '资金的支出情况，不是经济效益', belongs: '质量指标或时效指标' };
  const effect = level3.replace(MEANS, '');
  const told = `${effect}${description === level3 ? '' : (description ?? '')}`.replace(OFFICE_BENEFIT, '');
  if (ECONOMY.test(told) || !(NOT_ECONOMY.test(effect) || OFFICE_BENEFIT.test(effect))) return undefined;
  return { what: '与经济效益无关的内容', belongs: '社会效益指标；没有经济效益的，不必填写' };
}

export function misSustainability({ level3 }: Indicator, target: Target | undefined): Misplaced | undefined {
  const unit = measured(target);
  if (target?.operator === '<=' || target?.operator === '<') return undefined;
  if (/(服务|实施|合同|项目)期限$/.test(level3) && unit === 'time') return { what: '项目的期限', belongs: '时效指标' };
  if (unit === 'ratio' && DONE_RATE.test(level3))
    return { severity: 'info', what: '完成的程度', belongs: '数量指标或质量指标' };
  const counted = unit === 'count' || unit === 'event';
  if (
    counted &&
    /(人次|人数|班次|场次|次数|期数|数量|培训|维修|改造|购置|采购)/.test(level3) &&
    !/(受益|持续|长效|机制|制度)/.test(level3)
  )
    return { what: '产出的数量', belongs: '数量指标' };
  return undefined;
}

export type Judge = (indicator: Indicator, target: Target | undefined) => Misplaced | undefined;
