import type { Documents, NamedAssignment } from '@jizhun/store';
import type { ItemNames } from './answer.ts';
import type { Organisation } from './organisation.ts';

/** What projects and documents are called that assignments name. Few have any: each is looked up by itself. */
export async function itemNames(
  assignments: Iterable<NamedAssignment>,
  { organisation, documents }: { organisation: Pick<Organisation, 'project'>; documents: Pick<Documents, 'find'> },
): Promise<ItemNames> {
  const names = new Map<string, string>();
  for (const { items } of assignments) {
    for (const { kind, id } of items) {
      const key = `${kind} ${id}`;
      if (kind === 'unit' || names.has(key)) continue;
      const found = kind === 'project' ? await organisation.project(id) : await documents.find(id);
      if (found !== undefined) names.set(key, found.name);
    }
  }
  return names;
}
