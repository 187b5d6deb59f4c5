import { halfWidth } from '@jizhun/model';

/** A label as it is compared: half-width, no blanks, no star before it, no colon or （盖章） at its end. */
export function labelText(printed: string): string {
  return halfWidth(printed)
    .replace(/\s/g, '')
    .replace(/^[*★]+/, '')
    .replace(/[:：]+$/, '')
    .replace(/\((盖章|公章|签章|加盖公章|章)\)$/, '');
}

/** What a form calls the thing the sheet is about. */
const NAME =
  /^(项目名称|二级项目名称|专项名称|专项资金名称|转移支付名称|政策名称|项目名称及(代码|编码)|(专项|项目|政策|转移支付|资金|专项资金)\((专项|项目|政策|转移支付|资金|专项资金)\)名称|(项目|政策|专项)\/(项目|政策|专项)名称|单位\(专项\)名称|预算项目名称)$/;
const UNIT_NAME =
  /^(单位名称|部门名称|部门\(单位\)名称|单位\(部门\)名称|预算单位名称|预算单位|预算部门|部门\/单位名称|填报单位|编制单位|部门\(单位\)|申报单位|申报部门)$/;
const UNIT =
  /^(实施单位|项目实施单位|承担单位|项目承担单位|具体实施单位|项目单位|项目执行单位|执行单位|用款单位|资金使用单位|实施部门|项目实施部门|资金使用部门)$/;
const SUPERVISOR =
  /^(主管部门|主管部门及(代码|编码)|主管单位|项目主管部门|业务主管部门|省级主管部门|中央主管部门|市级主管部门|主管部门\(单位\)|主管部门名称|地方主管部门|主管预算部门|预算主管部门|主管\(预算\)部门|资金主管部门)$/;
const YEAR = /^(年度|预算年度|申报年度|填报年度|所属年度|项目年度|自评年度|评价年度)$/;
const CODE = /^(项目编码|项目代码|项目编号|专项编码|预算项目编码|预算项目代码)$/;

export type LabelMeaning = 'name' | 'unit-name' | 'unit' | 'supervisor' | 'year' | 'code';

/** The part of a sheet's head that a label names, or undefined for any other label. */
export function labelMeaning(label: string): LabelMeaning | undefined {
  const l = labelText(label);
  if (NAME.test(l)) return 'name';
  if (UNIT_NAME.test(l)) return 'unit-name';
  if (UNIT.test(l)) return 'unit';
  if (SUPERVISOR.test(l)) return 'supervisor';
  if (YEAR.test(l)) return 'year';
  if (CODE.test(l)) return 'code';
  return undefined;
}

/** Labels that open the long texts and single facts of the forms known so far. */
const FIELDS = new Set(
  (
    '项目编码 项目代码 项目编号 项目类型 项目类别 项目级次 项目属性 项目性质 项目期 项目周期 项目概述 项目概况 项目内容 开始时间 完成时间 起始时间 ' +
    '结束时间 计划开始日期 计划完成日期 项目起止时间 起止时间 项目负责人 项目负责人/联系电话 负责人 联系人 联系电话 填报人 填报日期 单位负责人 立项必要性 立项依据 ' +
    '实施可行性 项目实施内容 主要内容 实施内容 中长期目标 中期目标 长期目标 年度目标 年度总体目标 年度绩效目标 总体目标 总体绩效目标 绩效目标 项目总目标 实施期目标 实施期总目标 ' +
    '项目年度绩效目标 预期目标 实际完成情况 单位主要职能 部门主要职能 部门职能 主要职能 机构设置及人员配置 机构设置 人员配置 财政供养人员数 下属二级单位数 ' +
    '资金用途 预算规模及资金用途 项目总投资 实施方案 保障措施 工作保障措施 分项绩效目标 年度主要任务 备注 总分 自评得分 自评等级 评价结论 存在问题 改进措施 单位职责 职责概述 ' +
    '单位职能概述 项目立项依据 项目设立依据 项目申报理由 年度任务 资金管理情况 项目绩效目标 部门总体目标 职能简述 项目所属领域 是否涉密 分配方式 支出方向 资金性质'
  ).split(' '),
);

