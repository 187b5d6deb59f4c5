/** Shows a stored number as a person sees it in its cell. */
export type NumberFormat = (value: number) => string;

/** Built-in formats by id, as a Chinese Excel or WPS shows them (ids 14, 22, 27–36 and 50–58 depend on the language). */
const builtIn: Readonly<Record<number, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"¥"#,##0;"¥"-#,##0',
  6: '"¥"#,##0;"¥"-#,##0',
  7: '"¥"#,##0.00;"¥"-#,##0.00',
  8: '"¥"#,##0.00;"¥"-#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm/d/yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0;-#,##0',
  38: '#,##0;-#,##0',
  39: '#,##0.00;-#,##0.00',
  40: '#,##0.00;-#,##0.00',
  41: '#,##0;-#,##0;"-"',
  42: '"¥"#,##0;"¥"-#,##0;"¥""-"',
  43: '#,##0.00;-#,##0.00;"-"',
  44: '"¥"#,##0.00;"¥"-#,##0.00;"¥""-"',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

export function builtInFormat(id: number): string {
  return builtIn[id] ?? 'General';
}

/**
 * A number without the noise of binary arithmetic: the 15 significant digits that Excel keeps, no trailing zeros
 * (715.0700000000001 → 715.07), an exponent only where the digits would say less.
 */
export function general(value: number): string {
  if (!Number.isFinite(value)) return '';
  const rounded = Number(value.toPrecision(15));
  if (Number.isInteger(rounded) && Math.abs(rounded) < 1e21) return String(rounded === 0 ? 0 : rounded);
  const size = Math.abs(rounded);
  if (size >= 1e21 || size < 1e-9)
    return rounded
      .toExponential()
      .toUpperCase()
      .replace(/E([+-])(\d)$/, 'E$10$2');
  if (size >= 1e-6) return String(rounded);
  return trimZeros(rounded.toFixed(20).slice(0, 24));
}

/** Excel accepts no longer ones. */
const LONGEST_CODE = 255;

/** The format that `code` describes; `date1904`: the workbook counts days from 1904. Never throws. */
export function compileFormat(code: string, date1904: boolean): NumberFormat {
  if (code.length > LONGEST_CODE || code === '' || /^general$/i.test(code) || code === '@') return general;
  const sections = splitSections(code).map((section) => compileSection(section, date1904));
  return (value) => {
    if (!Number.isFinite(value)) return '';
    const chosen = choose(sections, value);
    return chosen ? chosen.show(value) : general(value);
  };
}

interface Section {
  /** Condition such as `[>=100]`; undefined: by position. */
  accepts?: (value: number) => boolean;
  show(value: number): string;
}

function choose(sections: readonly Section[], value: number): Section | undefined {
  const numeric = sections.slice(0, 3);
  if (numeric.some((section) => section.accepts)) {
    return (
      numeric.find((section) => section.accepts?.(value)) ??
      numeric.findLast((section) => !section.accepts) ??
      numeric.at(-1)
    );
  }
  const [positive, negative, zero] = numeric;
  if (value < 0 && negative) return { show: (number) => negative.show(-number) };
  if (value === 0 && zero) return zero;
  return positive;
}

/** Splits at semicolons that are neither quoted nor escaped. */
function splitSections(code: string): string[] {
  const sections = [''];
  for (let at = 0; at < code.length; at++) {
    const sign = code[at] as string;
    const last = sections.length - 1;
    if (sign === ';') sections.push('');
    else if (sign === '\\' || sign === '!' || sign === '_' || sign === '*') sections[last] += sign + (code[++at] ?? '');
    else if (sign === '"' || sign === '[') {
      const end = code.indexOf(sign === '"' ? '"' : ']', at + 1);
      const stop = end < 0 ? code.length : end + 1;
      sections[last] += code.slice(at, stop);
      at = stop - 1;
    } else sections[last] += sign;
  }
  return sections;
}

type Piece = { literal: string } | { date: string } | { number: string } | { general: true };

