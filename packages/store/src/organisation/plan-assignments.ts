import { conflictOf, grantOf, type Item, ROLES, type Role } from '@jizhun/lifecycle';
import type { ChangeOf } from './changes.ts';
import { covers, dayAfter, overlap, periodWords } from './days.ts';
import {
  authorityOf,
  type Context,
  day,
  GUARDIAN,
  nameOf,
  personOf,
  requireAuthority,
  requireUnit,
  unitOf,
} from './plan-common.ts';
import { Refusal } from './refusal.ts';
import type { Day, HeldAssignment } from './types.ts';

const missing = () => new Refusal('not-found', '没有这项任职。', '它可能已被收回；请刷新后再看。');

function assignmentOf({ draft }: Context, id: string): HeldAssignment {
  const held = draft.assignments.get(id);
  if (held === undefined) throw missing();
  return held;
}

const roleName = (role: Role) => ROLES[role].name;

/** Refuses days that are none, or stand the wrong way round. */
function checkDays({ from, to }: Pick<HeldAssignment, 'from' | 'to'>): void {
  day(from, '起始日期');
  if (to === null) return;
  day(to, '最后一天');
  if (to < from) throw new Refusal('bad-day', `最后一天 ${to} 早于起始日期 ${from}。`, '请改正日期。');
}

/** Refuses a role that is not held where it belongs, or at a time when that is not there. */
function checkSeat(context: Context, held: HeldAssignment): void {
  const { seat } = ROLES[held.role];
  const at = held.unit !== null ? 'unit' : held.authority !== null ? 'authority' : 'tenant';
  if (at !== seat || (held.unit !== null && held.authority !== null)) {
    const where = { unit: '单位', authority: '财政部门', tenant: '整个系统，不属于某个单位或财政部门' }[seat];
    throw new Refusal('wrong-seat', `“${roleName(held.role)}”须设在${where}。`, '请改选任职的地方。');
  }
  if (held.unit !== null) requireUnit(unitOf(context, held.unit), held, '单位');
  if (held.authority !== null) requireAuthority(authorityOf(context, held.authority), held, '财政部门');
}

/** Refuses items that the role cannot have, or that are not there. */
function checkItems(context: Context, { role, authority, items }: HeldAssignment): void {
  const wrong = (message: string, remedy: string) => new Refusal('wrong-item', message, remedy);
  const seen = new Set<string>();
  for (const { kind, id } of items) {
    if (seen.has(`${kind} ${id}`)) throw wrong('同一事项列了两次。', '请去掉重复的。');
    seen.add(`${kind} ${id}`);
    if (role !== 'third-party' && !(role === 'finance-desk' && kind === 'unit')) {
      throw wrong(`“${roleName(role)}”不能分派事项。`, '只有第三方/专家可以分派事项，财政业务科可以设对口部门。');
    }
    if (kind === 'unit') {
      const unit = unitOf(context, id);
      if (role === 'finance-desk' && unit.terms.every((term) => term.authority !== authority)) {
        throw wrong(`“${nameOf(unit)}”不属于这个财政部门。`, '对口部门须是本级财政部门的单位。');
      }
    } else if (!context.draft.isThere(kind, id)) {
      throw wrong(`没有这个${kind === 'project' ? '项目' : '文件'}。`, '它可能已被移除；请刷新后再选。');
    }
  }
}

/** Refuses a role beside others of the same person that cannot be held at the same time. */
function checkOthers(context: Context, held: HeldAssignment): void {
  const { name } = personOf(context, held.person);
  const others = [...context.draft.heldBy(held.person)].filter((one) => one.id !== held.id && overlap(one, held));
  const same = others.find(
    (one) =>
      one.role === held.role &&
      one.unit === held.unit &&
      one.authority === held.authority &&
      one.deputyFor === held.deputyFor,
  );
  if (same !== undefined) {
    throw new Refusal(
      'role-held',
      `“${name}”${periodWords(same)}已是这里的“${roleName(held.role)}”。`,
      '不需要重复授予；要改变期限，请修改已有的任职。',
    );
  }
  const conflict = conflictOf(
    others.map(({ role }) => role),
    held.role,
  );
  if (conflict !== undefined) {
    const other = conflict.roles[0] === held.role ? conflict.roles[1] : conflict.roles[0];
    const until = others.find(({ role }) => role === other);
    throw new Refusal(
      'incompatible',
      `“${name}”${until === undefined ? '' : periodWords(until)}担任“${roleName(other)}”，不能同时担任“${roleName(held.role)}”：${conflict.basis}。`,
      '请改由他人担任，或先收回原有的角色。',
    );
  }
}

function check(context: Context, held: HeldAssignment): void {
  checkDays(held);
  const person = personOf(context, held.person);
  if (person.endedAt !== null) {
    throw new Refusal('ended', `“${person.name}”已经停用，不能授予角色。`, '请先恢复这个人员，或改选他人。');
  }
  if (held.person === context.actor) {
    throw new Refusal('own-role', '不能为本人授予角色，也不能改变本人的角色。', '请由另一名安全管理员办理。');
  }
  if (held.role === 'third-party' && held.to === null) {
    throw new Refusal('no-last-day', '第三方/专家须有最后一天。', '请填写委托的最后一天。');
  }
  checkSeat(context, held);
  checkItems(context, held);
  checkOthers(context, held);
}

