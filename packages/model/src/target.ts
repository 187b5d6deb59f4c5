import { cleanText, comparable, halfWidth } from './text.ts';
import type { Operator, Target } from './types.ts';
import { canonicalUnit, unitAtStart, unitKindOf } from './units.ts';

/** What a target means, without where it stands. */
export type TargetMeaning = Pick<Target, 'operator' | 'value' | 'max' | 'unit' | 'text' | 'notAfter'>;

export interface TargetContext {
  /** Name of the indicator: a unit that only repeats it is no unit (`134行政村数量`, `≥90干部职工满意度`). */
  name?: string;
  /** Year of the sheet, for dates that print none (`12月底前`). */
  fiscalYear?: number;
}

const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;

/** Words before the figure that state how it binds. The longer ones first. */
const BEFORE: readonly [string, Operator][] = [
  ['大于或等于', '>='],
  ['大于等于', '>='],
  ['高于或等于', '>='],
  ['高于等于', '>='],
  ['不低于', '>='],
  ['不少于', '>='],
  ['不小于', '>='],
  ['不低過', '>='],
  ['至少', '>='],
  ['最少', '>='],
  ['最低', '>='],
  ['小于或等于', '<='],
  ['小于等于', '<='],
  ['低于或等于', '<='],
  ['低于等于', '<='],
  ['不超过', '<='],
  ['不高于', '<='],
  ['不多于', '<='],
  ['不大于', '<='],
  ['不得超过', '<='],
  ['最多', '<='],
  ['至多', '<='],
  ['最高', '<='],
  ['>=', '>='],
  ['=>', '>='],
  ['≥', '>='],
  ['≧', '>='],
  ['⩾', '>='],
  ['﹥=', '>='],
  ['<=', '<='],
  ['=<', '<='],
  ['≤', '<='],
  ['≦', '<='],
  ['⩽', '<='],
  ['大于', '>'],
  ['高于', '>'],
  ['超过', '>'],
  ['多于', '>'],
  ['>', '>'],
  ['小于', '<'],
  ['低于', '<'],
  ['少于', '<'],
  ['<', '<'],
  ['大约', '~'],
  ['约为', '~'],
  ['约', '~'],
  ['≈', '~'],
  ['等于', '='],
  ['==', '='],
  ['=', '='],
  ['＝', '='],
];
/** Words after figure and unit. */
const AFTER: readonly [string, Operator][] = [
  ['及以上', '>='],
  ['或以上', '>='],
  ['(含)以上', '>='],
  ['以上', '>='],
  ['起', '>='],
  ['及以下', '<='],
  ['或以下', '<='],
  ['(含)以下', '<='],
  ['以下', '<='],
  ['以内', '<='],
  ['之内', '<='],
  ['内', '<='],
  ['左右', '~'],
  ['上下', '~'],
];
/** Words that lead to a figure without saying anything of it; any other lead of this length is taken as the name of the thing. */
const LEAD = /^[^\d,，;；。、~÷×*/+]{0,14}$/;
/** Words that make a lead a judgement, so that the figure is only part of it. */
const JUDGEMENT = /(排名|位列|位居|前$|第$|名列|得分位|评为|成立|编号|文号)/;

/**
 * Reads one printed target. What is printed is read as printed (`≥90100` is >= 90100): whether it makes sense is a
 * rule's business. What is no figure is kept as `text`. Never throws.
 *
 * 大于等于 / 不低于 / 不少于 / 至少 / 以上 are `>=`; 不超过 / 以内 / 不高于 are `<=`; 约 / 左右 is `~`; a plain `100%`
 * or `28` is `=`; `2-10个` is a range; 百分比 as a unit is `%`, 人数 is 人.
 */
export function parseTarget(raw: string, context: TargetContext = {}): TargetMeaning {
  const shown = cleanText(raw);
  const s = halfWidth(shown)
    .replace(/\s/g, '')
    .replace(/[。;；]+$/, '');
  const qualitative: TargetMeaning = { operator: null, value: null, max: null, unit: null, text: shown };
  const notAfter = dateIn(s, context.fiscalYear);
  if (notAfter) return { ...qualitative, notAfter };
  if (s === '' || isYear(s)) return qualitative;
  return rangeIn(s, context) ?? singleIn(arabic(s), context) ?? qualitative;
}

/** A canonical writing: `parseTarget(printTarget(t))` is t again. */
export function printTarget(target: TargetMeaning): string {
  const { operator, value, max, unit, text } = target;
  if (operator === null || value === null) return text ?? '';
  const of = unit ?? '';
  const figure = plainNumber(value);
  if (operator === 'range') return `${figure}-${plainNumber(max ?? value)}${of}`;
  if (operator === '~') return `约${figure}${of}`;
  if (operator === '=') return `=${figure}${of}`;
  return `${{ '>=': '≥', '<=': '≤', '>': '>', '<': '<' }[operator]}${figure}${of}`;
}

