import type { DocumentSummary } from '@jizhun/api';
import type { Disclosure } from '@jizhun/model';
import type { DocumentContent, DocumentRow } from '@jizhun/store';
import { correctionAnswers, inForce } from './correct.ts';
import { suppressionAnswers } from './suppress.ts';

/** A row of the store as the interface answers it. */
export function summaryAnswer({ addedAt, ...row }: DocumentRow): DocumentSummary {
  return { ...row, addedAt: addedAt.toISOString() };
}

/** A document's page as JSON text; a reading that nobody corrected is passed on as it is stored. */
export function detailText(content: DocumentContent): string {
  const { document, disclosure, report, notices, corrections, suppressions } = content;
  const summary = JSON.stringify(summaryAnswer(document));
  let inUse = disclosure;
  let answers = '[]';
  if (corrections.length > 0) {
    const read = JSON.parse(disclosure) as Disclosure;
    inUse = JSON.stringify(inForce(read, corrections));
    answers = JSON.stringify(correctionAnswers(read, corrections));
  }
  const answered =
    suppressions.length === 0 ? '[]' : JSON.stringify(suppressionAnswers(suppressions, JSON.parse(report)));
  return `{"document":${summary},"disclosure":${inUse},"report":${report},"notices":${notices},"corrections":${answers},"suppressions":${answered}}`;
}
