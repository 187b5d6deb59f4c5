import type { Arithmetic, Subject } from '@jizhun/model';
import { absolute, numberOfExact, printExact } from './exact.ts';
import type { Broken, Term } from './identity.ts';
import type { Draft } from './rule.ts';
import { quote } from './wording.ts';

/** At most this many parts are spelled out in a sentence; the arithmetic shows them all. */
const SPELLED = 4;

/** Parts worth saying: those that are not 0, and the odd one. */
function shownParts({ identity, odd }: Broken): Term[] {
  const shown = identity.parts.filter((part) => part.value !== 0n || part === odd?.term);
  return shown.length > 0 ? shown : identity.parts.filter((part) => !part.blank);
}

/** The sum as on the margin of the paper. */
function arithmeticOf(broken: Broken): Arithmetic {
  const { identity, computed, difference, odd } = broken;
  const { unit } = identity;
  const shown = shownParts(broken);
  return {
    unit: unit ?? '',
    terms:
      identity.factors?.map(({ label, value, path }, i) => ({
        label,
        value,
        sign: i === 0 ? ('+' as const) : ('×' as const),
        path,
      })) ??
      shown.map((part) => ({
        label: part.label,
        value: numberOfExact(part.value, unit),
        sign: part.sign === -1 ? '-' : '+',
        path: part.path,
        ...(part === odd?.term ? { odd: true as const } : {}),
      })),
    result: numberOfExact(computed, unit),
    printed: {
      label: identity.total.label,
      value: numberOfExact(identity.total.value, unit),
      path: identity.total.path,
    },
    difference: numberOfExact(difference, unit),
  };
}

export interface SumWords {
  /** What the sentence begins with instead of the place: 文字说明与预算表不一致. */
  place?: string;
  /** What to do, where no figure stands out. */
  advice?: string;
  /** Said after the sentence: what a place's form prints. */
  because?: string;
}

/** Words a sum that does not hold, in the one style of all such findings. */
export function draftOfSum(broken: Broken, words: SumWords = {}): Draft {
  const { identity, computed, difference, odd, also } = broken;
  const { unit, total } = identity;
  const of = unit ? ` ${unit}` : '';
  const amount = (value: bigint) => `${printExact(value, unit)}${of}`;
  const subject = identity.subject();
  const shown = shownParts(broken);
  const [only] = shown;
  const sum =
    shown.length === 1 && only && only.sign !== -1
      ? `而${only.label}为 ${amount(only.value)}`
      : shown.length <= SPELLED
        ? `而${shown.map((part, i) => `${part.sign === -1 ? ' - ' : i === 0 ? '' : ' + '}${part.label} ${printExact(part.value, unit)}`).join('')} = ${amount(computed)}`
        : `而 ${shown.length} 项之和为 ${amount(computed)}`;
  const lead = words.place ? `${words.place}：${total.label}` : placeOf(subject, total);
  const blamed = odd && odd.term !== total ? odd : undefined;
  const told = [
    `${lead}填写为 ${amount(total.value)}，${sum}，相差 ${amount(absolute(difference))}。`,
    broken.perhapsRounding ? '各数均未印小数，差额可能由四舍五入造成。' : '',
    blamed
      ? `可疑的是“${blamed.term.label}”：${blamed.term.blank ? '未填' : `填写为 ${amount(blamed.term.value)}`}，按其余各数应为 ${amount(blamed.expected)}。`
      : '',
    also.length > 0
      ? odd
        ? `改正这一处，另有 ${also.length} 处与它有关的合计也随之相符。`
        : `另有 ${also.length} 处合计出于同一原因也不相符。`
      : '',
    broken.totalHolds && !broken.perhapsRounding
      ? `“${total.label}”与他处相符，有误的应在其组成项中${identity.open ? '，或者有漏列的项' : ''}。`
      : '',
    words.because ?? '',
  ];
  const paths = [
    ...(odd ? [odd.term.path] : []),
    total.path,
    ...shown.map((part) => part.path),
    ...(identity.factors ?? []).map(({ path }) => path),
  ];
  return {
    ...(broken.perhapsRounding ? { severity: 'info' as const } : {}),
    message: told.join(''),
    subject: blamed && !identity.factors ? subjectOfTerm(subject, blamed.term, total) : subject,
    paths: [...new Set(paths)],
    expected: amount(odd ? odd.expected : computed),
    actual: odd?.term.blank ? '未填' : amount(odd ? odd.term.value : total.value),
    arithmetic: arithmeticOf(broken),
    advice: odd
      ? `核对“${odd.term.label}”，有误的改为 ${amount(odd.expected)}。`
      : (words.advice ?? `核对“${total.label}”与各组成项，改正有误的一项。`),
  };
}

/** 《部门支出总表》“行政运行”行“合计”; 「示例培训经费」“资金总额”（全年预算数）. */
function placeOf({ sheet, table, row, column }: Subject, { label }: Term): string {
  // Compared between tables: the label names the table itself.
  if (label.startsWith('《')) return label;
  const head = column?.split('/').at(-1);
  if (table !== undefined) {
    return `《${table}》${row && row !== label ? `“${row}”行` : ''}${head && head !== label ? `“${head}”列` : ''}“${label}”`;
  }
  return `${sheet ? quote(sheet) : ''}“${label}”${column ? `（${column}）` : ''}`;
}

/** In a table the subject stays the sum's; only its name of row or column follows the blamed cell. */
function subjectOfTerm(subject: Subject, term: Term, total: Term): Subject {
  if (subject.row !== undefined && total.label === subject.row) return { ...subject, row: term.label };
  if (subject.column !== undefined && total.label === subject.column.split('/').at(-1))
    return { ...subject, column: term.label };
  return subject;
}
