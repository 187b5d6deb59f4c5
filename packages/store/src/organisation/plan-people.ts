import type { ChangeOf } from './changes.ts';
import { dayBefore } from './days.ts';
import { cut } from './plan-assignments.ts';
import { type Context, personOf, text, textOrNull } from './plan-common.ts';
import { Refusal } from './refusal.ts';
import type { Person } from './types.ts';

function check({ draft }: Context, person: Person): void {
  if (person.staffNumber === null) return;
  for (const other of draft.numbered(person.staffNumber)) {
    if (other.id !== person.id) {
      throw new Refusal('number-taken', `工号 ${person.staffNumber} 已用于“${other.name}”。`, '请核对工号。');
    }
  }
}

export function addPerson(context: Context, change: ChangeOf<'person.add'>): void {
  const person: Person = {
    id: change.id,
    name: text(change.name, '姓名'),
    staffNumber: textOrNull(change.staffNumber, '工号'),
    createdAt: context.at,
    endedAt: null,
  };
  check(context, person);
  context.draft.people.set(person.id, person);
}

export function changePerson(context: Context, change: ChangeOf<'person.change'>): void {
  const there = personOf(context, change.id);
  const person: Person = {
    ...there,
    name: change.name === undefined ? there.name : text(change.name, '姓名'),
    staffNumber: change.staffNumber === undefined ? there.staffNumber : textOrNull(change.staffNumber, '工号'),
  };
  check(context, person);
  context.draft.people.set(person.id, person);
}

export function endPerson(context: Context, change: ChangeOf<'person.end'>): void {
  const { draft, today } = context;
  const there = personOf(context, change.id);
  if (there.endedAt !== null) throw new Refusal('ended', `“${there.name}”已经停用。`, '请刷新后再看。');
  if (there.id === context.actor) {
    throw new Refusal('own-role', '不能停用本人。', '请由另一名系统管理员办理。');
  }
  const last = dayBefore(today);
  for (const held of draft.heldBy(there.id)) {
    if (held.to === null || held.to > last) cut(context, held, last);
  }
  draft.people.set(there.id, { ...there, endedAt: context.at });
}

export function resumePerson(context: Context, change: ChangeOf<'person.resume'>): void {
  const there = personOf(context, change.id);
  if (there.endedAt === null) throw new Refusal('unchanged', `“${there.name}”没有停用。`, '请刷新后再看。');
  context.draft.people.set(there.id, { ...there, endedAt: null });
}
