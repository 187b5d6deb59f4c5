import {
  type Arithmetic,
  decimalOf,
  displayWidth,
  type Finding,
  groupDigits,
  printDecimal,
  type Report,
  rescale,
  type Severity,
  type Subject,
} from '@jizhun/model';
import { describeOrigins } from './origin.ts';
import type { Style } from './style.ts';
import { hang, padLeft, shorten, wrapText } from './wrap.ts';

/** How a report is set: columns, colours, the titles of rules, and whether only one line a finding is wanted. */
export interface ReportLayout {
  width: number;
  style: Style;
  titleOf: (rule: string) => string;
  brief: boolean;
}

type Checked = Report['documents'][number];

export const SEVERITIES: Record<Severity, { mark: string; word: string }> = {
  error: { mark: '▲', word: '错误' },
  warning: { mark: '●', word: '警告' },
  info: { mark: '○', word: '建议' },
};

/** Columns before the text of a finding: a blank margin, a word of two characters, a gap. */
const INDENT = 8;
/** Longer sums are shown by their first and last terms, and those that do not fit. */
const MOST_TERMS = 14;
const ODD = '  ← 不合';

/** One document of a report: its name, its findings in the one layout, what could not be checked. */
export function printChecked(document: Checked, documents: readonly Checked[], layout: ReportLayout): string {
  const { findings, unchecked, suppressed, source } = document;
  const { style, width, brief } = layout;
  if (brief) return findings.map((finding) => printBrief(finding, document, layout)).join('\n');
  const lines = [
    style.strong('='.repeat(width)),
    ...wrapText(`${source.name}  ${tally(findings)}`, width).map((line) => style.strong(line)),
  ];
  findings.forEach((finding, i) => {
    lines.push('', ...printFinding(finding, i + 1, document, documents, layout));
  });
  if (unchecked.length > 0) {
    lines.push('', `未核对 ${unchecked.length} 项（缺少一方，不作结论）`);
    for (const { rule, missing } of unchecked)
      lines.push(...hang('  -', `${layout.titleOf(rule)}：${missing}`, 4, width).map(style.faint));
  }
  if (suppressed.length > 0) {
    lines.push('', `已说明理由不报 ${suppressed.length} 处`);
    for (const { rule, message, reason } of suppressed)
      lines.push(...hang('  -', `${layout.titleOf(rule)}：${message}（理由：${reason}）`, 4, width).map(style.faint));
  }
  return lines.join('\n');
}

/** One line, however long, so that grep and sort can work on it. */
function printBrief(finding: Finding, { source }: Checked, { style }: ReportLayout): string {
  const where = describeOrigins(finding.origins, source.mediaType, 1);
  const steps = [source.name, where, SEVERITIES[finding.severity].word, finding.message.replace(/\s*\n\s*/g, ' ')];
  return style[tone(finding.severity)](`${steps.filter((step) => step !== '').join('：')} [${finding.rule}]`);
}

function printFinding(
  finding: Finding,
  number: number,
  document: Checked,
  documents: readonly Checked[],
  layout: ReportLayout,
): string[] {
  const { style, width } = layout;
  const { mark, word } = SEVERITIES[finding.severity];
  const where = describeSubject(finding.subject);
  const place = describeOrigins(finding.origins, document.source.mediaType);
  const part = (label: string, text: string | undefined): string[] =>
    text ? hang(`  ${label}`, text, INDENT, width) : [];
  const lines = wrapText(`${number}. ${mark} ${word}  ${layout.titleOf(finding.rule)}  ${finding.rule}`, width).map(
    style[tone(finding.severity)],
  );
  lines.push(...part('位置', [where, place].filter((text) => text !== '').join('\n')));
  if (finding.actual !== undefined && !finding.message.includes(finding.actual))
    lines.push(...part('印为', finding.actual));
  lines.push(...part('问题', finding.message));
  if (finding.arithmetic) lines.push(...printArithmetic(finding.arithmetic, layout));
  else if (finding.expected !== undefined && !finding.message.includes(finding.expected))
    lines.push(...part('应为', finding.expected));
  for (const other of finding.others ?? []) {
    const source = documents[other.document]?.source;
    if (source) lines.push(...part('对照', [source.name, describeOrigins(other.origins, source.mediaType)].join(' ')));
  }
  lines.push(...part('建议', finding.advice ?? finding.fix?.title));
  lines.push(...part('依据', finding.basis).map(style.faint));
  return lines;
}

