import type { Origin, Statement } from '@jizhun/model';
import { halfWidth, parseDecimal } from '@jizhun/model';
import type { Piece } from '../source/document.ts';

/**
 * Figures that prose states: amounts, counts and percentages with what they are said of, whether they are a change, and
 * of which year. `claim` is the noun before the figure; a clause without one (较2023年预算增加1379.02万元) says it of the
 * one before.
 */

export interface FoundStatement {
  statement: Statement;
  origin: Origin;
}

const UNITS = '万元|亿元|元|个百分点|百分点|%|人次|人|名|辆|台|套|个|家|平方米|次|批次|批|户|项|亩';
const FIGURE = new RegExp(
  String.raw`(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s*[-—－~～至]\s*(\d+(?:\.\d+)?))?\s*(${UNITS})(以上|以下|以内|左右)?`,
  'g',
);
const UP = /(增加|增长|上升|提高|上涨|多)/;
const DOWN = /(减少|下降|降低|压减|减)/;
/** Words round the noun that do not name it. */
const TRIM_BEFORE =
  /^(其中|包括|主要为|主要是|主要包括|反映|和|及|以及|与|或|另有|另|共|截至|我部门|我单位|本部门|本单位|全年|年度|当年|预计|按|为|是|比|较|由于|因)+[:：,，]?/;
const TRIM_AFTER =
  /(预算安排|共计安排|安排预算|共计|合计|总计|安排|预计|达到|达|约|为|是|共|计|小计|支出为|计划|分别|预算数)+$/;
const DELIMITER = /[，,。；;：:、（）()！!？?\n]/;

/** All statements of a paragraph. `section` is the heading over it. */
export function statementsIn(piece: Piece, section: string): FoundStatement[] {
  const text = piece.raw.includes('<') ? piece.text : piece.raw;
  const line = halfWidth(text);
  const found: FoundStatement[] = [];
  let lastClaim = '';
  for (const m of line.matchAll(FIGURE)) {
    const at = m.index ?? 0;
    if (/[\dA-Za-z.〔[]$/.test(line.slice(0, at))) continue;
    const value = parseDecimal(m[1] ?? '');
    if (!value) continue;
    const clause = clauseBefore(line, at);
    const unit = m[3] === '百分点' ? '个百分点' : (m[3] ?? '');
    // “20万元以上的设备” and years of people's ages are no statements: they need a noun or a verb of amount before them.
    const { claim, direction, year } = readClause(clause);
    const noun = claim || (direction ? lastClaim : '');
    if (!noun) continue;
    if (!direction || claim) lastClaim = claim || lastClaim;
    const max = m[2] ? parseDecimal(m[2]) : null;
    const same =
      !direction &&
      /^[^。；;]{0,12}?(与上年|较上年|同上年|和上年)[^。；;，,]{0,6}(持平|一致|相同)/.test(
        line.slice(at + m[0].length),
      );
    const statement: Statement = {
      section,
      claim: noun,
      value: Number(m[1]?.replace(/,/g, '')),
      ...(max && { max: Number(m[2]) }),
      ...(m[4] && { operator: m[4] === '以上' ? ('>=' as const) : m[4] === '左右' ? ('~' as const) : ('<=' as const) }),
      unit,
      ...(direction && { direction }),
      ...(same && { direction: 'same' as const }),
      ...(year !== undefined && { year }),
    };
    found.push({ statement, origin: { ...piece.origin('printed', m[0]), span: [at, at + m[0].length] } });
  }
  return found;
}

/** The clause that leads to a figure: back to the last mark, over a bracket that closed before it. */
function clauseBefore(line: string, at: number): string {
  let from = at;
  while (from > 0 && !DELIMITER.test(line[from - 1] ?? '')) from--;
  const clause = line.slice(from, at);
  // 因公出国(境)费0.00万元, 公务用车购置费(…)3万元: the bracket belongs to the noun.
  if (/^[)）]/.test(line.slice(from - 1, from)) && from > 1) {
    const open = Math.max(line.lastIndexOf('(', from - 2), line.lastIndexOf('（', from - 2));
    if (open >= 0 && from - open <= 12) return clauseBefore(line, open) + line.slice(open, at);
  }
  return clause;
}

function readClause(clause: string): { claim: string; direction?: 'up' | 'down'; year?: number } {
  let text = clause.replace(/[\s“”"]/g, '');
  const years = [...text.matchAll(/((?:19|20)\d\d)年(?:度|末|底|初)?/g)];
  // The year of 较2023年 is what is compared with, not what the figure is of.
  const own = years.find((y) => !/[较比]$/.test(text.slice(0, y.index)));
  const year = own ? Number(own[1]) : undefined;
  const change =
    /(较|比|同比|与)?((?:19|20)\d\d年(?:度)?|上一?年度?|去年|上年)?[^\d]{0,8}?(增加|增长|上升|提高|上涨|减少|下降|降低|压减)了?(约|到|至)?$/.exec(
      text,
    );
  let direction: 'up' | 'down' | undefined;
  if (change && !/(到|至)$/.test(change[0])) {
    direction = UP.test(change[3] ?? '') ? 'up' : DOWN.test(change[3] ?? '') ? 'down' : undefined;
    const before = text.slice(0, change.index);
    const within = change[0]
      .replace(/(较|比|同比|与)?((?:19|20)\d\d年(?:度)?|上一?年度?|去年|上年)?(预算|决算|执行数|预算数|相比)?/, '')
      .replace(/(增加|增长|上升|提高|上涨|减少|下降|降低|压减)了?约?$/, '');
    text = before || (/[较比]/.test(change[0]) ? '' : within);
  }
  text = text
    .replace(/((?:19|20)\d\d)年(?:度|末|底|初)?/g, '')
    .replace(TRIM_BEFORE, '')
    .replace(TRIM_BEFORE, '');
  text = text
    .replace(TRIM_AFTER, '')
    .replace(/(较|比)(上年|去年|上年度|预算)?$/, '')
    .replace(/^的/, '');
  const claim = /[\u4e00-\u9fff]{2,}/.test(text) && text.length <= 40 ? text : '';
  return { claim, ...(direction && { direction }), ...(year !== undefined && { year }) };
}
