import type { Disclosure, Report } from '@jizhun/model';
import { applySuppressions, checkDisclosures, rules } from '@jizhun/rules';
import type { DocumentRow, Documents } from '@jizhun/store';
import { documentNotFound } from '../http/problem.ts';
import { inForce } from './correct.ts';
import { standingSuppressions } from './suppress.ts';

/** Rules that compare documents with each other. */
export const ACROSS = rules.filter(({ kind }) => kind === 'across');
const ACROSS_IDS = new Set(ACROSS.map(({ id }) => id));

/** What stored documents say of each other, as corrected, without what was answered for at the document concerned. */
export interface Together {
  rows: DocumentRow[];
  report: Report;
}

/**
 * Checks documents with each other, in the order of `ids`; nothing of it is stored.
 *
 * @throws ProblemError 404 where one of them is not there
 */
export async function checkTogether(
  documents: Pick<Documents, 'content'>,
  ids: readonly string[],
  today: string,
): Promise<Together> {
  const chosen = await Promise.all(
    ids.map(async (id) => {
      const content = await documents.content(id);
      if (content === undefined) throw documentNotFound();
      const disclosure = inForce(JSON.parse(content.disclosure) as Disclosure, content.corrections);
      return { row: content.document, disclosure, suppressions: standingSuppressions(content.suppressions) };
    }),
  );
  const found = checkDisclosures(
    chosen.map(({ disclosure }) => disclosure),
    { rules: ACROSS },
  );
  // Each is for the bytes of its document, so that none reaches another one.
  const suppressions = chosen.flatMap((one) => one.suppressions);
  // What fits nothing here may fit among other documents, or within one of these.
  const { lapsed: _, ...report } = applySuppressions(found, suppressions, {
    today,
    ran: new Set(),
    known: ACROSS_IDS,
  });
  return { rows: chosen.map(({ row }) => row), report };
}
