/** What a unit of measure measures: what decides whether a target's unit can fit its indicator. */
export type UnitKind =
  | 'count'
  | 'event'
  | 'money'
  | 'ratio'
  | 'time'
  | 'area'
  | 'length'
  | 'weight'
  | 'volume'
  | 'score'
  | 'other';

const UNITS: Record<UnitKind, string> = {
  ratio: '% ‰ 百分比 百分点 个百分点',
  money: '元 万元 亿元 千元 百万元 万 亿 美元 万美元 角 分钱',
  time: '天 日 个工作日 工作日 小时 时 分钟 秒 月 个月 年 周 季度 学时 课时 学年 年度 届',
  area: '平方米 ㎡ m² 万平方米 亩 万亩 公顷 平方公里 平方千米 km²',
  length: '米 公里 千米 厘米 km 万米',
  weight: '吨 公斤 千克 克 万吨 kg 斤',
  volume: '立方米 m³ 升 毫升 万立方米',
  event: '次 期 场 场次 班次 班 届次 批 批次 轮 趟 起 例 件次 遍 回',
  count:
    '人 名 位 人次 万人 万人次 人数 人(次) 个 家 户 户次 项 件 台 套 组 辆 艘 架 张 份 本 册 篇 条 座 处 所 间 栋 幢 支 只 头 株 棵 盏 块 片 宗 笔 卷 部 门 类 种 款 点 村 个村 社区 镇 县 市 单位 个单位 机构 企业 床 床位 孔 段 枚 幅 副 盒 箱 袋 瓶 桶 万株 万册 万份 万个 万户 万件 台套 台(套) 平台 集 期刊 双 根 顶 面 枝 口 眼 顷 节 步 GB TB MB 兆 条线 人天 人月 个项目 人份',
  score: '分 级 星 星级 等级 名次',
  other: '℃ 度 千瓦时 kWh 万千瓦时 kW 千瓦 分贝 dB',
};

const KIND_OF = new Map<string, UnitKind>();
for (const kind of Object.keys(UNITS) as UnitKind[]) for (const unit of UNITS[kind].split(' ')) KIND_OF.set(unit, kind);
const LONGEST = Math.max(...[...KIND_OF.keys()].map((u) => u.length));

/** The canonical writing of a printed unit: 百分比 is %, 人数 is 人. */
export function canonicalUnit(unit: string): string {
  if (unit === '百分比') return '%';
  if (unit === '人数') return '人';
  return unit;
}

/** The kind of a unit; a composite (元/人, 次/年) has that of its first part; undefined where the unit is not known. */
export function unitKindOf(unit: string): UnitKind | undefined {
  const [head = ''] = unit.split('/');
  return KIND_OF.get(head);
}

/**
 * The longest known unit at the start of `text`, composites (元/人, 万元/个, 元/人·月, 元每人) included: the unit as it is
 * written canonically and how many characters of `text` it takes; null where no known unit stands there.
 */
export function unitAtStart(text: string): { unit: string; length: number } | null {
  const head = knownAtStart(text);
  if (!head) return null;
  const unit = canonicalUnit(head);
  const per = /^(?:\/|每)/.exec(text.slice(head.length));
  if (!per) return { unit, length: head.length };
  const body = text.slice(head.length + 1);
  const known = knownAtStart(body);
  const denominator = known || (per[0] === '/' ? (/^[\u4e00-\u9fffA-Za-z]{1,4}/.exec(body)?.[0] ?? '') : '');
  if (!denominator) return { unit, length: head.length };
  const again = knownAtStart(body.slice(denominator.length + 1));
  const further =
    again && /^[·/]/.test(body.slice(denominator.length))
      ? body.slice(denominator.length, denominator.length + 1 + again.length)
      : '';
  return { unit: `${unit}/${denominator}${further}`, length: head.length + 1 + denominator.length + further.length };
}

function knownAtStart(text: string): string {
  for (let n = Math.min(LONGEST, text.length); n > 0; n--) {
    const candidate = text.slice(0, n);
    if (KIND_OF.has(candidate)) return candidate;
  }
  return '';
}
