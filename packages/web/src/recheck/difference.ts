import type { Finding } from '@jizhun/model';

/** What an edit changes in what is found. */
export interface FindingDifference {
  /** Found before, and no longer. */
  gone: Finding[];
  /** Found now, and not before. */
  come: Finding[];
  /** Found before and now, as it is worded now. */
  stay: Finding[];
}

/** What two findings of one cause have in common, whatever the figures are now. */
const causeOf = ({ rule, paths }: Finding): string => [rule, ...paths].join('\n');
const sameOf = (finding: Finding): string => `${causeOf(finding)}\n${finding.message}`;

/**
 * The difference between what was found before an edit and what is found after it. A finding that has moved with its row
 * is the same by its fingerprint; one whose figure has changed is the same by its rule and place.
 */
export function differenceOf(before: readonly Finding[], after: readonly Finding[]): FindingDifference {
  const left = new Set(before);
  const fresh = new Set(after);
  const stay: Finding[] = [];
  for (const keyOf of [sameOf, ({ fingerprint }: Finding) => fingerprint, causeOf]) {
    const known = new Map<string, Finding[]>();
    for (const finding of left) {
      const key = keyOf(finding);
      if (key !== undefined) known.set(key, [...(known.get(key) ?? []), finding]);
    }
    for (const finding of fresh) {
      const key = keyOf(finding);
      const old = key === undefined ? undefined : known.get(key)?.shift();
      if (!old) continue;
      left.delete(old);
      fresh.delete(finding);
      stay.push(finding);
    }
  }
  return { gone: [...left], come: [...fresh], stay };
}
