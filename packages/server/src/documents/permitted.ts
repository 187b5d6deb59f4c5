import type { Operation as LifecycleOperation, Subject } from '@jizhun/lifecycle';
import type { DocumentPlace, DocumentRow, Documents, Readable } from '@jizhun/store';
import { documentNotFound } from '../http/problem.ts';
import type { Principal } from '../identity/principal.ts';
import type { Needs, Permit } from '../operation.ts';

type Places = Pick<Permit, 'lineOf' | 'officeOf'>;

/** What stands in a place, as far as permissions depend on it; undefined where the place is unknown. */
export async function standOf(
  { unit, authority }: DocumentPlace,
  { lineOf, officeOf }: Places,
): Promise<Subject | undefined> {
  if (unit === undefined && authority === undefined) return {};
  const line = unit === undefined ? await officeOf(authority ?? '') : await lineOf(unit);
  return line === undefined ? undefined : { unit: line };
}

/** A document, as far as permissions depend on it; undefined where its place is unknown. */
async function subjectOf(
  id: string,
  owner: DocumentPlace & { example: boolean },
  places: Places,
): Promise<Subject | undefined> {
  const stand = await standOf(owner, places);
  if (stand === undefined) return undefined;
  return { item: { kind: 'document', id }, ...stand, ...(owner.example ? { shared: true } : {}) };
}

/** A document, as far as permissions depend on it; undefined where there is none, or its place is unknown. */
export async function documentSubject(
  id: string,
  permit: Places,
  documents: Pick<Documents, 'owner'>,
): Promise<Subject | undefined> {
  const owner = await documents.owner(id);
  return owner === undefined ? undefined : subjectOf(id, owner, permit);
}

/** What the caller may do to a document of the list, for the page to offer. */
export async function mayTo(
  row: Pick<DocumentRow, 'id' | 'unit' | 'authority' | 'example'>,
  permit: Places & Pick<Permit, 'may'>,
): Promise<{ correct: boolean; suppress: boolean; remove: boolean }> {
  const subject = await subjectOf(row.id, row, permit);
  const may = (operation: LifecycleOperation) => subject !== undefined && permit.may(operation, subject);
  return { correct: may('document.correct'), suppress: may('document.suppress'), remove: may('document.remove') };
}

/** What an operation on the document that its path names needs. */
export const onDocument = (operation: LifecycleOperation): Needs<{ params: { id: string } } & Permit> => ({
  operation,
  missing: '这份文件',
  subject: ({ params, ...permit }, { documents }) => documentSubject(params.id, permit, documents),
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

/** Which documents the caller may read: asked once for each unit and authority that has any, not for each document. */
export async function readableDocuments(
  permit: Permit,
  documents: Pick<Documents, 'owners' | 'owner'>,
): Promise<Readable> {
  const { principal, lineOf, officeOf, may } = permit;
  const readable = async (ids: readonly string[], stand: (id: string) => ReturnType<Permit['lineOf']>) => {
    const found: string[] = [];
    for (const id of ids) {
      const unit = await stand(id);
      if (unit !== undefined && may('document.read', { unit })) found.push(id);
    }
    return found;
  };
  const owners = await documents.owners();
  const given = principal.assignments.flatMap(({ items }) =>
    items.filter(({ kind }) => kind === 'document').map(({ id }) => id),
  );
  const single: string[] = [];
  for (const id of given) {
    const subject = await documentSubject(id, permit, documents);
    if (subject !== undefined && may('document.read', subject)) single.push(id);
  }
  return {
    units: await readable(owners.units, lineOf),
    authorities: await readable(owners.authorities, officeOf),
    examples: may('document.read', { shared: true }),
    documents: single,
  };
}

/**
 * Where a document goes that the caller adds: to the unit that the request names, else the one to which the token is
 * limited, else the first unit, else the first authority, at which they hold a role, their own before those of whom they
 * stand in for.
 */
export function placeForAdding(named: string | undefined, { tokenUnit, assignments }: Principal): DocumentPlace {
  const own = [...assignments].sort((a, b) => Number(a.deputyFor !== undefined) - Number(b.deputyFor !== undefined));
  const unit = named ?? tokenUnit ?? own.find((one) => one.unit !== undefined)?.unit;
  if (unit !== undefined) return { unit };
  const authority = own.find((one) => one.authority !== undefined)?.authority;
  return authority === undefined ? {} : { authority };
}