/** The smallest parts of a format's section, in the order in which they are tried. */
const grammar: readonly [RegExp, (match: RegExpExecArray) => Piece | { accepts: (value: number) => boolean }][] = [
  [/"([^"]*)"?/y, (match) => ({ literal: match[1] as string })],
  [/[\\!](.?)/suy, (match) => ({ literal: match[1] as string })],
  [/_.?/suy, () => ({ literal: ' ' })],
  [/\*.?/suy, () => ({ literal: '' })],
  [/\[(?:h+|m+|s+)\]/iy, (match) => ({ date: match[0].toLowerCase() })],
  [/\[(<=|>=|<>|=|<|>)\s*(-?[\d.]+)\]/y, (match) => ({ accepts: condition(match[1] as string, Number(match[2])) })],
  [/\[\$([^\]-]*)[^\]]*\]/y, (match) => ({ literal: match[1] as string })],
  [/\[[^\]]*\]?/y, () => ({ literal: '' })],
  [/general/iy, () => ({ general: true })],
  [/上午\/下午|am\/pm|a\/p/iy, (match) => ({ date: match[0].toLowerCase() })],
  [/y+|m+|d+|h+|s+|a{3,4}/iy, (match) => ({ date: match[0].toLowerCase() })],
  [/[0#?][0#?,]*|\.[0#?,]*|%|e[+-][0#?]+|@|\/[0#?\d]+/iy, (match) => ({ number: match[0] })],
  [/[\s\S]/uy, (match) => ({ literal: match[0] })],
];

function compileSection(source: string, date1904: boolean): Section {
  const pieces: Piece[] = [];
  let accepts: Section['accepts'];
  for (let at = 0; at < source.length; ) {
    let length = 1;
    for (const [pattern, make] of grammar) {
      pattern.lastIndex = at;
      const match = pattern.exec(source);
      if (!match) continue;
      const piece = make(match);
      if ('accepts' in piece) accepts = piece.accepts;
      else pieces.push(piece);
      length = match[0].length;
      break;
    }
    at += length;
  }
  const dates = pieces.some((piece) => 'date' in piece);
  const show = pieces.some((piece) => 'general' in piece)
    ? (value: number) =>
        pieces.map((piece) => ('literal' in piece ? piece.literal : 'general' in piece ? general(value) : '')).join('')
    : dates
      ? (value: number) => showDate(pieces, value, date1904)
      : compileNumber(pieces);
  return accepts ? { accepts, show } : { show };
}

function condition(operator: string, limit: number): (value: number) => boolean {
  switch (operator) {
    case '<':
      return (value) => value < limit;
    case '<=':
      return (value) => value <= limit;
    case '>':
      return (value) => value > limit;
    case '>=':
      return (value) => value >= limit;
    case '<>':
      return (value) => value !== limit;
    default:
      return (value) => value === limit;
  }
}

/** Shows the digits of a number in the places of `0`, `#` and `?`, with literals where the format has them. */
function compileNumber(pieces: readonly Piece[]): NumberFormat {
  const signs = pieces.map((piece) => ('number' in piece ? piece.number : ''));
  const all = signs.join('');
  if (!/[0#?]/.test(all)) {
    const shown = pieces.map((piece) => ('literal' in piece ? piece.literal : piece));
    return (value) =>
      shown.map((piece) => (typeof piece === 'string' ? piece : isText(piece) ? general(value) : '')).join('');
  }
  if (all.includes('/')) return general;
  const exponent = all.match(/e([+-])([0#?]+)/i);
  const plan = planDigits(signs);
  const shift = 2 * (all.split('%').length - 1) - 3 * plan.thousands;

  return (value) => {
    const fixed = exponent
      ? (value === 0 ? 0 : Math.abs(value)).toExponential(plan.fraction.length).split('e')
      : roundDecimal(value, shift, plan.fraction.length).split('.');
    const power = exponent ? fixed[1] : undefined;
    const [integer = '0', decimals = ''] = exponent ? (fixed[0] as string).split('.') : fixed;
    const kept = decimals.replace(/0+$/, '').padEnd(plan.leastFraction, '0');
    const whole = integer.replace(/^0+/, '').padStart(plan.leastWhole, '0');
    const wholes = spread(whole, plan.wholes, plan.grouped);
    let text = '';
    pieces.forEach((piece, index) => {
      if ('literal' in piece) text += piece.literal;
      else if (isText(piece)) text += general(value);
      else if ('number' in piece) {
        if (piece.number === '%') text += '%';
        else if (/^e/i.test(piece.number)) text += showPower(power ?? '0', exponent?.[1] === '+', exponent?.[2] ?? '0');
        else if (index === plan.dot) text += plan.leastFraction > 0 || kept !== '' ? `.${kept}` : '';
        else text += wholes.get(index) ?? '';
      }
    });
    // A lone section shows the sign itself; what rounds to zero has none.
    return value < 0 && /[1-9]/.test(whole + kept) ? `-${text}` : text;
  };
}

const isText = (piece: Piece): boolean => 'number' in piece && piece.number === '@';

interface DigitPlan {
  /** Pieces with places before the decimal point: index and number of places. */
  wholes: [index: number, places: number][];
  leastWhole: number;
  /** Index of the piece with the decimal point. */
  dot: number | undefined;
  fraction: string;
  leastFraction: number;
  grouped: boolean;
  /** Commas at the end of the places: each divides by a thousand. */
  thousands: number;
}

function planDigits(signs: readonly string[]): DigitPlan {
  const dot = signs.findIndex((sign) => sign.startsWith('.'));
  const wholes: [number, number][] = [];
  let whole = '';
  let fraction = '';
  signs.forEach((sign, index) => {
    if (!/^[.0#?]/.test(sign)) return;
    if (dot < 0 || index < dot) {
      wholes.push([index, sign.replaceAll(',', '').length]);
      whole += sign;
    } else fraction += sign;
  });
  const places = fraction.replace(/[.,]/g, '');
  return {
    wholes,
    leastWhole: whole.replace(/[^0]/g, '').length,
    dot: dot < 0 ? undefined : dot,
    fraction: places,
    leastFraction: places.lastIndexOf('0') + 1,
    grouped: /[0#?],+[0#?]/.test(whole),
    thousands: (/,+$/.exec(whole)?.[0].length ?? 0) + (/,+$/.exec(fraction)?.[0].length ?? 0),
  };
}

/** The digits of each piece: the last ones in the last, all that is left in the first (`0\.0,` → `1234.6`). */
function spread(digits: string, wholes: DigitPlan['wholes'], grouped: boolean): Map<number, string> {
  const spreads = new Map<number, string>();
  let left = digits;
  for (const [index, places] of wholes.slice(1).reverse()) {
    spreads.set(index, left.slice(-places));
    left = left.slice(0, -places);
  }
  const first = wholes[0];
  if (first) spreads.set(first[0], grouped ? left.replace(/\B(?=(\d{3})+$)/g, ',') : left);
  return spreads;
}

function showPower(power: string, signed: boolean, places: string): string {
  const size = String(Math.abs(Number(power))).padStart(places.length, '0');
  return `E${Number(power) < 0 ? '-' : signed ? '+' : ''}${size}`;
}

/** `|value| × 10^shift` rounded half up to `places`, from the 15 digits that Excel keeps, in plain decimal notation. */
function roundDecimal(value: number, shift: number, places: number): string {
  const [mantissa, power] = Math.abs(value).toExponential(14).split('e') as [string, string];
  const digits = mantissa.replace('.', '');
  // The decimal point stands after `point` digits.
  const point = Number(power) + 1 + shift;
  const keep = point + places;
  let kept: bigint;
  if (keep < 0) kept = 0n;
  else if (keep >= digits.length) kept = BigInt(digits.padEnd(Math.min(keep, 400), '0'));
  else {
    kept = BigInt(digits.slice(0, keep) || '0');
    if (digits.charCodeAt(keep) >= 53) kept += 1n;
  }
  const text = kept.toString().padStart(places + 1, '0');
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
}

function trimZeros(text: string): string {
  return text.replace(/\.?0+$/, '');
}

const weekdays = ['日', '一', '二', '三', '四', '五', '六'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const englishDays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

interface Moment {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
  second: number;
  fraction: number;
  /** Seconds since day 0, for `[h]`. */
  total: number;
}

/** Day `serial` of the workbook; Excel's day 60 of the 1900 system, 29 February 1900, never was but is shown. */
function momentOf(serial: number, date1904: boolean, places: number): Moment {
  const scale = 10 ** places;
  const total = Math.round(serial * 86400 * scale) / scale;
  const days = Math.floor(total / 86400);
  const left = total - days * 86400;
  const clock = {
    hour: Math.floor(left / 3600),
    minute: Math.floor(left / 60) % 60,
    second: Math.floor(left) % 60,
    fraction: left - Math.floor(left),
    total,
  };
  if (!date1904 && days === 60) return { year: 1900, month: 2, day: 29, weekday: 3, ...clock };
  if (!date1904 && days === 0) return { year: 1900, month: 1, day: 0, weekday: 6, ...clock };
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const date = new Date(epoch + days * 86_400_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    ...clock,
  };
}

function showDate(pieces: readonly Piece[], value: number, date1904: boolean): string {
  // Excel shows a row of # for what is no date; the number says more.
  if (value < 0 || value >= 2_958_466) return general(value);
  const seconds = pieces.findIndex((piece) => 'date' in piece && /s/.test(piece.date));
  const after = pieces[seconds + 1];
  const places =
    seconds >= 0 && after && 'number' in after && after.number.startsWith('.') ? after.number.length - 1 : 0;
  const moment = momentOf(value, date1904, places);
  const half = pieces.some((piece) => 'date' in piece && /[上a]\S*\/|a\/p/.test(piece.date));
  let text = '';
  let minutesNext = false;
  pieces.forEach((piece, index) => {
    if ('literal' in piece) text += piece.literal;
    else if ('number' in piece) {
      if (index === seconds + 1 && places > 0) text += moment.fraction.toFixed(places).slice(1);
      else if (piece.number.startsWith('/')) text += piece.number;
      else if (piece.number === '@' || piece.number === '.') text += piece.number === '.' ? '.' : '';
    } else if ('date' in piece) {
      const next = pieces.slice(index + 1).find((other) => 'date' in other);
      const beforeSeconds = next !== undefined && 'date' in next && next.date.startsWith('s');
      text += showField(piece.date, moment, half, minutesNext || beforeSeconds);
      minutesNext = /^\[?h/.test(piece.date);
    }
  });
  return text;
}

function showField(field: string, moment: Moment, half: boolean, minutes: boolean): string {
  const pad = (value: number): string => String(value).padStart(Math.min(field.length, 2), '0');
  if (field.startsWith('[')) {
    const unit = field[1] === 'h' ? 3600 : field[1] === 'm' ? 60 : 1;
    return String(Math.floor(moment.total / unit)).padStart(field.length - 2, '0');
  }
  if (field === '上午/下午') return moment.hour < 12 ? '上午' : '下午';
  if (field === 'am/pm') return moment.hour < 12 ? 'AM' : 'PM';
  if (field === 'a/p') return moment.hour < 12 ? 'A' : 'P';
  switch (field[0]) {
    case 'y':
      return field.length <= 2 ? String(moment.year % 100).padStart(2, '0') : String(moment.year).padStart(4, '0');
    case 'm':
      if (minutes && field.length <= 2) return pad(moment.minute);
      if (field.length === 3) return months[moment.month - 1] as string;
      if (field.length > 3)
        return new Date(Date.UTC(2000, moment.month - 1, 1)).toLocaleString('en', { month: 'long', timeZone: 'UTC' });
      return pad(moment.month);
    case 'd':
      if (field.length === 3) return (englishDays[moment.weekday] as string).slice(0, 3);
      return field.length > 3 ? (englishDays[moment.weekday] as string) : pad(moment.day);
    case 'h':
      return pad(half ? moment.hour % 12 || 12 : moment.hour);
    case 's':
      return pad(moment.second);
    default:
      return `${field.length > 3 ? '星期' : ''}${weekdays[moment.weekday]}`;
  }
}