/** Joins operator, figure and unit that stand in columns of their own into the raw target (`≥`, `2`, `场次` → `≥2场次`). */
export function joinTarget(operator: string, figure: string, unit: string): string {
  const f = cleanText(figure);
  const op = cleanText(operator);
  const of = cleanText(unit);
  const bound = op && !f.startsWith(op) ? op : '';
  // A figure with a unit of its own (28.8万元) is not measured again.
  const own = /\d\s*([^\d\s]+)$/.exec(f)?.[1];
  const measured =
    of && of !== '无' && (own === undefined || unitKindOf(own) === undefined) && !f.endsWith(of) && /\d/.test(f)
      ? of
      : '';
  return f === '' ? '' : `${bound}${f}${measured}`;
}

function plainNumber(value: number): string {
  const s = String(value);
  return s.includes('e') ? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 }) : s;
}

function numberIn(printed: string): number {
  return Number(printed.replace(/,/g, ''));
}

function isYear(s: string): boolean {
  return /^(19|20)\d\d年?(度|底|末|年度)?$/.test(s) && /年/.test(s);
}

const RANGE = new RegExp(
  String.raw`^(?<lead>[^\d]*?)(?<low>${NUMBER})(?<unitLow>[^\d~～\-–—至到]*)(?:~|～|-|–|—|－|至|到)(?<high>${NUMBER})(?<tail>[^\d]*)$`,
);

const BOUNDED = new RegExp(
  String.raw`^(?:≥|>=|>|大于等于|不低于|不少于)(${NUMBER})([^\d≤<,且]*)[,，且]?(?:≤|<=|<|小于等于|不超过|不高于)(${NUMBER})([^\d]*)$`,
);

function rangeIn(s: string, context: TargetContext): TargetMeaning | null {
  const bounded = BOUNDED.exec(s);
  const m = RANGE.exec(s)?.groups;
  if (!m && !bounded) return null;
  const low = numberIn(bounded?.[1] ?? m?.low ?? '');
  const high = numberIn(bounded?.[3] ?? m?.high ?? '');
  const first = bounded?.[2] ?? m?.unitLow ?? '';
  const last = bounded?.[4] ?? m?.tail ?? '';
  if (!bounded) {
    const lead = m?.lead ?? '';
    if (!LEAD.test(lead) || JUDGEMENT.test(lead) || (lead && operatorBefore(lead).operator && !/约$/.test(lead)))
      return null;
    // 2024-2025年 and 2018—2022年 are periods, not quantities.
    if (/^(年|届)/.test(last) && low >= 1900 && high >= 1900) return null;
    if (/^(月|日|号)/.test(last)) return null;
  }
  // Also where a row of digits is so long that it is no number.
  if (high < low || !Number.isFinite(high)) return null;
  const unitLow = unitOf(first, context);
  const unitHigh = unitOf(last, context);
  if (unitLow === undefined || unitHigh === undefined) return null;
  return { operator: 'range', value: low, max: high, unit: unitHigh ?? unitLow, text: null };
}

const FIGURE = new RegExp(NUMBER);

function singleIn(s: string, context: TargetContext): TargetMeaning | null {
  const at = FIGURE.exec(s);
  if (!at || !Number.isFinite(numberIn(at[0]))) return null;
  const lead = s.slice(0, at.index);
  let tail = s.slice(at.index + at[0].length);
  const { operator: before, rest } = operatorBefore(lead);
  if (!LEAD.test(rest) || JUDGEMENT.test(rest)) return null;
  if (/^[:/／.第]/.test(tail) && !/^\/[\u4e00-\u9fffA-Za-z]/.test(tail)) return null;
  // 2024年… is a year, 3月 and 1号 are dates, 5G and 2.0版 are names.
  if (/^年/.test(tail) && numberIn(at[0]) >= 1900 && numberIn(at[0]) < 2100) return null;
  if (/\d/.test(tail.replace(/[（(][^()（）]*[)）]/g, ''))) return null;
  let after: Operator | null = null;
  // 0起, 3起: 起 is a unit here, and no "from … on".
  for (const [word, operator] of unitAtStart(tail)?.length === tail.length ? [] : AFTER) {
    const found = tail.indexOf(word);
    if (
      found >= 0 &&
      unitOf(tail.slice(0, found), context) !== undefined &&
      trailing(tail.slice(found + word.length), before !== null)
    ) {
      after = operator;
      tail = tail.slice(0, found);
      break;
    }
  }
  const unit = unitOf(tail, context, before !== null || after !== null, rest === '');
  if (unit === undefined) return null;
  return { operator: after ?? before ?? '=', value: numberIn(at[0]), max: null, unit, text: null };
}

/** Whether what follows 以上 or 以内 leaves the figure the whole of the target. */
function trailing(words: string, bound: boolean): boolean {
  return (
    words === '' ||
    (/^[\u4e00-\u9fff()]{1,9}$/.test(words) &&
      (bound || /^(的|有|完成|办结|办理|反馈|响应|到|达|发放|支付|处理)/.test(words)))
  );
}

