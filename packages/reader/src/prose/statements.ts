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
const UP = /(增加|增长|上升|提高|上涨)/;
/** Words round the noun that do not name it. */
const TRIM_BEFORE =
  /^(其中|主要由于|主要为|主要是|主要包括|由于|包括|反映|以及|和|及|与|或|另有|另|共|截至|我部门共有|本部门共有|本单位共有|共有|我部门|我单位|本部门|本单位|全年|年度|当年|预计)+[:：,，]?/;
const TRIM_AFTER =
  /(预算安排|共计安排|安排预算|共计|合计|总计|安排|预计|达到|达|约|为|是|共|计|小计|支出为|计划|分别|预算数)+$/;
const DELIMITER = /[，,。；;：:、（）()！!？?\n]/;

/** All statements of a paragraph. `section` is the heading over it. */
export function statementsIn(piece: Piece, section: string): FoundStatement[] {
  const text = piece.raw.includes('<') ? piece.text : piece.raw;
  const line = halfWidth(text);
  const found: FoundStatement[] = [];
  let lastClaim = '';
  let end = 0;
  for (const m of line.matchAll(FIGURE)) {
    const at = m.index ?? 0;
    if (/[\dA-Za-z.〔[]$/.test(line.slice(0, at))) continue;
    const value = parseDecimal(m[1] ?? '');
    if (!value) continue;
    const clause = clauseBefore(line.slice(end, at));
    end = at + m[0].length;
    const unit = m[3] === '百分点' ? '个百分点' : (m[3] ?? '');
    // “20万元以上的设备” and years of people's ages are no statements: they need a noun or a verb of amount before them.
    // 单价100万元以上的设备, 7.5万元的标准: the figure describes a thing and states nothing of it.
    if (line.startsWith('的', at + m[0].length)) continue;
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
  // 均与上年持平 at the end says it of every amount before it that states no change of its own.
  if (/均(与|较|同)(上年|去年)[^。，,]{0,6}(持平|一致|相同)/.test(line)) {
    for (const { statement } of found) statement.direction ??= 'same';
  }
  return found;
}

/** The clause that ends a text: back to the last mark, over a bracket that belongs to its noun (因公出国(境)费). */
function clauseBefore(text: string): string {
  let from = text.length;
  while (from > 0 && !DELIMITER.test(text[from - 1] ?? '')) from--;
  if (text[from - 1] === ')') {
    const open = text.lastIndexOf('(', from - 2);
    if (open >= 0 && from - open <= 12) return clauseBefore(text.slice(0, open)) + text.slice(open);
  }
  return text.slice(from);
}

function readClause(clause: string): { claim: string; direction?: 'up' | 'down'; year?: number } {
  let text = clause.replace(/[\s“”"]/g, '');
  const years = [...text.matchAll(/((?:19|20)\d\d)年(?:度|末|底|初)?/g)];
  // The year of 较2023年 is what is compared with, not what the figure is of.
  const own = years.find((y) => !/[较比]$/.test(text.slice(0, y.index)));
  const year = own ? Number(own[1]) : undefined;
  // 较2023年预算增加, 较上年度增加, 增长: the comparison, where one is made, belongs to the verb and not to the noun.
  const change =
    /(?:(?:较|比|同比|与)(?:(?:19|20)\d\d年(?:度)?|上一?年度?|去年)?[^\d，,。]{0,8}?)?(增加|增长|上升|提高|上涨|减少|下降|降低|压减)了?(约|到|至)?$/.exec(
      text,
    );
  let direction: 'up' | 'down' | undefined;
  if (change && change[2] !== '到' && change[2] !== '至') {
    direction = UP.test(change[1] ?? '') ? 'up' : 'down';
    text = text.slice(0, change.index);
  }
  text = text
    .replace(/((?:19|20)\d\d)年(?:度|末|底|初)?/g, '')
    .replace(TRIM_BEFORE, '')
    .replace(TRIM_BEFORE, '')
    .replace(TRIM_AFTER, '')
    .replace(/(较|比)(上年|去年|上年度|预算)?$/, '')
    .replace(/^的/, '');
  const claim = /[\u4e00-\u9fff]{2,}/.test(text) && text.length <= 40 ? text : '';
  return { claim, ...(direction && { direction }), ...(year !== undefined && { year }) };
}
