import { comparable, type Indicator, type Target } from '@jizhun/model';

/** `一、`, `（一）`, `1.`, `(1)` and `其中：` before a name: they say where it stands, not what it is. */
const ORDINAL = /^\s*(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、.．]|\d+[、.．](?!\d)|[①-⑳])\s*/;
const AMONG = /^\s*其中\s*[:：]?\s*/;

/** What two printed names of a row, column or claim are compared by: no ordinal, no 其中, no punctuation. */
export function nameKey(printed: string): string {
  return comparable(printed.replace(AMONG, '').replace(ORDINAL, '').replace(AMONG, ''));
}

/** Whether a row or column is only part of the one before it (`其中：…`). */
export function isAmong(printed: string): boolean {
  return /^[\s（(]*其中/.test(printed);
}

/** `一、…`: a row of the first order in a summary table. */
export function isFirstOrder(printed: string): boolean {
  return /^\s*[一二三四五六七八九十]+[、.．]/.test(printed);
}

/** A row or column that is the sum of all others of its kind. */
export function isTotal(printed: string): boolean {
  return /^(合计|总计|共计|支出合计|收入合计|支出总计|收入总计|资产总额|采购合计)(金额)?$/.test(nameKey(printed));
}

/** A row or column that is the sum of some. */
export function isSubtotal(printed: string): boolean {
  return /小计$/.test(nameKey(printed)) || isTotal(printed);
}

/** Names that are bound to a rate between 0 and 100 %. 完成率, 增长率, 变动率 and the like may pass 100 %. */
const BOUNDED =
  /(满意|合格率|达标率|覆盖率|及时率|准确率|到位率|参训率|出勤率|优良率|优秀率|知晓率|知悉度|普及率|入学率|通过率|合规率|规范率|足额|专款专用率|验收|正确率|完好率|占比)/;
const UNBOUNDED = /(完成率|增长|增幅|增加|提高|提升|变动|下降|减少|收入|产值|节约|倍|控制率|执行率|同比|环比|较上年)/;

export function isSatisfaction(indicator: Indicator): boolean {
  return indicator.kind === 'satisfaction.beneficiary' || /满意(度|率|程度)/.test(indicator.level3);
}

/** A rate that cannot pass 100 %. */
export function isBoundedRate(indicator: Indicator): boolean {
  return BOUNDED.test(indicator.level3) && !UNBOUNDED.test(indicator.level3);
}

/** A name that asks for a share or degree rather than a count. */
export function isRateName(name: string): boolean {
  return /(率|比例|占比|比重|满意度|满意程度|达标度|程度|知悉度|知晓度|百分比)([（(].*[)）])?$/.test(name.trim());
}

/** A count or rate of what should be little: failures, complaints, accidents. */
export function isFailureName(name: string): boolean {
  return /(故障率|差错率|投诉率|投诉次数|投诉件数|事故率|事故发生率|返工率|退货率|死亡率|违规率|逾期率|失误率|故障次数|事故次数)$/.test(
    name.replace(/[（(][^()（）]*[)）]$/, ''),
  );
}

/** What a target's period is called on the form. */
export function periodWord(target: Target): string {
  const month = target.month;
  switch (target.period) {
    case 'H1':
      return '半年指标值';
    case 'FY':
      return '全年指标值';
    case 'CYCLE':
      return '实施周期指标值';
    case 'INITIAL':
      return '年初指标值';
    case 'ACTUAL':
      return month ? `1—${month}月完成值` : '实际完成值';
    case 'EXPECTED':
      return '全年预计完成值';
    case 'HISTORY':
      return '历史值';
  }
}

/** The wording between 「」, as findings name an indicator, a row, a project. */
export function quote(name: string): string {
  return `「${name}」`;
}

/** A list of names as a sentence takes it, cut after `most`. */
export function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).map(quote).join('、');
  return names.length > most ? `${shown}等 ${names.length} 项` : shown;
}
