import type { Transaction } from 'kysely';
import type { Deed, Stamp } from '../audit/event.ts';
import type { Scope } from '../scope.ts';
import type { Tables } from '../tables.ts';

/** Adds a row to the trail about a document. */
export type Note = (operation: string, id: string, what?: Pick<Deed, 'before' | 'after' | 'reason'>) => Promise<void>;

/** The data of one tenant, where what is noted is noted about a document. */
export interface DocumentScope extends Omit<Scope, 'recorded'> {
  /** Changes something about a document and notes it in the trail, in one transaction. */
  recorded<T>(work: (tx: Transaction<Tables>, note: Note) => Promise<T>, by: Stamp): Promise<T>;
}

export const documentScope = (scope: Scope): DocumentScope => ({
  ...scope,
  recorded: (work, by) =>
    scope.recorded(
      (tx, note) => work(tx, (operation, id, what) => note(operation, { kind: 'document', id }, what)),
      by,
    ),
});