const GOAL_WORDS =
  '(?:项目|部门|单位|整体|总体|年度|本年|当年|全年|中期|中长期|长期|阶段性|实施期|实施周期|预算|支出|绩效|履职|主要|任务|总|\\(单位\\)|\\(调整\\)|年初|设定|预期|和|与|的)';
/** Goals by any of their names: 项目总体目标, 部门年度履职目标, 年度主要目标和成果, 长期目标1. */
const GOAL = new RegExp(
  `^\\d*[.、]?(?:${GOAL_WORDS}+目标\\d*|目标)(\\(.{0,16}\\)|情况|描述|概述|内容|任务|和成果|(全年)?(实际)?完成情况)?$`,
);
/** What is printed over a goal that stands beside others: the goal as set, or what became of it. */
const GOAL_HEAD = new RegExp(
  `^(?:${GOAL_WORDS}*目标(\\(.{0,20}\\))?|(全年|年度|年末|上?半年|\\d{1,2}[-—至~]\\d{1,2}月|年度总体目标|总体目标|绩效目标|目标|${GOAL_WORDS}*目标)?(全年)?(实际)?(完成|实现)情况(综述)?|偏差原因.{0,10})$`,
);

/** Whether a label names a goal, or says what became of it. */
export function isGoalLabel(text: string): boolean {
  const l = labelText(text);
  return l.length <= 24 && GOAL.test(l);
}

/** Whether a text can stand over one of several goals side by side. */
export function isGoalHeadText(text: string): boolean {
  const l = labelText(text);
  return l.length <= 28 && GOAL_HEAD.test(l);
}

/** Labels after the indicators of a form: how it came out, what shall follow, who filled it in. */
const CLOSING =
  /^(\d+[.、])?(自评|评价|绩效|自我评价|综合)?(结论|等级|结果|综述)$|^(存在|主要|发现)?的?问题(及(其)?(原因|措施|建议)(分析)?|与建议)?$|^(下一步)?(改进|整改|工作)(措施|建议|意见|计划)(及.{0,10})?$|偏差.{0,12}原因|未完成.{0,8}原因|^(其他|其它)?(需要|需|要)?说明(的)?(事项|问题|情况)$|^(其他|其它)?(需要|需)?说明$|^问题其他说明的$|^(相关)?(建议|意见)(或|和|及)?(举措|措施)?$|(审核|审批|审查|主管部门|财政部门|单位)意见|^(填报|填表|制表|编制|审核|复核|负责)人|^(项目|单位|部门|财务|分管|经办)?负责人|^(填报|填表|编制|审核)(日期|时间|单位)|^联系(人|电话|方式)|^备注$|^自评得分$/;

/** Whether a label stands after the indicators, not among them. */
export function isClosingLabel(text: string): boolean {
  const l = labelText(text.replace(/[:：].*$/s, ''));
  return l.length <= 24 && CLOSING.test(l);
}

/** Endings that make a short cell a label rather than a value. */
const ENDING =
  /(名称|编码|代码|类型|类别|级次|属性|性质|时间|日期|负责人|电话|联系人|目标|必要性|可行性|依据|职能|期限|方式|人员数|单位数|人数|总分|概况|概述|职责|内容|用途|措施|周期|范围|标准|规模|情况|事项|分类|处室|审批|地点|地址)$/;

/** Whether a cell is surely a label of a form. */
export function isKnownLabel(text: string): boolean {
  const l = labelText(text);
  return FIELDS.has(l) || labelMeaning(l) !== undefined || isGoalLabel(l) || isClosingLabel(l);
}

