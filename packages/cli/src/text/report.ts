import {
  type Arithmetic,
  describeSubject,
  displayWidth,
  type Finding,
  joinMiddle,
  type LapsedSuppression,
  lapsedWord,
  type Report,
  type Severity,
  severityMark,
  severityWord,
} from '@jizhun/model';
import { formatArithmetic } from '@jizhun/rules';
import { describeOrigins } from './origin.ts';
import type { Style } from './style.ts';
import { hang, padRight, shorten, wrapText } from './wrap.ts';

/** How a report is set: columns, colours, the titles of rules, and whether only one line a finding is wanted. */
export interface ReportLayout {
  width: number;
  style: Style;
  titleOf: (rule: string) => string;
  brief: boolean;
}

type Checked = Report['documents'][number];

/** From the most to the least severe. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** `▲ 错误`: never colour alone. */
export function markOf(severity: Severity): string {
  return `${severityMark(severity)} ${severityWord(severity)}`;
}

/** Columns before the text of a finding: a blank margin, a word of two characters, a gap. */
const INDENT = 8;
/** What stands round a label in a line of a sum: its sign, gaps, and the mark of an odd term. */
const AROUND_LABEL = 4 + displayWidth('  ◀ 可疑');

/** One document of a report: its name, its findings in the one layout, what could not be checked. */
export function printChecked(document: Checked, documents: readonly Checked[], layout: ReportLayout): string {
  const { findings, unchecked, suppressed, baseline, source } = document;
  const { style, width, brief } = layout;
  if (brief) return findings.map((finding) => printBrief(finding, document, layout)).join('\n');
  const lines = [
    style.strong('='.repeat(width)),
    ...printHead(source.name, countWords(document), width).map(style.strong),
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
    for (const { rule, message, reason, by, at, expires } of suppressed) {
      const who = [by, at, expires && `有效至 ${expires}`].filter((word) => word).join('，');
      const answer = `（理由：${reason}${who === '' ? '' : `；${who}`}）`;
      lines.push(...hang('  -', `${layout.titleOf(rule)}：${message}${answer}`, 4, width).map(style.faint));
    }
  }
  if (baseline !== undefined && baseline.known > 0) lines.push('', `基线中已有 ${baseline.known} 处，没有列出`);
  if (baseline !== undefined && baseline.gone.length > 0) {
    lines.push('', `基线中有、现已不见 ${baseline.gone.length} 处`);
    for (const { rule, about } of baseline.gone)
      lines.push(...hang('  -', `${layout.titleOf(rule)}：${about}`, 4, width).map(style.faint));
  }
  return lines.join('\n');
}

/** `错误 2 处`; where nothing is listed, whether that is because it is known. */
function countWords({ findings, suppressed, baseline }: Checked): string {
  const known = suppressed.length + (baseline?.known ?? 0);
  return findings.length === 0 && known > 0 ? '没有其他问题' : tally(findings);
}

/** Name and counts on one line where they fit, else on two. */
function printHead(name: string, counts: string, width: number): string[] {
  const line = `${name}  ${counts}`;
  return displayWidth(line) <= width ? [line] : [...wrapText(name, width), counts];
}

/** One line, however long, so that grep and sort can work on it. */
function printBrief(finding: Finding, { source }: Checked, { style }: ReportLayout): string {
  const where = describeOrigins(finding.origins, source.mediaType, 1);
  const steps = [source.name, where, severityWord(finding.severity), finding.message.replace(/\s*\n\s*/g, ' ')];
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
  const where = describeSubject(finding);
  const place = describeOrigins(finding.origins, document.source.mediaType);
  const part = (label: string, text: string | undefined): string[] =>
    text ? hang(`  ${label}`, text, INDENT, width) : [];
  const lines = wrapText(
    `${number}. ${markOf(finding.severity)}  ${layout.titleOf(finding.rule)}  ${finding.rule}`,
    width,
  ).map(style[tone(finding.severity)]);
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

/** The sum under its label, cut to the width: long names are shortened, long sums joined in their middle. */
function printArithmetic(arithmetic: Arithmetic, { width, style }: ReportLayout): string[] {
  const { printed } = arithmetic;
  const terms = joinMiddle(arithmetic.terms);
  const digits = Math.max(
    ...[...terms, printed, { value: arithmetic.result }].map(({ value }) => value.toFixed(2).length),
  );
  const room = width - INDENT - digits - AROUND_LABEL;
  const lines = formatArithmetic({
    ...arithmetic,
    terms: terms.map((term) => ({ ...term, label: shorten(term.label, room) })),
    printed: { ...printed, label: shorten(printed.label, room - displayWidth('（印出）')) },
  });
  return lines.map((line, i) => {
    const set = `${i === 0 ? padRight('  算式', INDENT) : ' '.repeat(INDENT)}${line}`;
    return terms[i]?.odd ? style.warning(set) : set;
  });
}

/** `错误 2 处，警告 1 处`, or `未发现问题`. */
export function tally(findings: readonly Finding[]): string {
  const counts = SEVERITIES.map((severity) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return n === 0 ? '' : `${severityWord(severity)} ${n} 处`;
  });
  return counts.filter((text) => text !== '').join('，') || '未发现问题';
}

/** Suppressions that have no effect, each with the reason of that. */
export function printLapsed(lapsed: readonly LapsedSuppression[], { titleOf, width, style }: ReportLayout): string {
  const lines = [`忽略清单中 ${lapsed.length} 条没有生效`];
  for (const { rule, about, path, fingerprint, expires, state } of lapsed) {
    const why = lapsedWord({ state, expires });
    const what = about ?? (fingerprint === undefined ? `位置“${path}”` : `指纹 ${fingerprint}`);
    lines.push(...hang('  -', `${titleOf(rule)}：${why}。${what}`, 4, width).map(style.faint));
  }
  return lines.join('\n');
}

/** The last line of a report over several documents. */
export function printTotals(report: Report, refused: number): string {
  const findings = report.documents.flatMap((document) => document.findings);
  const unchecked = report.documents.reduce((n, document) => n + document.unchecked.length, 0);
  return [
    `共 ${report.documents.length} 份文件：${tally(findings)}`,
    unchecked > 0 ? `未核对 ${unchecked} 项` : '',
    refused > 0 ? `未能读取或无可核对 ${refused} 份` : '',
  ]
    .filter((text) => text !== '')
    .join('；');
}
