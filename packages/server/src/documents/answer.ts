import type { DocumentSummary } from '@jizhun/api';
import type { DocumentRow } from '@jizhun/store';

/** A row of the store as the interface answers it. */
export function summaryAnswer({ addedAt, ...row }: DocumentRow): DocumentSummary {
  return { ...row, addedAt: addedAt.toISOString() };
}
