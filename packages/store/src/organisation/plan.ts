import { createHash } from 'node:crypto';
import { beijingDay } from '@jizhun/model';
import type { Deed } from '../audit/event.ts';
import type { Change } from './changes.ts';
import { changeAssignment, deputise, endAssignment, giveAssignment } from './plan-assignments.ts';
import { addAuthority, changeAuthority, endAuthority } from './plan-authorities.ts';
import type { Context } from './plan-common.ts';
import { addPerson, changePerson, endPerson, resumePerson } from './plan-people.ts';
import { addProject, changeProject, endProject, resumeProject } from './plan-projects.ts';
import { addUnit, changeUnit, endUnit, mergeUnits, splitUnit } from './plan-units.ts';
import { Refusal, type Refused } from './refusal.ts';
import { type Draft, draftOf, type Facts, type SubjectKind } from './state.ts';
import { deedsOf } from './told.ts';

/** Names what an entity was when someone saw it: another one for everything that is different. */
export const versionOf = (entity: object): string =>
  createHash('sha256').update(JSON.stringify(entity)).digest('hex').slice(0, 16);

/** What changes come to: the organisation after them, and a row of the trail for everything that they touch. */
export interface Plan {
  draft: Draft;
  deeds: Deed[];
  refused: Refused[];
}

function make(context: Context, change: Change): void {
  switch (change.operation) {
    case 'authority.add':
      addAuthority(context, change);
      break;
    case 'authority.change':
      changeAuthority(context, change);
      break;
    case 'authority.end':
      endAuthority(context, change);
      break;
    case 'unit.add':
      addUnit(context, change);
      break;
    case 'unit.change':
      changeUnit(context, change);
      break;
    case 'unit.merge':
      mergeUnits(context, change);
      break;
    case 'unit.split':
      splitUnit(context, change);
      break;
    case 'unit.end':
      endUnit(context, change);
      break;
    case 'project.add':
      addProject(context, change);
      break;
    case 'project.change':
      changeProject(context, change);
      break;
    case 'project.end':
      endProject(context, change);
      break;
    case 'project.resume':
      resumeProject(context, change);
      break;
    case 'person.add':
      addPerson(context, change);
      break;
    case 'person.change':
      changePerson(context, change);
      break;
    case 'person.end':
      endPerson(context, change);
      break;
    case 'person.resume':
      resumePerson(context, change);
      break;
    case 'assignment.give':
      giveAssignment(context, change);
      break;
    case 'assignment.change':
      changeAssignment(context, change);
      break;
    case 'assignment.end':
      endAssignment(context, change);
      break;
    case 'assignment.deputise':
      deputise(context, change);
      break;
  }
}

/** What the change is made to, as the draft has it: of units that are merged, the first. */
function subjectOf(draft: Draft, change: Change): object | undefined {
  const [kind] = change.operation.split('.') as [SubjectKind];
  const id = 'id' in change ? change.id : (change.units[0] ?? '');
  const tables = {
    authority: draft.authorities,
    unit: draft.units,
    project: draft.projects,
    person: draft.people,
    assignment: draft.assignments,
  };
  return tables[kind].get(id);
}

/**
 * Plans changes one after another, each on what those before it made. One that cannot be made is left out and told in
 * `refused`, so that all of what is wrong in a list is told at once. Pure.
 */
export function plan(facts: Facts, changes: readonly Change[], at: Date, actor: string | undefined): Plan {
  const draft = draftOf(facts);
  const context: Context = { draft, at, today: beijingDay(at), actor };
  const deeds: Deed[] = [];
  const refused: Refused[] = [];
  for (const [index, change] of changes.entries()) {
    draft.begin();
    try {
      const subject = change.seen === undefined ? undefined : subjectOf(draft, change);
      if (subject !== undefined && versionOf(subject) !== change.seen) {
        throw new Refusal('stale', '打开之后，已有别人作了改动；没有保存。', '请刷新，看过新的内容后再改。');
      }
      make(context, change);
      deeds.push(...deedsOf(draft, change));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      draft.undo();
      refused.push({ index, code: error.code, message: error.message, remedy: error.remedy });
    }
  }
  return { draft, deeds, refused };
}
