import type { DocumentSummary } from '@jizhun/api';
import type { Disclosure } from '@jizhun/model';
import type { DocumentContent, DocumentRow } from '@jizhun/store';
import type { Permit } from '../operation.ts';
import { correctionAnswers, inForce } from './correct.ts';
import { mayTo } from './permitted.ts';
import { suppressionAnswers } from './suppress.ts';

/** A row of the store as the interface answers it, to no one in particular. */
export function summaryAnswer({ addedAt, ...row }: DocumentRow): DocumentSummary {
  return { ...row, addedAt: addedAt.toISOString() };
}

/** The same, with what the caller may do to it. */
export async function summaryFor(
  row: DocumentRow,
  permit: Pick<Permit, 'lineOf' | 'officeOf' | 'may'>,
): Promise<DocumentSummary> {
  return { ...summaryAnswer(row), may: await mayTo(row, permit) };
}

/** The same for a list: the table is asked once for documents of the same unit. */
export async function summariesFor(rows: readonly DocumentRow[], permit: Permit): Promise<DocumentSummary[]> {
  const known = new Map<string, DocumentSummary['may']>();
  const given = new Set(permit.principal.assignments.flatMap(({ items }) => items.map(({ id }) => id)));
  const summaries: DocumentSummary[] = [];
  for (const row of rows) {
    const alike = given.has(row.id) ? row.id : `${row.unit ?? ''} ${row.authority ?? ''} ${row.example}`;
    const may = known.get(alike) ?? (await mayTo(row, permit));
    known.set(alike, may);
    summaries.push({ ...summaryAnswer(row), may });
  }
  return summaries;
}

/** A document's page as JSON text; a reading that nobody corrected is passed on as it is stored. */
export async function detailText(
  content: DocumentContent,
  permit: Pick<Permit, 'lineOf' | 'officeOf' | 'may'>,
): Promise<string> {
  const { document, disclosure, report, notices, corrections, suppressions } = content;
  const summary = JSON.stringify(await summaryFor(document, permit));
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
