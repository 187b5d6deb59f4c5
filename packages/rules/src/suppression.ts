import {
  type Finding,
  isWithin,
  type LapsedSuppression,
  type Report,
  type SuppressedFinding,
  type Suppression,
} from '@jizhun/model';

type Checked = Report['documents'][number];

/** What is known of the run whose report is looked at. */
export interface Run {
  /** The day on which it is looked at: 2024-03-31. */
  today: string;
  /** The rules that ran: of the others nothing can be said. */
  ran: ReadonlySet<string>;
  /** All rules that there are. */
  known: ReadonlySet<string>;
}

/**
 * Sets the findings that were answered for apart from the others, with the reason. A suppression without a reason, after
 * its last day, for another version of the file, or with nothing left that it fits, has no effect; the report says so
 * under `lapsed`. Where several fit a finding, the first counts for it, and the others are not called unmatched.
 */
export function applySuppressions(report: Report, suppressions: readonly Suppression[], run: Run): Report {
  const matched = new Set<Suppression>();
  const holding = suppressions.filter((one) => isReasoned(one) && !isOver(one, run.today));
  const byFingerprint = new Map<string, Suppression[]>();
  const byPath: Suppression[] = [];
  for (const one of holding) {
    if (one.fingerprint === undefined) byPath.push(one);
    else byFingerprint.set(one.fingerprint, [...(byFingerprint.get(one.fingerprint) ?? []), one]);
  }
  const apply = (document: Checked): Checked => {
    const findings: Finding[] = [];
    const suppressed: SuppressedFinding[] = [...document.suppressed];
    for (const finding of document.findings) {
      const fitting = [...(byFingerprint.get(finding.fingerprint ?? '') ?? []), ...byPath].filter((one) =>
        fits(one, finding, document),
      );
      for (const one of fitting) matched.add(one);
      const [answer] = fitting;
      if (answer === undefined) findings.push(finding);
      else suppressed.push({ ...finding, ...answerOf(answer) });
    }
    return { ...document, findings, suppressed };
  };
  const documents = report.documents.map(apply);
  const hashes = new Set(documents.map(({ source }) => source.sha256));
  const lapsed = suppressions.flatMap((one): LapsedSuppression[] => {
    const state = matched.has(one) ? undefined : stateOf(one, run, hashes);
    return state === undefined ? [] : [{ ...one, state }];
  });
  return { ...report, documents, ...(lapsed.length > 0 ? { lapsed: [...(report.lapsed ?? []), ...lapsed] } : {}) };
}

function isReasoned({ reason }: Suppression): boolean {
  return reason.trim() !== '';
}

function isOver({ expires }: Suppression, today: string): boolean {
  return expires !== undefined && expires < today;
}

function fits({ rule, fingerprint, path, version }: Suppression, finding: Finding, { source }: Checked): boolean {
  return (
    rule === finding.rule &&
    (version === undefined || version === source.sha256) &&
    (fingerprint === undefined || fingerprint === finding.fingerprint) &&
    (path === undefined || finding.paths.some((at) => isWithin(at, path)))
  );
}

function answerOf({ reason, by, at, expires, version }: Suppression) {
  return {
    reason,
    ...(by === undefined ? {} : { by }),
    ...(at === undefined ? {} : { at }),
    ...(expires === undefined ? {} : { expires }),
    ...(version === undefined ? {} : { version }),
  };
}

/** Why a suppression has no effect; undefined where its rule did not run, so that nothing can be said. */
function stateOf(one: Suppression, run: Run, hashes: ReadonlySet<string>): LapsedSuppression['state'] | undefined {
  if (!run.known.has(one.rule)) return 'unknown-rule';
  if (!isReasoned(one)) return 'no-reason';
  if (isOver(one, run.today)) return 'expired';
  if (one.version !== undefined && !hashes.has(one.version)) return 'other-version';
  return run.ran.has(one.rule) ? 'unmatched' : undefined;
}
