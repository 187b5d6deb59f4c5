import { type Operation, operationNames } from './operations.ts';
import { type Assignment, type Relation, relationNames, relationsOf, type Subject } from './relations.ts';
import { type State, stateNames } from './states.ts';
import { type Grant, grantOf } from './table.ts';

/** A person with the roles that they hold at this moment. */
export interface Holder {
  person: string;
  assignments: readonly Assignment[];
}

/** By what a person may do something: goes into the trail where it is by standing in for someone. */
export interface Permission {
  assignment: Assignment;
  relation: Relation;
  grant: Grant;
}

/** Whether a person may do something to a subject in a state, and by which of their roles; undefined where not. */
export function permissionOf(
  holder: Holder,
  operation: Operation,
  subject: Subject,
  state: State = 'none',
): Permission | undefined {
  for (const assignment of holder.assignments) {
    for (const relation of relationsOf(assignment, holder.person, subject)) {
      const grant = grantOf(assignment.role, relation, state, operation);
      if (grant !== undefined) return { assignment, relation, grant };
    }
  }
  return undefined;
}

/** Whether a person may do something to anything at all: for what a page offers before a subject is chosen. */
export function canEver(holder: Holder, operation: Operation): boolean {
  return holder.assignments.some(({ role }) => mayAnywhere(role).has(operation));
}

const anywhere = new Map<string, ReadonlySet<Operation>>();

function mayAnywhere(role: Assignment['role']): ReadonlySet<Operation> {
  let operations = anywhere.get(role);
  if (operations === undefined) {
    operations = new Set(
      operationNames.filter((operation) =>
        relationNames.some((relation) =>
          stateNames.some((state) => grantOf(role, relation, state, operation) !== undefined),
        ),
      ),
    );
    anywhere.set(role, operations);
  }
  return operations;
}
