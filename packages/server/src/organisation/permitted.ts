import type { Operation as LifecycleOperation, Subject } from '@jizhun/lifecycle';
import type { Tree } from '@jizhun/store';
import type { Needs, Permit } from '../operation.ts';
import type { Organisation } from './organisation.ts';

/** A unit, as far as permissions depend on it; undefined where there is none. */
export function unitSubject(id: string, tree: Pick<Tree, 'lineOf'>): Subject | undefined {
  const unit = tree.lineOf(id);
  return unit === undefined ? undefined : { unit, item: { kind: 'unit', id } };
}

/** A project, as far as permissions depend on it. */
export function projectSubject({ id, unit }: { id: string; unit: string }, tree: Pick<Tree, 'lineOf'>): Subject {
  const line = tree.lineOf(unit);
  return { item: { kind: 'project', id }, ...(line === undefined ? {} : { unit: line }) };
}

/** What an operation on the unit that its path names needs. */
export const onUnit = (operation: LifecycleOperation): Needs<{ params: { id: string } } & Permit> => ({
  operation,
  missing: '这个单位',
  subject: async ({ params }, { organisation }) => unitSubject(params.id, await organisation.tree()),
});

/** What an operation on the project that its path names needs. */
export const onProject = (operation: LifecycleOperation): Needs<{ params: { id: string } } & Permit> => ({
  operation,
  missing: '这个项目',
  async subject({ params }, { organisation }) {
    const project = await organisation.project(params.id);
    return project === undefined ? undefined : projectSubject(project, await organisation.tree());
  },
});

/** Whether the caller may do something to a unit: a test for each. */
export function mayTo(operation: LifecycleOperation, { may }: Permit, tree: Tree): (unit: string) => boolean {
  return (unit) => {
    const subject = unitSubject(unit, tree);
    return subject !== undefined && may(operation, subject);
  };
}

/** Which projects the caller may read: those of units, and those that were given to them one by one. */
export async function readableProjects(
  permit: Permit,
  tree: Tree,
  organisation: Pick<Organisation, 'project'>,
): Promise<{ units: string[]; projects: string[] }> {
  const projects: string[] = [];
  for (const { kind, id } of permit.principal.assignments.flatMap(({ items }) => items)) {
    const project = kind === 'project' ? await organisation.project(id) : undefined;
    if (project !== undefined && permit.may('project.read', projectSubject(project, tree))) projects.push(id);
  }
  return { units: [...tree.ids()].filter(mayTo('project.read', permit, tree)), projects };
}
