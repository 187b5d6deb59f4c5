import type { Operation as LifecycleOperation, Subject } from '@jizhun/lifecycle';
import type { DocumentRow, Documents, Readable } from '@jizhun/store';
import { documentNotFound } from '../http/problem.ts';
import type { Principal } from '../identity/principal.ts';
import type { Needs, Permit } from '../operation.ts';

/** A document, as far as permissions depend on it; undefined where its unit is unknown. */
async function subjectOf(
  id: string,
  owner: { unit?: string; example: boolean },
  { lineOf }: Pick<Permit, 'lineOf'>,
): Promise<Subject | undefined> {
  const unit = owner.unit === undefined ? undefined : await lineOf(owner.unit);
  if (owner.unit !== undefined && unit === undefined) return undefined;
  return {
    item: { kind: 'document', id },
    ...(unit === undefined ? {} : { unit }),
    ...(owner.example ? { shared: true } : {}),
  };
}

/** A document, as far as permissions depend on it; undefined where there is none, or its unit is unknown. */
export async function documentSubject(
  id: string,
  permit: Pick<Permit, 'lineOf'>,
  documents: Pick<Documents, 'owner'>,
): Promise<Subject | undefined> {
  const owner = await documents.owner(id);
  return owner === undefined ? undefined : subjectOf(id, owner, permit);
}

/** What the caller may do to a document of the list, for the page to offer. */
export async function mayTo(
  { id, unit, example }: Pick<DocumentRow, 'id' | 'unit' | 'example'>,
  permit: Pick<Permit, 'lineOf' | 'may'>,
): Promise<{ correct: boolean; suppress: boolean; remove: boolean }> {
  const subject = await subjectOf(id, { example, ...(unit === undefined ? {} : { unit }) }, permit);
  const may = (operation: LifecycleOperation) => subject !== undefined && permit.may(operation, subject);
  return { correct: may('document.correct'), suppress: may('document.suppress'), remove: may('document.remove') };
}

/** What an operation on the document that its path names needs. */
export const onDocument = (operation: LifecycleOperation): Needs<{ params: { id: string } } & Permit> => ({
  operation,
  missing: '这份文件',
  subject: ({ params, lineOf }, { documents }) => documentSubject(params.id, { lineOf }, documents),
});

/** @throws ProblemError 404 where one of the documents is not there, or may not be read */
export async function demandReadable(
  ids: readonly string[],
  permit: Permit,
  documents: Pick<Documents, 'owner'>,
): Promise<void> {
  for (const id of ids) {
    const subject = await documentSubject(id, permit, documents);
    if (subject === undefined || !permit.may('document.read', subject)) throw documentNotFound();
  }
}

/** Which documents the caller may read: asked once for each unit that has any, not for each document. */
export async function readableDocuments(
  { principal, lineOf, may }: Permit,
  documents: Pick<Documents, 'units' | 'owner'>,
): Promise<Readable> {
  const units: string[] = [];
  for (const id of await documents.units()) {
    const unit = await lineOf(id);
    if (unit !== undefined && may('document.read', { unit })) units.push(id);
  }
  const given = principal.assignments.flatMap(({ items }) =>
    items.filter(({ kind }) => kind === 'document').map(({ id }) => id),
  );
  const single: string[] = [];
  for (const id of given) {
    const subject = await documentSubject(id, { lineOf }, documents);
    if (subject !== undefined && may('document.read', subject)) single.push(id);
  }
  return {
    units,
    atLarge: may('document.read'),
    examples: may('document.read', { shared: true }),
    documents: single,
  };
}

/**
 * The unit to which a document goes that the caller adds: the one that the request names, else the one to which the token
 * is limited, else the first at which they hold a role, their own before those of whom they stand in for. Undefined: the
 * authority at large.
 */
export function unitForAdding(named: string | undefined, { tokenUnit, assignments }: Principal): string | undefined {
  const own = assignments.find(({ unit, deputyFor }) => unit !== undefined && deputyFor === undefined);
  const any = own ?? assignments.find(({ unit }) => unit !== undefined);
  return named ?? tokenUnit ?? any?.unit;
}
