import { type Baseline, describeSubject, type Finding, type KnownFinding, type Report } from '@jizhun/model';
import type { Run } from './suppression.ts';

type Checked = Report['documents'][number];
type Known = Baseline['documents'][number];

/** A finding as a record: what it is known by, and one line for the person who reads the record. */
export function knownFinding(finding: Finding): KnownFinding {
  const { rule, fingerprint = '', message, subject } = finding;
  const { sheet, section, table, level1, level2, level3, row, column } = subject;
  // Most messages name what they are about; then it is not said twice.
  const unsaid = [section, table, level3 ?? level2 ?? level1, row, column].some(
    (name) => name && !message.includes(name),
  );
  const where = unsaid ? describeSubject(finding) : sheet && !message.includes(sheet) ? sheet : '';
  return { rule, fingerprint, about: (where === '' ? message : `${where}：${message}`).replace(/\s*\n\s*/g, '') };
}

/** All findings of a report as the baseline of a later one. */
export function baselineOf(report: Report): Baseline {
  return {
    schema: 'jizhun/baseline@1',
    documents: report.documents.map(({ source, findings }) => ({
      name: source.name,
      sha256: source.sha256,
      findings: findings.map(knownFinding),
    })),
  };
}

/**
 * Leaves out of a report what the baseline knows, and says how many these are and what of the baseline is no longer
 * found. A document is the one with the same bytes, else with the same path or file name; where there is one document on
 * either side, they belong together whatever they are called. A document that the baseline does not know stays as it is.
 */
export function applyBaseline(report: Report, baseline: Baseline, run: Pick<Run, 'ran'>): Report {
  const knownOf = pair(report.documents, baseline.documents);
  return {
    ...report,
    documents: report.documents.map((document, i) => {
      const known = knownOf[i];
      if (!known) return document;
      const wanted = new Set(known.findings.map(keyOf));
      const findings = document.findings.filter((finding) => !wanted.has(keyOf(finding)));
      const there = new Set([...document.findings, ...document.suppressed].map(keyOf));
      const gone = known.findings.filter((finding) => run.ran.has(finding.rule) && !there.has(keyOf(finding)));
      return { ...document, findings, baseline: { known: document.findings.length - findings.length, gone } };
    }),
  };
}

function keyOf({ rule, fingerprint }: Pick<Finding, 'rule' | 'fingerprint'>): string {
  return `${rule} ${fingerprint}`;
}

/** For each document what the baseline has of it; nothing of the baseline is given to two documents. */
function pair(documents: readonly Checked[], baseline: readonly Known[]): (Known | undefined)[] {
  const found: (Known | undefined)[] = documents.map(() => undefined);
  const left = new Set(baseline);
  /** Gives to each document the only one left that agrees with it in `key`. */
  const match = (key: (source: { name: string; sha256: string }) => string): void => {
    const byKey = new Map<string, Known[]>();
    for (const known of left) byKey.set(key(known), [...(byKey.get(key(known)) ?? []), known]);
    documents.forEach(({ source }, i) => {
      const fitting = found[i] ? [] : (byKey.get(key(source)) ?? []);
      const [only] = fitting;
      if (only === undefined || fitting.length > 1 || !left.delete(only)) return;
      found[i] = only;
    });
  };
  match(({ name, sha256 }) => `${sha256} ${name}`);
  match(({ name }) => name);
  match(({ sha256 }) => sha256);
  match(({ name }) => fileName(name));
  if (documents.length === 1 && baseline.length === 1) match(() => '');
  return found;
}

function fileName(name: string): string {
  return name.slice(name.search(/[^/\\]*$/));
}
