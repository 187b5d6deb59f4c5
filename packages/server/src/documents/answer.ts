import type { DocumentSummary } from '@jizhun/api';
import type { Disclosure } from '@jizhun/model';
import type { DocumentContent, DocumentRow } from '@jizhun/store';
import { correctionAnswers, inForce } from './correct.ts';

/** A row of the store as the interface answers it. */
export function summaryAnswer({ addedAt, ...row }: DocumentRow): DocumentSummary {
  return { ...row, addedAt: addedAt.toISOString() };
}

/** A document's page as JSON text; a reading that nobody corrected is passed on as it is stored. */
export function detailText({ document, disclosure, report, notices, corrections }: DocumentContent): string {
  const summary = JSON.stringify(summaryAnswer(document));
  let inUse = disclosure;
  let answers = '[]';
  if (corrections.length > 0) {
    const read = JSON.parse(disclosure) as Disclosure;
    inUse = JSON.stringify(inForce(read, corrections));
    answers = JSON.stringify(correctionAnswers(read, corrections));
  }
  return `{"document":${summary},"disclosure":${inUse},"report":${report},"notices":${notices},"corrections":${answers},"suppressions":[]}`;
}