/** Whether a cell may be a label, by its length and ending. */
export function looksLikeLabel(text: string): boolean {
  const l = labelText(text);
  return isKnownLabel(l) || (l.length <= 14 && !/[，。；,;]/.test(l) && ENDING.test(l));
}

/** Labels over several rows whose own words are no label of a value: 基本信息, 项目概况. */
export function isGroupLabel(text: string): boolean {
  return /^(基本信息|项目基本信息|项目基本情况|部门概况|单位概况|单位基本信息|部门基本信息|部门基本情况|单位基本情况|项目立项情况|项目实施计划)$/.test(
    labelText(text),
  );
}

/** Labels over rows of money. */
export function isFundingLabel(text: string): boolean {
  const l = labelText(text);
  return (
    l.length <= 28 &&
    /^(项目|部门|总体|部门整体|单位整体|单位|部门\(单位\)|年度|当年|整体|专项|转移支付|预算|实施期|财政|支出)*(资金|预算|收入预算|支出预算)(总额|总体|整体|投入|规模|来源|安排|构成|成本|执行|收支|申请|金额|总量|资金|支出|及|和|用途|情况)*(\((单位:)?(亿元|万元|元)\))?(\(\d+分\))?$|^(项目资金|部门整体资金|部门预算|收支预算|预算收支|资金需求|年度预算|预算情况|年度部门预算|预算执行情况)/.test(
      l,
    )
  );
}

/** Labels over rows of the year's tasks, and which group they are. */
export function taskGroupOf(text: string): 'key' | 'other' | undefined {
  const l = labelText(text);
  if (l.length > 20) return undefined;
  if (/^(其他|其它).*(任务|工作)/.test(l)) return 'other';
  if (/(重点工作|主要任务|年度任务|重点任务|主要工作|工作任务|年度工作)/.test(l)) return 'key';
  return undefined;
}

export function isScheduleLabel(text: string): boolean {
  return /^(资金支出计划|支出计划|用款计划|资金使用计划|支付计划|资金支出进度)(\(%\))?/.test(labelText(text));
}

export function isPlanLabel(text: string): boolean {
  return /^(项目)?(实施进度计划|实施计划|进度计划|项目实施进度)/.test(labelText(text));
}

/** The number of a heading. */
const NUMBERED = /^[（(]?[一二三四五六七八九十\d]+[)）]?[、.．)）]/;

/** Title of a goal sheet, monitoring table, self-evaluation table or review form. */
export function sheetTitle(
  text: string,
): { form: 'goal' | 'monitoring' | 'self-evaluation' | 'review'; department: boolean; transfer: boolean } | undefined {
  const t = halfWidth(text).replace(/[\s“”"]/g, '');
  if (t.length > 80 || /[。；]/.test(t)) return undefined;
  const kind = /绩效(目标)?(审核表|评审表)/.test(t)
    ? 'review'
    : /绩效(目标)?(运行|执行)?(监控|跟踪)(情况|记录)?表/.test(t)
      ? 'monitoring'
      : /绩效(目标)?(完成情况)?(自评|评价|自我评价)(结果|评分)?(情况)?(评分)?表|(项目|支出|整体|部门|单位|经费).{0,8}自评(结果|情况)?表/.test(
            t,
          ) ||
          (t.length >= 10 && /绩效(目标)?(自评|自我评价)$/.test(t) && !NUMBERED.test(t))
        ? 'self-evaluation'
        : /绩效目标(批复|申报|自评|公开|信息|情况|填报|设置|汇总|明细|编制|下达|备案)*(审批)?表|绩效目标申报书|绩效目标(及|和)?指标(申报|公开)?表/.test(
              t,
            )
          ? 'goal'
          : undefined;
  if (!kind) return undefined;
  return {
    form: kind,
    department: /整体/.test(t) && !/项目支出/.test(t.replace(/整体/, '')),
    transfer: /转移支付/.test(t),
  };
}
