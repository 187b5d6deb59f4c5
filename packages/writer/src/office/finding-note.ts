import { type Arithmetic, describeSubject, type Finding, placeWords, severityWord } from '@jizhun/model';

/**
 * A finding as a note beside its cell, line by line: severity and rule, where it is, what is wrong, the arithmetic in
 * one line, what to write, where else it holds, the basis. `title` is the rule's, `mediaType` the file's.
 */
export function findingNote(finding: Finding, title: string, mediaType: string): string[] {
  const { severity, message, arithmetic, expected, advice, fix, basis, rule } = finding;
  const subject = describeSubject(finding);
  const toDo = advice ?? fix?.title;
  return [
    `【${severityWord(severity)}】${title}`,
    ...(subject === '' ? [] : [`位置：${subject}`]),
    ...message.split('\n'),
    ...(arithmetic ? [`算式：${arithmeticLine(arithmetic)}`] : []),
    ...(expected === undefined || message.includes(expected) || arithmetic ? [] : [`应为：${expected}`]),
    ...(toDo === undefined ? [] : [`建议：${toDo}`]),
    ...elsewhere(finding, mediaType),
    ...(basis === undefined ? [] : [`依据：${basis}`]),
    `规则：${rule}`,
  ];
}

/** Terms of a long sum that are written out; the others are counted. */
const MOST_TERMS = 12;

/** `人员经费 80.87 + 公用经费 9.89 = 90.76，印出 70.79，相差 -19.97 万元` */
function arithmeticLine({ terms, result, printed, difference, unit }: Arithmetic): string {
  const shown = terms.slice(0, MOST_TERMS).map(({ label, value, sign }, i) => {
    return `${i === 0 && sign === '+' ? '' : `${sign} `}${label} ${value}`;
  });
  const more = terms.length > MOST_TERMS ? [`……（共 ${terms.length} 项）`] : [];
  return `${[...shown, ...more].join(' ')} = ${result}，${printed.label}印出 ${printed.value}，相差 ${difference}${unit ? ` ${unit}` : ''}`;
}

/** So many other places are named. */
const MOST_PLACES = 8;

/** The other places that a finding speaks of: its note stands only at the first. */
function elsewhere({ origins }: Finding, mediaType: string): string[] {
  const [, ...others] = new Set(origins.map((origin) => placeWords(origin, mediaType, 'brief').join(' ')));
  if (others.length === 0) return [];
  const more = others.length > MOST_PLACES ? ` 等 ${others.length} 处` : '';
  return [`另见：${others.slice(0, MOST_PLACES).join('；')}${more}`];
}
