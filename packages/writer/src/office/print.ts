import {
  cleanText,
  decimalOf,
  fromFen,
  groupDigits,
  joinTarget,
  type MoneyUnit,
  parseDecimal,
  parseTarget,
  printDecimal,
  printTarget,
  rescale,
  type Target,
  toFen,
  unitAtStart,
} from '@jizhun/model';

/** How a value is put into the words of a cell: the new words of the whole cell, or why it cannot be, in Chinese. */
export type Printed = { ok: true; text: string } | { ok: false; why: string };

export const printed = (text: string): Printed => ({ ok: true, text });
export const unprintable = (why: string): Printed => ({ ok: false, why });

const UNITS: readonly MoneyUnit[] = ['元', '万元', '亿元'];
const FIGURE = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/g;

/** `from` replaced by `to` in the words of a cell that hold it once, whatever blanks stand between its characters. */
export function printWords(words: string, from: string, to: string): Printed {
  const clean = cleanText(words);
  const squeezed = squeeze(clean);
  const wanted = squeeze(from).text;
  if (squeezed.text === wanted) return printed(to);
  if (wanted === '') return unprintable('单元格中已有其他内容');
  const at = squeezed.text.indexOf(wanted);
  if (at < 0) return unprintable('单元格的文字与读取结果不同');
  if (squeezed.text.indexOf(wanted, at + 1) >= 0) return unprintable('单元格中有几处相同的文字，分不清应改哪一处');
  const start = squeezed.places[at] as number;
  const end = (squeezed.places[at + wanted.length - 1] as number) + 1;
  return printed(clean.slice(0, start) + to + clean.slice(end));
}

function squeeze(text: string): { text: string; places: number[] } {
  let squeezed = '';
  const places: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (/\s/.test(character)) continue;
    squeezed += character;
    places.push(i);
  }
  return { text: squeezed, places };
}

/** A number in place of another one that the words of a cell hold once; decimals and separators as they are printed. */
export function printNumber(words: string, from: number, to: number): Printed {
  const clean = cleanText(words);
  const found = [...clean.matchAll(FIGURE)].filter(
    ([figure]) => Math.abs(Number(figure.replace(/,/g, ''))) === Math.abs(from),
  );
  const [match] = found;
  if (!match) return unprintable('单元格的数字与读取结果不同');
  if (found.length > 1) return unprintable('单元格中有几处相同的数字，分不清应改哪一处');
  const figure = match[0];
  let start = match.index;
  let end = start + figure.length;
  const bracketed = /[（(]\s*$/.test(clean.slice(0, start)) && /^\s*[)）]/.test(clean.slice(end)) && from < 0;
  if (bracketed) {
    start = clean.slice(0, start).search(/[（(]\s*$/);
    end += /^\s*[)）]/.exec(clean.slice(end))?.[0].length ?? 0;
  } else if (from < 0) {
    const sign = /[-−－]\s*$/.exec(clean.slice(0, start));
    if (sign) start = sign.index;
  }
  const plain = printLike(figure, Math.abs(to));
  const signed = to >= 0 ? plain : bracketed ? `(${plain})` : `-${plain}`;
  return printed(clean.slice(0, start) + signed + clean.slice(end));
}

/** A number with at least the decimals, and with the separators, of a printed one. */
function printLike(figure: string, value: number): string {
  const scale = parseDecimal(figure)?.scale ?? 0;
  const decimal = decimalOf(value);
  const plain = printDecimal(rescale(decimal, Math.max(decimal.scale, scale)));
  return figure.includes(',') ? groupDigits(plain) : plain;
}

/** An amount printed in a cell: its figure, the unit beside it, and where the figure stands in the clean words. */
interface PrintedAmount {
  figure: string;
  start: number;
  unit: MoneyUnit | undefined;
}

/** A sign or brackets that belong to a figure. */
const SIGNED_FIGURE = /[（(]\s*[-−－]?\s*(?:\d[\d,]*(?:\.\d+)?)\s*[)）]|[-−－]?\s*\d[\d,]*(?:\.\d+)?/g;

/** The one amount of the words, or the one of several that can be `fen`. */
function amountIn(words: string, fen: number): PrintedAmount | undefined {
  const clean = cleanText(words);
  const all = [...clean.matchAll(SIGNED_FIGURE)].flatMap((match): PrintedAmount[] => {
    const figure = match[0];
    if (!parseDecimal(figure)) return [];
    const unit = /^\s*(亿元|万元|元)/.exec(clean.slice(match.index + figure.length))?.[1] as MoneyUnit | undefined;
    return [{ figure, start: match.index, unit }];
  });
  const [only] = all;
  if (all.length === 1 && only) return only;
  const fitting = all.filter(({ figure, unit }) => UNITS.some((u) => (unit ?? u) === u && fenOf(figure, u) === fen));
  return fitting.length === 1 ? fitting[0] : undefined;
}

function fenOf(figure: string, unit: MoneyUnit): number | undefined {
  const value = parseDecimal(figure);
  try {
    return value ? toFen(value, unit) : undefined;
  } catch {
    return undefined;
  }
}

