import type { Origin, Statement } from '@jizhun/model';
import { halfWidth, parseDecimal } from '@jizhun/model';
import type { Piece } from '../source/document.ts';
import { respectively } from './respective.ts';
import { WrappedParagraph } from './wrapped-lines.ts';

/**
 * Figures that prose states: amounts, counts and percentages with what they are said of, whether they are a change, and
 * of which year. `claim` is the noun before the figure; a clause without one (较2023年预算增加1379.02万元) says it of the
 * one before.
 */

export interface FoundStatement {
  statement: Statement;
  origin: Origin;
}

const UNITS =
  '万元|亿元|元|个团组|万平方米|万人次|万人|万亩|亿|万|个百分点|百分点|%|人次|人|名|辆|台|套|个|家|平方米|平米|㎡|次|批次|批|户|项|亩|间|处|座|件|场|份|栋|艘|架|公里';
const FIGURE = new RegExp(
  String.raw`([-－−])?(?<!\d)(\d{1,3}(?:,\s?\d{3}(?!\d))+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s*[-—－~～至]\s*(\d+(?:\.\d+)?))?\s*(${UNITS})(以上|以下|以内|左右)?`,
  'g',
);
const UP = /(增|上升|提高|上涨|多)/;
const YEAR = String.raw`(?:(?:19|20)\d\d年(?:度|末|底)?|上一?年度?|去年|上年度?)`;
/**
 * 较2023年预算增加, 与上年相比减少, 同比增长: a change, with what it is compared to. 与 and 和 also join two nouns, so that
 * they need a year; 多 and 少 end other words, so that they need a comparison.
 */
const CHANGE = new RegExp(
  String.raw`(?:(?:(?:与|和|同)${YEAR}[^\d,。]{0,12}?(?:相比)?|(?:相较于?|相比于?|较|比)${YEAR}?[^\d,。]{0,12}?|同比|环比)(?:实际|共|净|略有|有所)?(增加|增长|上升|提高|上涨|减少|下降|降低|压减|增收|减收|增支|减支|多|少|增|减)|(增加|增长|上升|提高|上涨|减少|下降|降低|压减|增收|减收|增支|减支|增幅|降幅|减幅|^[增减升降]))(?:了|额|幅度?|率)?(?:约|为|达)?(到|至)?$`,
);
/** 与上年持平, 与2021年预算一致, after the figure. */
const SAME = new RegExp(
  `^[^。；;]{0,12}?(?:与|较|同|和|比)(?:${YEAR}|年初预算)[^。；;,]{0,10}?(?:持平|一致|相同|相等|无变化|不变|无增减)`,
);
/** Words round the noun that do not name it. */
const TRIM_BEFORE =
  /^(其中|主要由于|主要为|主要是|主要包括|由于|包括|反映|以及|和|及|与|或|另有|另|加上|共有|共|累计|截至|按照|经汇总|我部门共有|本部门共有|本单位共有|共有|我部门|我单位|我局|本部门|本单位|本级|全年|年度|当年|预计|该项)+[:：,，]?/;
const TRIM_AFTER =
  /(预计完成|预计实现|预算安排|共计安排|安排预算|共计|合计|总计|安排|预计|达到|达|约|为|是|共|计|小计|计划|分别|预算数){1,10}$/;
/** (一), 1. and ① before a clause say where it stands. */
const ORDINAL =
  /^(?:[—–•·-]+|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．](?!\d)|[①-⑳])+/;
/** …主要原因是, …原因主要是: what follows is the reason, not the noun. */
const REASON = /^.*(?:原因(?:主要|一|二|三)?(?:是|为|在于|系)|主要是由于|主要由于|主要是因为|主要是|由于|因为)/;
/** 完成年初预算的, 占支出总额的: a share of something else, said of the noun before. */
const SHARE = /^(完成|占比|占|为(?=.*的$))(.*?)的?$/;
/** Nouns that say nothing without the one before, or the title of the paragraph. */
const GENERIC =
  /^(年初预算|预算|决算|预算支出|支出预算|支出决算|决算支出|决算数|预算数|年初预算数|收入决算|收入预算|全年预算|实际支出|支出|执行数|执行率|预算执行率|完成率|资金|金额)$/;
