import { cleanLabel } from '@jizhun/model';

/**
 * Words of the first and second level as places print them, in both taxonomies and those of 共性指标体系框架.
 * A name is known by its core: 产出, 产出指标, 项目产出 and 产出指标(50分) are one.
 */

const LEVEL1 =
  /^(?:项目|部门|年度|预算)?(?:产出|效益|效果|满意度|成本|决策|过程|投入|投入管理|投入与管理|履职|管理|部门管理|绩效|履职效能|履职效果|履职成效|社会效应|社会满意度|可持续性|可持续发展|可持续影响|可持续发展能力|运行成本|管理效率|履职效益|预算执行|服务对象满意度)(?:与效果|与效益|类|性)?(?:指标|目标)?$/;
const LEVEL2 =
  /^(?:项目)?(?:数量|质量|时效|成本|经济成本|社会成本|生态环境成本|生态成本|环境成本|经济效益|社会效益|生态效益|环境效益|生态环境效益|可持续影响|可持续发展|可持续效益|长效管理|服务对象满意度|服务对象|满意度|社会公众或服务对象满意度|社会公众满意度|受益对象满意度|社会公众或服务对象|项目立项|绩效目标|资金投入|资金管理|组织实施|计划制定|目标设定|预算编制|预算执行|预算管理|资产管理|项目管理|人员管理|机构建设|财务管理|业务管理|产出数量|产出质量|产出时效|产出成本|项目效益|实施效益|其他|政策效益|社会影响|政治效益|工作目标管理|预算和财务管理|绩效管理|重点工作任务完成|重点工作完成|履职目标实现|履职效益|预算编制管理|预算执行管理|预算监督管理|重点工作履行情况|整体工作完成情况|基础管理|成本控制成效|体制机制改革|创新驱动发展|人才支撑|财政投入|预算配置|职责履行|社会公众满意|群众满意度)(?:指标|目标|效果)?$/;

/** `1-产出指标` is code 1 and 产出指标; `产出指标（50分）`, `数量指标(必填硬性指标)` lose what is not the name. */
export function levelName(printed: string): { name: string; code?: string; weight?: number } {
  let name = cleanLabel(printed);
  let weight: number | undefined;
  const scored = /[（(](\d+(?:\.\d+)?)([-—–~～至]\d+(?:\.\d+)?)?(?:分[)）]|[)）]分)$/.exec(name);
  if (scored) {
    // (0-20)分 is the room a place leaves for the level, no weight of it.
    if (scored[2] === undefined) weight = Number(scored[1]);
    name = name.slice(0, scored.index);
  }
  name = name.replace(/[（(](?:必填|选填|可选|如有)[^()（）]*[)）]?$/, '');
  const coded = /^(\d{1,4}|[A-Z]\d{0,3})[-—－.、](?=[\u4e00-\u9fff])/.exec(name);
  if (coded) name = name.slice(coded[0].length);
  return { name, ...(coded?.[1] !== undefined && { code: coded[1] }), ...(weight !== undefined && { weight }) };
}

export function isLevel1(text: string): boolean {
  return LEVEL1.test(levelName(text).name);
}

export function isLevel2(text: string): boolean {
  return LEVEL2.test(levelName(text).name);
}

/**
 * The family that a level name belongs to, so that a second level can be held against the first above it:
 * 社会效益 does not belong under 产出.
 */
export type LevelFamily = 'output' | 'benefit' | 'satisfaction' | 'cost' | 'decision' | 'process' | 'duty';

export function familyOfLevel1(text: string): LevelFamily | undefined {
  const name = levelName(text).name;
  if (/满意/.test(name)) return 'satisfaction';
  if (/产出/.test(name)) return 'output';
  if (/效益|效果/.test(name)) return 'benefit';
  if (/成本/.test(name)) return 'cost';
  if (/决策|投入/.test(name)) return 'decision';
  if (/过程|管理/.test(name)) return 'process';
  if (/履职/.test(name)) return 'duty';
  return undefined;
}

/** Families under which a second level is at home; undefined where it says nothing (its own names of a place or unit). */
export function familiesOfLevel2(text: string): LevelFamily[] | undefined {
  const name = levelName(text).name;
  if (/满意/.test(name)) return ['satisfaction', 'benefit'];
  if (/(经济|社会|生态|环境)成本/.test(name)) return ['cost'];
  // 投入 has 成本目标 in forms of old.
  if (/成本/.test(name)) return ['output', 'cost', 'decision'];
  if (/^(产出)?(数量|质量|时效)/.test(name)) return ['output'];
  if (/效益|可持续/.test(name)) return ['benefit'];
  if (/立项|资金投入|目标设定|计划制定|预算编制|^绩效目标/.test(name)) return ['decision'];
  if (/资金管理|组织实施|预算执行|预算管理|资产管理|项目管理|人员管理/.test(name)) return ['process'];
  return undefined;
}