/** The operator that ends a lead, and what stands before it. */
function operatorBefore(lead: string): { operator: Operator | null; rest: string } {
  for (const [word, operator] of BEFORE) {
    const at = lead.lastIndexOf(word);
    if (at < 0) continue;
    const between = lead.slice(at + word.length);
    // 每年至少完成一项: a short verb may stand between the word and the figure, but not between a sign and the figure.
    if (between === '' || (/[\u4e00-\u9fff]$/.test(word) && /^[\u4e00-\u9fff]{1,4}$/.test(between))) {
      return { operator, rest: lead.slice(0, at) };
    }
  }
  return { operator: null, rest: lead };
}

/**
 * The unit that the words after a figure name: null for none (nothing printed, or only the indicator's name again),
 * undefined where the words are more than a unit, so that the figure is not the whole of the target.
 */
function unitOf(tail: string, context: TargetContext, bound = false, alone = true): string | null | undefined {
  const words = tail.replace(/[（(](?:含|不含)[)）]/g, '');
  if (words === '') return null;
  const known = unitAtStart(words);
  if (known && known.length === words.length) return known.unit;
  if (repeatsName(words, context.name)) return null;
  if (known) {
    const rest = words.slice(known.length);
    // 4名指导员, 1份工作调研报告: the thing counted, named after its unit.
    if (/^[\u4e00-\u9fff()“”"]{1,12}$/.test(rest) && unitKindOf(known.unit) !== 'ratio') return known.unit;
    return undefined;
  }
  if ((alone && /^[\u4e00-\u9fffA-Za-z/()²³]{1,4}$/.test(words)) || (bound && /^[^\d,，;；。、]{1,8}$/.test(words))) {
    return canonicalUnit(words);
  }
  return undefined;
}

function repeatsName(words: string, name: string | undefined): boolean {
  if (!name) return false;
  const a = comparable(words);
  const b = comparable(name);
  return a.length > 1 && (a === b || b.includes(a) || a.includes(b));
}

const CHINESE_DIGIT: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** 至少一次 → 至少1次: Chinese numerals count only before a known unit and with a word that bounds them, or alone with it. */
function arabic(s: string): string {
  if (/\d/.test(s)) return s;
  const m = /[零〇一二两三四五六七八九十百千]+/.exec(s);
  if (!m) return s;
  const tail = s.slice(m.index + m[0].length);
  const unit = unitAtStart(tail);
  if (!unit) return s;
  const lead = s.slice(0, m.index);
  const whole = lead === '' && unit.length === tail.length;
  const bound = operatorBefore(lead).operator !== null || AFTER.some(([word]) => tail.startsWith(word, unit.length));
  const value = chineseNumber(m[0]);
  return value !== null && (whole || bound) ? `${lead}${value}${tail}` : s;
}

/** 十二 → 12, 一百零五 → 105; null where it is no number. */
function chineseNumber(s: string): number | null {
  let total = 0;
  let digit: number | null = null;
  for (const c of s) {
    const scale = { 十: 10, 百: 100, 千: 1000 }[c];
    if (scale) {
      total += (digit ?? 1) * scale;
      digit = null;
    } else {
      const d = CHINESE_DIGIT[c];
      if (d === undefined || (digit !== null && digit !== 0)) return null;
      digit = d;
    }
  }
  return total + (digit ?? 0);
}

const DATE =
  /^[^\d]{0,8}?(?:((?:19|20)\d\d)[年./-])?(\d{1,2})[月./-](?:(\d{1,2})[日号]?|(底|末|初|中旬|上旬|下旬))?(?:[之以]?前|[之以]?内|底前|前完成|完成|前发放到位|前到位)?[\u4e00-\u9fff]{0,6}$/;
const YEAR_END = /^[^\d]{0,8}?((?:19|20)\d\d)年(?:度)?(底|末)(?:[之以]?前)?[\u4e00-\u9fff]{0,6}$/;

/** The last day that a date target allows (2024年12月31日前, 12月底前, 2024年底), as an ISO date. */
function dateIn(s: string, fiscalYear: number | undefined): string | undefined {
  const end = YEAR_END.exec(s);
  if (end) return `${end[1]}-12-31`;
  const m = DATE.exec(s);
  if (!m) return undefined;
  const [, printedYear, printedMonth = '', printedDay, part] = m;
  // Without a year or the word 月, 3.15 and 10-20 are figures.
  if (!printedYear && !/月/.test(s)) return undefined;
  const year = printedYear ? Number(printedYear) : fiscalYear;
  const month = Number(printedMonth);
  if (!year || month < 1 || month > 12) return undefined;
  if (!printedDay && !part && !/月(?:[之以]?前|完成)/.test(s)) return undefined;
  const last = daysIn(year, month);
  const day = printedDay ? Number(printedDay) : part === '初' || part === '上旬' ? 10 : part === '中旬' ? 20 : last;
  if (day < 1 || day > last) return undefined;
  if (printedDay || part) return isoDate(year, month, day);
  // 6月前 ends with May.
  return month === 1 ? isoDate(year - 1, 12, 31) : isoDate(year, month - 1, daysIn(year, month - 1));
}

function isoDate(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