/** The unit in which a cell prints an amount: the one printed with it, else the one that gives the amount read. */
export function moneyUnitOf(words: string, fen: number): MoneyUnit | undefined {
  const amount = amountIn(words, fen);
  if (!amount) return undefined;
  if (amount.unit) return amount.unit;
  return fen === 0 ? undefined : UNITS.find((unit) => fenOf(amount.figure, unit) === fen);
}

/** An amount in integer fen in place of another, in its printed unit, with at least the printed decimals. */
export function printMoney(words: string, unit: MoneyUnit, from: number, to: number): Printed {
  const amount = amountIn(words, from);
  const value = amount && parseDecimal(amount.figure);
  if (!amount || !value) return unprintable('单元格中不是一个金额');
  const { figure, start } = amount;
  const plain = fromFen(Math.abs(to), unit, value.scale);
  const grouped = figure.includes(',') ? groupDigits(plain) : plain;
  const signed = to >= 0 ? grouped : /^[（(]/.test(figure) ? `(${grouped})` : `-${grouped}`;
  const clean = cleanText(words);
  return printed(clean.slice(0, start) + signed + clean.slice(start + figure.length));
}

/** The words of a target's cells: all in `figure`, or split over columns. */
export interface TargetCells {
  operator: string | undefined;
  figure: string;
  unit: string | undefined;
}

/** Words at the beginning of a target that say how it binds. */
const BOUND =
  /^(?:大于或等于|大于等于|高于或等于|不低于|不少于|不小于|至少|小于或等于|小于等于|低于或等于|不超过|不高于|不多于|不大于|等于|大于|小于|约为|约|[≥≤≧≦＞＜><=＝≈]=?)/;

/**
 * The words of the cells of a target such that together they read as `raw`; as few cells as possible get other words.
 * Undefined where no words do.
 */
export function splitTarget(raw: string, before: TargetCells): TargetCells | undefined {
  const { operator, unit } = before;
  if (operator === undefined && unit === undefined) return { operator, figure: raw, unit };
  const bound = BOUND.exec(raw)?.[0] ?? '';
  const operators = operator === undefined ? [''] : unique([cleanText(operator), bound, '=']);
  const units = unit === undefined ? [''] : unique([cleanText(unit), ...endingUnits(raw)]);
  let second: TargetCells | undefined;
  for (const o of operators)
    for (const u of units) {
      const rest = raw.startsWith(o) ? raw.slice(o.length) : raw;
      const figures = unique([rest.endsWith(u) ? rest.slice(0, rest.length - u.length) : rest, rest]);
      for (const figure of figures) {
        if (figure === '' || joinTarget(o, figure, u) !== raw) continue;
        // A bound in two cells would be read once, but a person sees it twice.
        if (operator !== undefined && BOUND.test(figure)) continue;
        const cells = {
          operator: operator === undefined ? undefined : o,
          figure,
          unit: unit === undefined ? undefined : u,
        };
        // A unit beside the figure, where there is a column for it, only where it goes no other way.
        if (unit === undefined || !/\d\s*[^\d\s]+$/.test(figure)) return cells;
        second ??= cells;
      }
    }
  return second;
}

function endingUnits(raw: string): string[] {
  const figure = /\d[\d,.]*/.exec(raw);
  if (!figure) return [];
  const tail = raw.slice(figure.index + figure[0].length);
  const known = unitAtStart(tail);
  return known && known.length === tail.length ? [tail] : tail === '' ? [] : [tail];
}

const unique = (words: readonly string[]): string[] => [...new Set(words)];

/** The wording of a target of which a fix changed only what it means (unit, operator, figure). */
export function rewordTarget(target: Target, changed: Partial<Target>, name: string): string | undefined {
  const wanted = { ...target, ...changed };
  const means = (raw: string): boolean => {
    const meaning = parseTarget(raw, { name });
    return meaning.operator === wanted.operator && meaning.value === wanted.value && meaning.unit === wanted.unit;
  };
  let raw = target.raw;
  if (changed.unit !== undefined && changed.unit !== target.unit) {
    const at = target.unit ? raw.lastIndexOf(target.unit) : -1;
    const to = changed.unit ?? '';
    raw = at < 0 ? raw + to : raw.slice(0, at) + to + raw.slice(at + (target.unit ?? '').length);
  }
  if (changed.value !== undefined && changed.value !== null && target.value !== null) {
    const again = printNumber(raw, target.value, changed.value);
    if (again.ok) raw = again.text;
  }
  if (changed.operator !== undefined && changed.operator !== target.operator) {
    const sign =
      changed.operator === null
        ? ''
        : ({ '>=': '≥', '<=': '≤', '~': '约' }[changed.operator as string] ?? changed.operator);
    raw = sign + raw.replace(BOUND, '');
  }
  if (means(raw)) return raw;
  const plain = printTarget(wanted);
  return means(plain) ? plain : undefined;
}

/** Whether a cell holds nothing but how a target binds. */
export function isOperatorCell(words: string): boolean {
  const clean = cleanText(words);
  return clean === '定性' || BOUND.exec(clean)?.[0] === clean;
}