/** A security administrator who can get in, and not only for a time: someone must always be able to give roles. */
const guards = ({ draft }: Context, held: HeldAssignment): boolean =>
  held.role === GUARDIAN &&
  held.deputyFor === null &&
  held.to === null &&
  draft.people.get(held.person)?.endedAt === null &&
  !draft.isShut(held.person);

/** Refuses that a security administrator goes where nobody would be left from that day on. */
function requireGuardian(context: Context, before: HeldAssignment, last: Day): void {
  if (before.role !== GUARDIAN || before.to !== null || before.deputyFor !== null) return;
  const from = last < context.today ? context.today : dayAfter(last);
  for (const one of context.draft.assignments.values()) {
    if (one.id !== before.id && one.person !== before.person && one.from <= from && guards(context, one)) return;
  }
  throw new Refusal(
    'last-security-administrator',
    '这是最后一名安全管理员，收回之后没有人能够授予角色。',
    '请先授予另一人“安全管理员”，不设最后一天，并使其账号可以登录。',
  );
}

/** Lets an assignment, and those who stand in for it, last no longer than a day. One that begins later is taken back. */
export function cut(context: Context, held: HeldAssignment, last: Day): void {
  const { draft } = context;
  requireGuardian(context, held, last);
  for (const one of [...draft.assignments.values()]) {
    const concerned = one.id === held.id || one.deputyFor === held.id;
    if (concerned && one.from > last) draft.assignments.delete(one.id);
    else if (concerned && (one.to === null || one.to > last)) draft.assignments.set(one.id, { ...one, to: last });
  }
}

export function giveAssignment(context: Context, change: ChangeOf<'assignment.give'>): void {
  const held: HeldAssignment = {
    id: change.id,
    person: change.person,
    role: change.role,
    unit: change.unit ?? null,
    authority: change.authority ?? null,
    from: change.from,
    to: change.to ?? null,
    deputyFor: null,
    items: change.items ?? [],
  };
  check(context, held);
  context.draft.assignments.set(held.id, held);
}

export function changeAssignment(context: Context, change: ChangeOf<'assignment.change'>): void {
  const there = assignmentOf(context, change.id);
  if (there.deputyFor !== null && (change.to === null || change.items !== undefined)) {
    throw new Refusal('not-deputised', '代理只能改变最后一天，事项随被代理人。', '请修改被代理人的任职。');
  }
  const held: HeldAssignment = {
    ...there,
    to: change.to === undefined ? there.to : change.to,
    items: change.items ?? there.items,
  };
  if (there.deputyFor === null) check(context, held);
  else {
    checkDays(held);
    checkDeputy(context, held, assignmentOf(context, there.deputyFor));
  }
  if (held.to !== null) cut(context, there, held.to);
  context.draft.assignments.set(held.id, held);
}

export function endAssignment(context: Context, change: ChangeOf<'assignment.end'>): void {
  const there = assignmentOf(context, change.id);
  const last = day(change.last, '最后一天');
  if (there.to !== null && there.to <= last) {
    throw new Refusal('ended', `这项任职到 ${there.to} 为止，不会更晚。`, '请刷新后再看。');
  }
  cut(context, there, last);
}

/** Whether holders of a role may let others stand in for them: as the table says. */
const mayDeputise = (role: Role) => grantOf(role, 'self', 'none', 'role.deputise') !== undefined;

function checkDeputy(context: Context, held: HeldAssignment, of: HeldAssignment): void {
  const person = personOf(context, held.person);
  if (person.endedAt !== null) throw new Refusal('ended', `“${person.name}”已经停用，不能代理。`, '请改选他人。');
  if (of.deputyFor !== null) {
    throw new Refusal('not-deputised', '代理人不能再指定代理人。', '请由被代理人本人指定。');
  }
  if (!mayDeputise(of.role)) {
    throw new Refusal('not-deputised', `“${roleName(of.role)}”不能由他人代理。`, '请由安全管理员另行授予角色。');
  }
  if (held.person === of.person) throw new Refusal('not-deputised', '不能由本人代理本人。', '请改选他人。');
  if (held.person === context.actor) {
    throw new Refusal('own-role', '不能指定本人为代理人。', '请由被代理人指定。');
  }
  if (!covers(of, held)) {
    throw new Refusal(
      'bad-day',
      `代理期限 ${periodWords(held)} 超出任职期限 ${periodWords(of)}。`,
      '代理不能早于、晚于任职本身；请改正日期。',
    );
  }
  const colleague = ({ unit, authority, deputyFor, ...period }: HeldAssignment) =>
    deputyFor === null && unit === of.unit && authority === of.authority && covers(period, held);
  if (![...context.draft.heldBy(held.person)].some(colleague)) {
    throw new Refusal(
      'not-colleague',
      `“${person.name}”在代理期间不在这个${of.unit === null ? '财政部门' : '单位'}任职。`,
      '请改选同一单位的人员；其他人须由安全管理员授予角色。',
    );
  }
  checkOthers(context, held);
}

export function deputise(context: Context, change: ChangeOf<'assignment.deputise'>): void {
  const of = assignmentOf(context, change.of);
  const items: readonly Item[] = [];
  const { role, unit, authority } = of;
  const { id, person, from, to } = change;
  const held: HeldAssignment = { id, person, role, unit, authority, from, to, deputyFor: of.id, items };
  checkDays(held);
  checkDeputy(context, held, of);
  context.draft.assignments.set(held.id, held);
}
