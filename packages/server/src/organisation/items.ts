import type { NamedAssignment } from '@jizhun/store';
import { documentSubject } from '../documents/permitted.ts';
import type { Permit, PersonServices } from '../operation.ts';
import type { ItemNames } from './answer.ts';
import { projectSubject } from './permitted.ts';
import { officeIn } from './stand.ts';

/**
 * What projects and documents are called that assignments name: for who may read them, and for who gives roles, and has
 * to see what was given. Few assignments name any: each is looked up by itself.
 */
export async function itemNames(
  assignments: Iterable<NamedAssignment>,
  { organisation, documents }: Pick<PersonServices, 'organisation' | 'documents'>,
  { may }: Pick<Permit, 'may'>,
): Promise<ItemNames> {
  const names = new Map<string, string>();
  const tree = await organisation.tree();
  const places = {
    lineOf: async (unit: string) => tree.lineOf(unit),
    officeOf: async (authority: string) => officeIn(tree, authority),
  };
  const project = async (id: string): Promise<string | undefined> => {
    const found = await organisation.project(id);
    if (found === undefined) return undefined;
    return may('role.assign') || may('project.read', projectSubject(found, tree)) ? found.name : undefined;
  };
  const document = async (id: string): Promise<string | undefined> => {
    const subject = await documentSubject(id, places, documents);
    if (subject === undefined || !(may('role.assign') || may('document.read', subject))) return undefined;
    return (await documents.find(id))?.name;
  };
  for (const { items } of assignments) {
    for (const { kind, id } of items) {
      const key = `${kind} ${id}`;
      if (kind === 'unit' || names.has(key)) continue;
      const name = await (kind === 'project' ? project(id) : document(id));
      if (name !== undefined) names.set(key, name);
    }
  }
  return names;
}
