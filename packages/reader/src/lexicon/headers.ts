import type { Period } from '@jizhun/model';
import { halfWidth } from '@jizhun/model';

/**
 * What a column of an indicator block holds. Names that mean different things in different places (指标性质, 指标内容,
 * 绩效标准) are `ambiguous`: the contents decide (see form/columns.ts). `other` is a column of which no fact is kept.
 */
export type ColumnRole =
  | 'block'
  | 'sequence'
  | 'code'
  | 'level1'
  | 'level2'
  | 'level3'
  | 'task'
  | 'description'
  | 'operator'
  | 'target'
  | 'unit'
  | 'basis'
  | 'scoring'
  | 'source'
  | 'weight'
  | 'score'
  | 'deviation'
  | 'direction'
  | 'attribute'
  | 'core'
  | 'likelihood'
  | 'remark'
  | 'other'
  | 'ambiguous';

/** A head as it is compared: half-width, no blanks, no line breaks, no star of a field that must be filled in. */
export function headText(printed: string): string {
  return halfWidth(printed)
    .replace(/\s/g, '')
    .replace(/^[*★]+/, '');
}

const HEADS: readonly [RegExp, ColumnRole][] = [
  [
    /^((长期|中期|中长期|年度|本年度|总体|整体|实施期|部门|部门整体|部门整体支出|项目|项目支出)*绩效指标|绩效(项目|目标)?指标(体系|表)?|绩效目标指标|名称|指标体系|指标)(\(\d+分\))?$/,
    'block',
  ],
  [/^(序号|编号|行号)$/, 'sequence'],
  [/^(指标编码|指标代码)$/, 'code'],
  [/^(一级|一级指标|一级指标名称|第一级指标|一级绩效指标|指标类别)(\(.*\))?$/, 'level1'],
  [/^(二级|二级指标|二级指标名称|第二级指标|二级绩效指标)(\(.*\))?$/, 'level2'],
  [
    /^(三级|三级指标|三级指标名称|第三级指标|三级绩效指标|指标名称|具体指标|具体指标名称|绩效指标名称|四级指标)(\(.*\))?$/,
    'level3',
  ],
  [/^(重点工作|重点任务|重点工作任务|年度重点工作|工作任务)$/, 'task'],
  [
    /^(三级)?(指标解释|绩效指标描述|指标描述|指标说明|指标值内容|指标释义|指标定义|指标值说明|指标内涵|指标解释及说明|指标解释\/说明|说明及解释)(\(.*\))?$/,
    'description',
  ],
  [/^(对比符号|计算符号|运算符号|运算符|指标符号|比较符号|比较符|符号|绩效指标性质|逻辑关系)$/, 'operator'],
  [/^(计量单位|度量单位|绩效度量单位|指标单位|指标值单位|指标值计量单位|数值单位|单位)$/, 'unit'],
  [/(确定|设定|取值|制定)依据|^(参考值)?依据$/, 'basis'],
  [/评(\(?扣\)?)?分(标准|规则|办法)|^计分(规则|方法)$|^计算(方式|方法|公式)$/, 'scoring'],
  [/数据来源|指标来源|佐证材料|证明材料|取数来源|数据取得方式/, 'source'],
  [
    /^(指标|绩效指标|年度|本年)?(权重|分值|权重设定值|参考分值|标准分|标准分值|分值权重|权重分值|权重分|满分)(\(?([%分]|\d+(\.\d+)?[%分]?)?\)?)?$/,
    'weight',
  ],
  [/^(指标|绩效|自评|评价|实际|复核|评定|单位自评)?(得分|自评分|评分)(\(分?\))?$/, 'score'],
  [/偏差|未完成(的)?原因|改进措施|原因分析|未达标原因/, 'deviation'],
  [/^(指标)?方向(性)?$|^指标方向/, 'direction'],
  [/^(指标属性|指标值类型|指标类型|定性定量|定量定性|定量\/定性|定性\/定量)$/, 'attribute'],
  [/^(是否)?核心指标$/, 'core'],
  [/可能性/, 'likelihood'],
  [/^(备注|说明|其他说明)$/, 'remark'],
  [/得分系数|完成率$|完成程度|^保障.*措施$/, 'other'],
  [/^(指标性质|指标内容|绩效标准|评价标准)$/, 'ambiguous'],
  [
    /指标值|目标值|完成值|实际值|完成情况|预期实现值|预期目标|参考值|当年值|执行情况|实现值|历史值|标准值|计划值|预期值|达成值/,
    'target',
  ],
];

/** What all heads end with: most cells are no heads, and are told from them by their last character. */
const HEAD_END = /[标系称号码级作务述明容释义涵质位据准则法式源料重分值差因施析向性型注况数率度量表符别%)）:：\s]$/;

/** The role that a head names, or undefined where it names none. */
export function columnRoleOf(head: string): ColumnRole | undefined {
  if (head.length > 40 || !HEAD_END.test(head)) return undefined;
  const h = headText(head).replace(/[:：]$/, '');
  if (h === '' || h.length > 24) return undefined;
  return HEADS.find(([wording]) => wording.test(h))?.[1];
}

/** The period that a head of targets or amounts names; a month where it is up to one (1-7月执行数). */
export function periodOf(head: string): { period: Period; month?: number } {
  const h = headText(head);
  const month = /(?:1|一)[-—~至到](\d{1,2})月/.exec(h) ?? /截[至止](?:到)?(\d{1,2})月/.exec(h);
  const until = month ? { month: Number(month[1]) } : {};
  if (/全年预计|预计完成|预计执行|全年预期完成/.test(h)) return { period: 'EXPECTED' };
  if (month) return { period: 'ACTUAL', ...until };
  // What was reached by the half of the year, unless it is what is planned for it.
  if (/半年.*(执行|完成|实际)/.test(h) && !/计划|目标|预/.test(h)) return { period: 'ACTUAL', month: 6 };
  if (/半年/.test(h)) return { period: 'H1' };
  if (/上年|前年|近[两三]年|历史|往年|参考值/.test(h)) return { period: 'HISTORY' };
  if (/实际|完成值|完成数|完成情况|执行数|支出数|决算|执行情况|已支付|\(B\)/.test(h) && !/计划/.test(h))
    return { period: 'ACTUAL' };
  if (/年初/.test(h)) return { period: 'INITIAL' };
  if (/实施周期|实施期|中长期|中期|长期|周期|总目标|总体目标值|项目总额|规划期/.test(h)) return { period: 'CYCLE' };
  return { period: 'FY' };
}

/** Whether a head says which period its column is of; a plain 指标值 leaves that to what stands over it. */
export function namesPeriod(head: string): boolean {
  return /年|期|实际|完成|执行|历史|参考/.test(headText(head));
}
