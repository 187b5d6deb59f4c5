import type { DocumentReport } from '@jizhun/api';
import type { Finding, JsonPointer, Severity } from '@jizhun/model';
import { severities } from '../format/words.ts';
import { type CellKey, isWhole, type PaperIndex, sectionOf } from './paper-index.ts';

/** A finding with its place on the page. */
export interface PlacedFinding {
  /** As the address names it: `half-over-full.2`, the second of its rule. */
  key: string;
  finding: Finding;
  section: string;
  /** Every cell that it is about; none where it is about a sheet or table as a whole. */
  cells: readonly CellKey[];
}

export type Counts = Record<Severity, number>;

/** Findings in the order of the document, the graver first within a section. */
export function placeFindings(
  findings: DocumentReport['findings'],
  sections: readonly { id: string }[],
  index: PaperIndex,
): PlacedFinding[] {
  const seen = new Map<string, number>();
  const order = new Map(sections.map((s, i) => [s.id, i]));
  const placed = findings.map((finding): PlacedFinding => {
    const n = (seen.get(finding.rule) ?? 0) + 1;
    seen.set(finding.rule, n);
    const cells = [...new Set(finding.paths.filter((p) => !isWhole(p)).flatMap((p) => index.cellsOf(p)))];
    const home = sectionOf(finding.paths[0] ?? '');
    return { key: `${finding.rule}.${n}`, finding, section: order.has(home) ? home : (sections[0]?.id ?? home), cells };
  });
  const rank = (p: PlacedFinding): number => (order.get(p.section) ?? 0) * 3 + severities.indexOf(p.finding.severity);
  return placed
    .map((p, i) => ({ p, i }))
    .sort((a, b) => rank(a.p) - rank(b.p) || a.i - b.i)
    .map(({ p }) => p);
}

/**
 * The paths of a finding whose cells are marked. Of a sum only the figure that is wrong: its addends are shown when the
 * finding is chosen. Elsewhere every value, but not the name of an indicator beside its target.
 */
function markedPaths({ paths, arithmetic }: Finding): JsonPointer[] {
  const own = paths.filter((path) => !isWhole(path));
  if (arithmetic) return own.slice(0, 1);
  return own.filter((path) => {
    const indicator = /^(.*\/indicators\/\d+)\/level\d$/.exec(path)?.[1];
    return indicator === undefined || !own.some((other) => other.startsWith(`${indicator}/targets/`));
  });
}

/** What each cell is marked with. A path that covers many cells marks the first of them. */
export function marksOf(placed: readonly PlacedFinding[], index: PaperIndex): Map<CellKey, PlacedFinding[]> {
  const marks = new Map<CellKey, PlacedFinding[]>();
  for (const p of placed) {
    for (const key of new Set(markedPaths(p.finding).map((path) => index.markedCell(path)))) {
      if (key === undefined) continue;
      const list = marks.get(key);
      if (list) list.push(p);
      else marks.set(key, [p]);
    }
  }
  return marks;
}

export function countBySeverity(placed: readonly PlacedFinding[]): Counts {
  const counts: Counts = { error: 0, warning: 0, info: 0 };
  for (const p of placed) counts[p.finding.severity]++;
  return counts;
}

/** The findings about a value: those with a path that is the value, holds it, or lies in it. */
export function findingsAt(placed: readonly PlacedFinding[], cells: readonly CellKey[]): PlacedFinding[] {
  return placed.filter((p) => p.cells.some((c) => cells.includes(c)));
}

/** Where a finding stands, in printed names: 产出指标 › 数量指标 › 培训人次. */
export function whereOf({ subject }: Finding): string {
  const { section, level1, level2, level3, row, column } = subject;
  return [section, level1, level2, level3, row, column].filter((s) => s !== undefined && s !== '').join(' › ');
}

/** Whether every word stands somewhere in what a card says. */
export function matchesText(p: PlacedFinding, title: string, text: string): boolean {
  const { finding } = p;
  const hay = [title, finding.message, finding.advice, finding.subject.sheet, finding.subject.table, whereOf(finding)]
    .join('\n')
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}

/** A finding as plain text, for a message to a colleague. */
export function textOf({ finding }: PlacedFinding, title: string, severity: string): string {
  const where = [finding.subject.sheet ?? finding.subject.table, whereOf(finding)].filter(Boolean).join(' › ');
  return [
    `【${severity}】${title}`,
    ...(where ? [`位置：${where}`] : []),
    finding.message,
    ...(finding.advice ? [`怎么办：${finding.advice}`] : []),
    ...(finding.basis ? [`依据：${finding.basis}`] : []),
  ].join('\n');
}
