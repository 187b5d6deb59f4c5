import type { SuppressionRecord } from '@jizhun/api';
import type { LapsedSuppression, Report, Suppression } from '@jizhun/model';
import { beijingDay } from '@jizhun/model';
import { applySuppressions, knownFinding, rules } from '@jizhun/rules';
import type { StoredSuppression } from '@jizhun/store';
import { ProblemError } from '../http/problem.ts';

type DocumentReport = Report['documents'][number];

const ALL = new Set(rules.map(({ id }) => id));
/** What these find stands in no document's own report. */
const ACROSS = new Set(rules.filter(({ kind }) => kind === 'across').map(({ id }) => id));

const asked = ({ rule, fingerprint, reason, author, at, expires, version }: StoredSuppression): Suppression => ({
  rule,
  fingerprint,
  reason,
  by: author,
  at: beijingDay(at),
  ...(expires === undefined ? {} : { expires }),
  version,
});

/** The suppressions that stand, as the rules take them. */
export function standingSuppressions(suppressions: readonly StoredSuppression[]): Suppression[] {
  return suppressions.filter(({ endedAt }) => endedAt === undefined).map(asked);
}

/** The report with the findings set apart that stand answered for on that day. */
export function withoutSuppressed(
  report: Report,
  suppressions: readonly StoredSuppression[],
  today: string,
): DocumentReport {
  const standing = standingSuppressions(suppressions);
  const [document] = applySuppressions(report, standing, { today, ran: ALL, known: ALL }).documents;
  if (document === undefined) throw new Error('a report without its document');
  return document;
}

/** The suppressions as the interface answers them, each with whether it holds. */
export function suppressionAnswers(
  suppressions: readonly StoredSuppression[],
  { suppressed }: Pick<DocumentReport, 'suppressed'>,
): SuppressionRecord[] {
  const applied = new Set(suppressed.map(({ fingerprint }) => fingerprint));
  return suppressions.map(({ seq, at, endedAt, endedHow, ...suppression }) => ({
    ...suppression,
    id: seq,
    at: at.toISOString(),
    state: endedHow ?? (applied.has(suppression.fingerprint) || ACROSS.has(suppression.rule) ? 'applied' : 'unmatched'),
    ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
  }));
}

/** Those that stand and fit no finding any more, as a report tells them. */
export function unmatchedSuppressions(
  suppressions: readonly StoredSuppression[],
  { suppressed }: Pick<DocumentReport, 'suppressed'>,
): LapsedSuppression[] {
  const applied = new Set(suppressed.map(({ fingerprint }) => fingerprint));
  return suppressions
    .filter(({ endedAt, rule, fingerprint }) => endedAt === undefined && !ACROSS.has(rule) && !applied.has(fingerprint))
    .map((one) => ({ ...asked(one), about: one.about, state: 'unmatched' }));
}

/**
 * Finds what is to be answered for.
 *
 * @throws ProblemError 409 where the report has no such finding (any more), or it is answered for already
 */
export function acceptSuppression(fingerprint: string): (report: DocumentReport) => { rule: string; about: string } {
  return ({ findings, suppressed }) => {
    const finding = findings.find((one) => one.fingerprint === fingerprint);
    if (finding !== undefined) {
      const { rule, about } = knownFinding(finding);
      return { rule, about };
    }
    if (suppressed.some((one) => one.fingerprint === fingerprint)) {
      throw new ProblemError(409, 'already-suppressed', {
        title: '这一处已经忽略',
        detail: '已有人对这一处问题说明了理由；没有重复保存。',
        remedy: '请刷新页面查看。要改写理由，请先取消忽略。',
      });
    }
    throw new ProblemError(409, 'finding-gone', {
      title: '核对结果已经变化',
      detail: '核对结果中没有这一处问题，可能已经更正，或程序更新后重新核对过；没有保存。',
      remedy: '请刷新页面后再看。',
    });
  };
}