function tone(severity: Severity): 'error' | 'warning' | 'advice' {
  return severity === 'info' ? 'advice' : severity;
}

/** The printed names of what a finding is about, from the largest to the smallest. */
export function describeSubject(subject: Subject): string {
  const levels = [subject.level1, subject.level2, subject.level3].filter(Boolean).join('/');
  return [
    subject.sheet && `绩效目标表「${subject.sheet}」`,
    subject.table && `《${subject.table.replace(/^《(.*)》$/, '$1')}》`,
    subject.section && `文字说明「${subject.section}」`,
    levels,
    subject.row && `行「${subject.row}」`,
    subject.column && `列「${subject.column}」`,
  ]
    .filter(Boolean)
    .join(' ');
}

/**
 * A sum as one writes it on the margin: the terms under each other by their decimal points, a line, what they give,
 * what is printed, and the difference. The figures stand left of the names, so that they stay aligned in every font.
 */
function printArithmetic(
  { unit, terms, result, printed, difference }: Arithmetic,
  { width, style }: ReportLayout,
): string[] {
  const additive = terms.every(({ sign }) => sign === '+' || sign === '-');
  const numbers = [...terms.map(({ value }) => value), result, printed.value, difference];
  const scale = additive ? Math.min(6, Math.max(...numbers.map((n) => decimalOf(n).scale))) : undefined;
  const show = (value: number): string => {
    const decimal = decimalOf(value);
    return groupDigits(printDecimal(scale === undefined ? decimal : rescale(decimal, scale)));
  };
  const column = Math.max(...numbers.map((n) => displayWidth(show(n))));
  const margin = ' '.repeat(INDENT);
  const room = width - INDENT - 2 - column - 2;
  const row = (sign: string, value: string, name: string): string =>
    `${margin}${sign} ${padLeft(value, column)}  ${shorten(name, room)}`.trimEnd();

  const kept = elide(terms);
  const lines: string[] = [];
  let left = 0;
  terms.forEach((term, i) => {
    if (!kept.has(i)) {
      left++;
      return;
    }
    if (left > 0) lines.push(`${margin}${' '.repeat(column + 4)}（另 ${left} 项）`);
    left = 0;
    const sign = i === 0 && term.sign === '+' ? ' ' : term.sign;
    const line = row(
      sign,
      show(term.value),
      term.odd ? `${shorten(term.label, room - displayWidth(ODD))}${ODD}` : term.label,
    );
    lines.push(term.odd ? style.warning(line) : line);
  });
  lines.push(`${margin}${'-'.repeat(column + 2)}`);
  lines.push(row('=', show(result), `算得（${unit}）`));
  lines.push(row(' ', show(printed.value), `印为：${printed.label}`));
  lines.push(row(' ', `${difference > 0 ? '+' : ''}${show(difference)}`, '相差'));
  lines[0] = (lines[0] ?? '').replace(/^ {8}/, '  算式  ');
  return lines;
}

function elide(terms: Arithmetic['terms']): Set<number> {
  const all = terms.map((_, i) => i);
  if (terms.length <= MOST_TERMS) return new Set(all);
  return new Set(all.filter((i) => i < MOST_TERMS - 4 || i >= terms.length - 3 || terms[i]?.odd));
}

/** `错误 2 处，警告 1 处`, or `未发现问题`. */
export function tally(findings: readonly Finding[]): string {
  const counts = (Object.keys(SEVERITIES) as Severity[]).map((severity) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return n === 0 ? '' : `${SEVERITIES[severity].word} ${n} 处`;
  });
  return counts.filter((text) => text !== '').join('，') || '未发现问题';
}

/** The last line of a report over several documents. */
export function printTotals(report: Report, refused: number): string {
  const findings = report.documents.flatMap((document) => document.findings);
  const unchecked = report.documents.reduce((n, document) => n + document.unchecked.length, 0);
  return [
    `共 ${report.documents.length} 份文件：${tally(findings)}`,
    unchecked > 0 ? `未核对 ${unchecked} 项` : '',
    refused > 0 ? `未能读取 ${refused} 份` : '',
  ]
    .filter((text) => text !== '')
    .join('；');
}