const MONEY = /(费|费用|经费|收入|支出|决算数?|预算数?|资金|金额|总额|拨款|结转|结余|投资)$/;
/** The name of a unit before the noun: 示例市示例局一般公共预算支出. */
const OWNER =
  /^(?!行政|事业|参公|附属|下属|所属|其他|上级|预算|二级|全部|各)[\u4e00-\u9fff()]{2,40}?(?:局|委员会|管委会|委|办公室|办|部门|部|厅|院|中心|学校|中学|小学|幼儿园|政府|站|所|队|馆|协会|联合会|单位|机关|街道|镇|乡|(?:区|县|市|省)的|(?:区|县|市|省|旗|州)本级)(?:部门|单位|机关|本级|汇总)*(?=(?:一般公共预算|财政拨款|政府性基金|国有资本|“?三公|(?:总|本年|年初)?(?:收入|支出|收支|预算|决算)|机关运行|政府采购|国内公务|公务|因公|固定资产|部门预算|部门决算|基本支出|项目支出))/;
const DELIMITER = /[，,。；;：:、（）()！!？?\n]/;

/** All statements of a paragraph. `section` is the heading over it. */
export function statementsIn(piece: Piece, section: string): FoundStatement[] {
  const text = piece.raw.includes('<') ? piece.text : piece.raw;
  const line = halfWidth(text);
  const found: FoundStatement[] = [];
  let lastClaim = topicOf(line, section);
  /** Claims before the brackets that are open: what follows a bracket is said of the noun before it. */
  const outside: string[] = [];
  let end = 0;
  let lastUnit = '';
  const lists = respectively(line);
  /** Claims before a list that says of each of them one figure. */
  let stated: string[] = [];
  for (const m of line.matchAll(FIGURE)) {
    const at = m.index ?? 0;
    const after = line.slice(at + m[0].length);
    if (/[\dA-Za-z.〔[第]$/.test(line.slice(0, at))) continue;
    const digits = (m[2] ?? '').replace(/[,\s]/g, '');
    const value = parseDecimal(digits);
    if (!value) continue;
    const unit = m[4] ?? '';
    // 1000.86万 is of money where nothing is counted in it.
    if (/^[万亿]$/.test(unit) && /^[\u4e00-\u9fff]/.test(after)) continue;
    const gap = line.slice(end, at);
    for (const bracket of gap.replace(/\([^()]*\)/g, '').match(/[()]/g) ?? []) {
      if (bracket === '(') outside.push(lastClaim);
      else lastClaim = outside.pop() ?? lastClaim;
    }
    lastClaim = unchanged(gap) ?? lastClaim;
    const clause = clauseBefore(gap);
    // 占年度预算22443万元的106.9%: the first figure is part of what the second is a share of.
    if (!/^的\s*\d[\d.,]*\s*%/.test(after)) end = at + m[0].length;
    // 单价100万元以上的设备, 7.5万元的标准: the figure describes a thing and states nothing of it.
    if (after.startsWith('的')) continue;
    const each = lists.get(at + (m[1]?.length ?? 0));
    if (each === null) lastClaim = '';
    if (each === null) continue;
    if (each?.at === 0) stated = found.slice(-each.of).map((one) => one.statement.claim);
    const either = EITHER.exec(clause);
    const words = either ? clause.slice(0, either.index) + either[1] : clause;
    const read = each ? { claim: each.claim ?? stated[each.at] ?? '', ...each } : readClause(words, unit === '%');
    const { year = yearBefore(gap), share } =
      'share' in read || 'year' in read ? read : { year: undefined, share: undefined };
    const direction = either && value.digits === 0n ? 'same' : read.direction;
    // 312批次,4228人次: two counts of one thing.
    const again = found.length > 0 && /^\s*[,，、]?\s*$/.test(gap.replace(/^.*\)/, '')) && unit !== lastUnit;
    lastUnit = unit;
    let noun = share === undefined ? wholeClaim(read.claim, lastClaim) : lastClaim.replace(/完成$/, '') + share;
    if (VERB.test(noun)) noun = /^[\u4e00-\u9fff()-]{2,30}(?=[,。;])/.exec(after)?.[0] ?? '';
    // Years of people's ages and the like are no statements: they need a noun, or a verb of amount, before them.
    const said =
      noun || (direction !== undefined || again || /^[\s“”"]*(累计|共计|合计|总计)$/.test(clause) ? lastClaim : '');
    if (!said || (share !== undefined && lastClaim === '')) continue;
    if (share === undefined && noun && !BEFORE.test(noun)) lastClaim = each ? '' : noun;
    const max = m[3] ? parseDecimal(m[3]) : null;
    const same = !direction && share === undefined && SAME.test(after);
    const statement: Statement = {
      section,
      claim: said,
      value: Number(digits) * (m[1] ? -1 : 1),
      ...(max && { max: Number(m[3]) }),
      ...(m[5] && { operator: m[5] === '以上' ? ('>=' as const) : m[5] === '左右' ? ('~' as const) : ('<=' as const) }),
      unit: unit === '百分点' ? '个百分点' : /^[万亿]$/.test(unit) && MONEY.test(said) ? `${unit}元` : unit,
      ...(direction && { direction }),
      ...(same && { direction: 'same' as const }),
      ...(year !== undefined && { year }),
    };
    const to = at + m[0].length;
    const origin =
      piece instanceof WrappedParagraph
        ? piece.originAt(at, to, m[0])
        : { ...piece.origin('printed', m[0]), span: [at, to] as [number, number] };
    found.push({ statement, origin });
  }
  // 均与上年持平 at the end says it of every amount before it that states no change of its own.
  if (/均(与|较|同)(上年|去年)[^。，,]{0,6}(持平|一致|相同)/.test(line)) {
    for (const { statement } of found) statement.direction ??= 'same';
  }
  return found;
}

/** 新增了605.99万元国债资金: the noun stands after the figure. */
const VERB = /^(新增|追加|安排|投入|下达|拨付|使用|支付)了?$/;
/** 增长(下降)0%: a form that nobody adapted; the figure alone tells which. */
const EITHER = /(增加|增长|上升|提高)\((减少|下降|降低)\)$/;
/** 上年…, said of the noun before to compare it. */
const BEFORE = /^上年/;

/** 2023年，基本支出5万元: the year stands before the clause. */
function yearBefore(gap: string): number | undefined {
  const m = /(?:^|[。;\n])\s*((?:19|20)\d\d)\s*年(?:度)?,[^,。;:]*$/.exec(gap);
  return m ? Number(m[1]) : undefined;
}

const UNCHANGED = new RegExp(`^(.{2,30}?)(?:比|较|与|同)(?:${YEAR}|预算)[^,]*?(?:无|持平|一致|相同|不变)`);

/** The noun of a clause that says only that something did not change: …费支出比预算无增减变化,比去年增加1万元. */
function unchanged(gap: string): string | undefined {
  let noun: string | undefined;
  for (const clause of gap.split(/[,。;:]/).slice(0, -1)) {
    const m = UNCHANGED.exec(clause.replace(/[\s“”"]/g, ''));
    const { claim } = readClause(m?.[1] ?? '', false);
    if (claim) noun = claim;
  }
  return noun;
}

/** What a paragraph is about before it says anything: (二)公务接待费。…, or the heading over it. */
function topicOf(line: string, section: string): string {
  const own = /^[^。:]{3,80}(?=[。:])/.exec(line.replace(/[\s“”"]/g, ''))?.[0] ?? '';
  const heading = section.split('/').pop() ?? '';
  for (const words of [own, halfWidth(heading).replace(/[\s“”"]/g, '')]) {
    const subject = innermost(words);
    if (subject !== words) return subject;
    const topic = words.replace(ORDINAL, '').replace(/(情况)?(说明)?$/, '');
    if (topic !== words && /^[^\d,;]{2,30}(费|费用|经费|支出|收入)$/.test(topic)) return topic;
  }
  return '';
}

/** 教育支出(类)普通教育(款)小学教育(项) is 小学教育. */
function innermost(words: string): string {
  return words.replace(/^.*\(款\)(.+?)\(项\)/, '$1');
}

/** 支出决算 after 公务接待费年初预算 is 公务接待费支出决算. */
function wholeClaim(claim: string, last: string): string {
  if (!GENERIC.test(claim)) return claim;
  const base = last.replace(/(?<=.{2})(支出)?(年初|全年)?(预算|决算)(支出|数)?$/, '');
  if (!(MONEY.test(base) || /运行$|事务$/.test(base)) || GENERIC.test(base)) return claim;
  return base.endsWith('支出') && claim.startsWith('支出') ? base + claim.slice(2) : base + claim;
}

/** The clause that ends a text: back to the last mark, over a bracket that belongs to its noun (因公出国(境)费). */
function clauseBefore(text: string): string {
  let from = text.length;
  for (;;) {
    while (from > 0 && !DELIMITER.test(text[from - 1] ?? '')) from--;
    if (text[from - 1] !== ')') break;
    const open = text.lastIndexOf('(', from - 2);
    if (open < 0 || from - open > 12) break;
    from = open;
  }
  return text.slice(from);
}

function readClause(
  clause: string,
  percent: boolean,
): {
  claim: string;
  direction?: 'up' | 'down';
  year?: number;
  /** 完成年初预算, 占支出总额: to be said of the claim before. */
  share?: string;
} {
  // 增值税 13,950 18,835 is a row of a table, not a clause.
  if (/\d[\d,.]*%?\s+[\d,.]+\s*%?\s/.test(`${clause} `)) return { claim: '' };
  let text = clause.replace(/[\s“”"]/g, '').replace(ORDINAL, '');
  const years = [...text.matchAll(/((?:19|20)\d\d)年(?:度|末|底|初)?/g)];
  // The year of 较2023年 is what is compared with, not what the figure is of.
  const own = years.find((y) => !/[较比与同和于]$/.test(text.slice(0, y.index)));
  const year = own ? Number(own[1]) : undefined;
  // 比上年累计支出433万元: the amount that is compared with.
  const before = /^(?:比|较|与)(上年|去年)(?:同期)?(?:累计|实际)?(支出|收入|决算|预算)?(?:数|额)?$/.exec(text);
  if (before) return { claim: `上年${before[2] ?? '数'}` };
  const than = /(?:之所以)?(高于|多于|超出|低于|少于|小于)(?:年初|上年|去年)?(?:预算|决算|执行)?数?$/.exec(text);
  if (than) text = `${text.slice(0, than.index)}比${/[低少小]/.test(than[1] ?? '') ? '减少' : '增加'}`;
  const change = CHANGE.exec(text);
  let direction: 'up' | 'down' | undefined;
  if (change && change[3] === undefined) {
    direction = UP.test(change[1] ?? change[2] ?? '') ? 'up' : 'down';
    text = text.slice(0, change.index);
  }
  text = text.replace(/((?:19|20)\d\d)年(?:度|末|底|初)?/g, '');
  const share = direction || !percent ? null : SHARE.exec(text.replace(/(约|为|达|达到|了)+$/, ''));
  const rest = (share?.[2] ?? '').replace(/的$/, '').replace(/\d[\d,.]*(亿|万)?元$/, '');
  if (share && text.length <= 30)
    return { claim: '', share: `${share[1]}${rest}`, ...(year !== undefined && { year }) };
  const reasoned = text.replace(REASON, '');
  if (/[\u4e00-\u9fff]{2,}/.test(reasoned)) text = reasoned;
  const bare = text
    .replace(TRIM_BEFORE, '')
    .replace(TRIM_BEFORE, '')
    .replace(OWNER, '')
    .replace(TRIM_BEFORE, '')
    .replace(/(共计|合计)(支出|收入)$/, '$2')
    .replace(/(支出|收入|收支)(总计|合计)(为|是|达)?$/, '$1$2|');
  text = (bare.endsWith('|') ? bare.slice(0, -1) : bare.replace(TRIM_AFTER, ''))
    .replace(/(相较于?|较|比)(上年|去年|上年度|预算)?$/, '')
    .replace(/^的/, '');
  text = innermost(text);
  if (direction && /(后|口径|其中)$/.test(text)) text = '';
  // 2022年预算安排2万元, under the title of what it is for.
  if (text === '') text = /^((?:年初|全年)?(?:预算|决算|支出|收入))(?:数|安排|共计|合计|为)*$/.exec(bare)?.[1] ?? '';
  const claim = /[\u4e00-\u9fff]{2,}/.test(text) && text.length <= 40 ? text : '';
  return { claim, ...(direction && { direction }), ...(year !== undefined && { year }) };
}
