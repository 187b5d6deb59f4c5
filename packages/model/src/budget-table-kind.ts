/**
 * The tables of a disclosure (财预〔2016〕143号 and the tables of 预算管理一体化规范): what `BudgetTable.kind` holds.
 */
export const BUDGET_TABLE_KINDS = {
  'income-expenditure-summary': '收支总表',
  'income-summary': '收入总表',
  'expenditure-summary': '支出总表',
  'fiscal-summary': '财政拨款收支总表',
  'general-public-budget-expenditure': '一般公共预算支出表',
  'basic-expenditure': '一般公共预算基本支出表',
  'government-funds': '政府性基金预算支出表',
  'state-capital': '国有资本经营预算支出表',
  'three-public': '“三公”经费支出表',
  institutions: '机构设置情况表',
  procurement: '政府采购预算表',
  assets: '国有资产占用情况表',
  'project-list': '项目支出表',
  other: '其他表',
} as const;

export type BudgetTableKind = keyof typeof BUDGET_TABLE_KINDS;

/** The kind that a title names; `other` where none is meant. Order matters: the longer names hold the shorter ones. */
export function budgetTableKindOf(title: string): BudgetTableKind {
  const t = title.replace(/[\s“”"‘’'《》]/g, '');
  if (/机构设置/.test(t)) return 'institutions';
  if (/采购/.test(t)) return 'procurement';
  if (/购买服务/.test(t)) return 'other';
  if (/资产(占用|占有|使用|情况|信息|表)|固定资产/.test(t)) return 'assets';
  if (/三公|因公出国|公务接待|机关运行经费/.test(t)) return 'three-public';
  if (/政府性?基金/.test(t)) return 'government-funds';
  if (/国有资本/.test(t)) return 'state-capital';
  if (/基本支出/.test(t)) return 'basic-expenditure';
  if (/财政拨款(收支|收入支出)/.test(t)) return 'fiscal-summary';
  if (/一般公共预算(财政拨款)?(收入)?支出/.test(t)) return 'general-public-budget-expenditure';
  if (/收支(预算|决算)?(总|情况)|收入支出(预算|决算)?总/.test(t)) return 'income-expenditure-summary';
  if (/项目(支出)?(绩效|预算)?.{0,6}(表|清单|明细)|项目支出/.test(t)) return 'project-list';
  if (/收入(预算|决算)?(总|情况|总体情况)?表|收入(预算|决算)/.test(t)) return 'income-summary';
  if (/支出(预算|决算)?(总|情况|总体情况)?表|支出(预算|决算)/.test(t)) return 'expenditure-summary';
  return 'other';
}
