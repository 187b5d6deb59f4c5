import { type ImportRow, loginNameSchema } from '@jizhun/api';
import { conflictOf, ROLES, type Role } from '@jizhun/lifecycle';
import { readDay } from './dates.ts';
import { markDuplicates, type Planned, planWithout } from './fixpoint.ts';
import { unitNamed } from './named-unit.ts';
import { type Choices, complain, differ, draftOf, groupBy, placesOf, shown, stateOf } from './plan.ts';
import type { RowChange } from './plan-projects.ts';
import { readRoles } from './roles.ts';
import type { ListRow } from './rows.ts';
import { cleanCode, keyOf, listed, saysNone } from './text.ts';
import { type AuthorityNow, type Finder, finderOf, type TreeNow, type UnitNow, unitsNamed } from './tree.ts';

/** A role that a person holds, or will; deputies apart. */
export interface RoleNow {
  id: string;
  role: Role;
  unit: string | null;
  authority: string | null;
  from: string;
  to: string | null;
  /** Departments that a desk is in charge of. */
  inCharge: readonly string[];
}

export interface PersonNow {
  id: string;
  name: string;
  staff: string | null;
  login: string | null;
  ended: boolean;
  roles: readonly RoleNow[];
}

export interface PeopleNow {
  tree: TreeNow;
  people: readonly PersonNow[];
}

/** What the person who imports may do: administrators of the system and of security do one half each. */
export interface PeoplePowers {
  people: boolean;
  roles: boolean;
  accounts: boolean;
}

/** An account that a row asks for. */
export interface AccountWish {
  row: string;
  person: string;
  name: string;
  login: string;
}

export interface PeoplePlan {
  rows: ImportRow[];
  changes: RowChange[];
  accounts: AccountWish[];
  withheld: string | null;
}

/** Where a role is held. */
interface Seat {
  unit: UnitNow | undefined;
  authority: AuthorityNow | undefined;
}

interface Entry extends Planned {
  staff: string | null;
  login: string | null;
  seat: Seat;
  /** A place is written there, but it cannot be told which. */
  lost: boolean;
  roles: readonly Role[];
  from: string | undefined;
  to: string | undefined;
  inCharge: readonly UnitNow[] | undefined;
  group: Group | undefined;
}

/** The rows of one person. */
interface Group {
  entries: Entry[];
  /** Its rows contradict each other: it cannot be told who is meant. */
  broken: boolean;
  match: PersonNow | undefined;
}

/**
 * What importing a list of people with their roles would do. Pure, and the order of the rows does not matter.
 *
 * A person is found by 工号, else by log-in name, else by name and place. Several rows may speak of one person, a role
 * each. Roles are only added and their last days changed: none is taken away by a list.
 *
 * @param idOf the id of what is new, by a key
 */
export function planPeople(
  rows: readonly ListRow[],
  now: PeopleNow,
  powers: PeoplePowers,
  choices: Choices,
  idOf: (key: string) => string,
): PeoplePlan {
  const finder = finderOf(now.tree);
  const known = indexOf(now.people);
  return planWithout(rows, choices, (out) => {
    const entries = rows.map((row) => readEntry(row, finder, choices, out.has(row.key)));
    const within = entries.filter((entry) => !entry.out);
    markDuplicates(within);
    const groups = groupsOf(within.filter(({ duplicate, name }) => duplicate === undefined && name !== ''));
    for (const group of groups) matchGroup(group, known, choices);
    checkClaims(groups);
    const context: Context = { finder, choices, powers, idOf, withheld: { roles: 0, people: 0, accounts: 0 } };
    const plans = groups.map((group) => planGroup(group, known, context));
    return {
      entries,
      plan: () => ({
        rows: entries.map((entry) => shown(entry, choices)),
        changes: plans.flatMap((plan) => plan().changes),
        accounts: plans.flatMap((plan) => plan().accounts),
        withheld: withheldWords(context),
      }),
    };
  });
}

interface Context {
  finder: Finder;
  choices: Choices;
  powers: PeoplePowers;
  idOf(key: string): string;
  withheld: { roles: number; people: number; accounts: number };
}

function withheldWords({ withheld: { roles, people, accounts } }: Context): string | null {
  const parts: string[] = [];
  if (roles > 0) parts.push(`${roles} 项角色须由安全管理员授予，此次不授予；请安全管理员用同一份清单再导入一次`);
  if (people > 0) parts.push(`${people} 处人员信息的变动须由系统管理员导入，此次不改`);
  if (accounts > 0) parts.push(`${accounts} 个账号须由安全管理员开设，此次不开设`);
  return parts.length === 0 ? null : `${parts.join('；')}。`;
}

function readEntry(row: ListRow, finder: Finder, choices: Choices, out: boolean): Entry {
  const { values } = row;
  const entry: Entry = {
    ...draftOf(row),
    out,
    duplicate: undefined,
    staff: null,
    login: null,
    seat: { unit: undefined, authority: undefined },
    lost: false,
    roles: [],
    from: undefined,
    to: undefined,
    inCharge: undefined,
    group: undefined,
  };
  if (entry.name === '') complain(entry, 'error', 'name', '没有姓名。', '请补上姓名；不是人员的行请选“不导入此行”。');
  if (entry.name.length > 50) complain(entry, 'error', 'name', '姓名超过 50 个字。', '请核对这一列是否为姓名。');
  const staff = cleanCode(values.staff ?? '');
  if (staff !== '' && !saysNone(staff)) {
    if (staff.length > 40) complain(entry, 'error', 'staff', '工号超过 40 个字符。', '请核对这一列是否为工号。');
    else entry.staff = staff;
    entry.code = entry.staff;
  }
  const login = cleanCode(values.login ?? '');
  if (login !== '' && !saysNone(login)) {
    const parsed = loginNameSchema.safeParse(login);
    if (parsed.success) entry.login = parsed.data;
    else
      complain(
        entry,
        'error',
        'login',
        `登录名“${values.login}”写法不对。`,
        '登录名为 2 至 50 个字母、数字、汉字，中间可用点、下划线、连字符、@。',
      );
  }
  readRolesOf(entry, finder);
  readDays(entry, choices);
  return entry;
}

function readRolesOf(entry: Entry, finder: Finder): void {
  const { values } = entry.row;
  const { roles, unknown } = readRoles(values.role ?? '');
  for (const word of unknown)
    complain(
      entry,
      'error',
      'role',
      `不认识的角色“${word}”。`,
      `请填：${Object.values(ROLES)
        .map(({ name }) => name)
        .join('、')}。`,
    );
  entry.roles = roles;
  // An authority is not among the units: it is looked for where a role, or nothing else, is held there.
  const authorities = finder.authorities(values.unit ?? '');
  const atAuthority = roles.some((role) => ROLES[role].seat === 'authority');
  const isUnit = unitsNamed(finder, values.unit ?? '').length > 0;
  if (authorities.length === 1 && (atAuthority || !isUnit)) entry.seat.authority = authorities[0];
  else {
    const unit = unitNamed(entry, finder);
    if (unit === null) entry.lost = true;
    else entry.seat.unit = unit;
  }
  if (values.inCharge !== undefined && !saysNone(values.inCharge)) {
    const found: UnitNow[] = [];
    for (const name of listed(values.inCharge)) {
      const units = unitsNamed(finder, name);
      if (units.length === 1 && units[0] !== undefined) found.push(units[0]);
      else
        complain(
          entry,
          'error',
          'inCharge',
          units.length === 0 ? `没有单位“${name}”。` : `有 ${units.length} 个单位都叫“${name}”。`,
          '请改正名称，或改填单位代码。',
        );
    }
    if (roles.includes('finance-desk')) entry.inCharge = found;
    else complain(entry, 'warning', 'inCharge', '只有财政业务科有对口部门，此处未使用。', '请核对角色。');
  }
}

function readDays(entry: Entry, { day }: Choices): void {
  const { values } = entry.row;
  const read = (field: 'from' | 'to', edge: 'first' | 'last'): string | undefined => {
    const said = readDay(values[field] ?? '', edge);
    if (said === undefined || 'value' in said) return said?.value;
    complain(
      entry,
      'error',
      field,
      `“${said.wrong}”不是日期。`,
      '请按 2026-01-01 的写法填写，单元格设为日期或文本格式。',
    );
    return undefined;
  };
  entry.from = read('from', 'first');
  entry.to = read('to', 'last');
  const { from = day, to } = entry;
  if (to !== undefined && to < from)
    complain(
      entry,
      'error',
      'to',
      `截止日期 ${to} 早于起始日期 ${from}${entry.from === undefined ? '（导入的日期）' : ''}。`,
      '请改正日期。',
    );
  if (entry.roles.includes('third-party') && to === undefined)
    complain(entry, 'error', 'to', '第三方/专家没有截止日期。', '请填写委托的最后一天。');
}

const seatKey = ({ seat }: Entry) => seat.unit?.id ?? seat.authority?.id ?? '';

/** Puts the rows of one person together. Rows without a number go with the one person of their name and place. */
function groupsOf(entries: readonly Entry[]): Group[] {
  const groups = new Map<string, Group>();
  const put = (key: string, entry: Entry) => {
    let group = groups.get(key);
    if (group === undefined) {
      group = { entries: [], broken: false, match: undefined };
      groups.set(key, group);
    }
    group.entries.push(entry);
    entry.group = group;
  };
  const loginOf = new Map<string, Set<string>>();
  for (const entry of entries) {
    if (entry.staff === null) continue;
    const key = `staff ${keyOf(entry.staff)}`;
    put(key, entry);
    if (entry.login !== null) loginOf.set(entry.login, (loginOf.get(entry.login) ?? new Set()).add(key));
  }
  for (const entry of entries) {
    if (entry.staff !== null || entry.login === null) continue;
    const [only, other] = loginOf.get(entry.login) ?? [];
    put(only === undefined || other !== undefined ? `login ${entry.login}` : only, entry);
  }
  const named = groupBy(
    entries.filter(({ group }) => group !== undefined),
    (entry) => `${keyOf(entry.name)} ${seatKey(entry)}`,
  );
  for (const entry of entries) {
    if (entry.group !== undefined) continue;
    const key = `${keyOf(entry.name)} ${seatKey(entry)}`;
    const known = new Set((named.get(key) ?? []).map(({ group }) => group));
    if (known.size > 1)
      complain(entry, 'error', 'name', `清单中有 ${known.size} 个“${entry.name}”，不知是哪一个。`, '请补上工号。');
    const [only] = known;
    if (known.size === 1 && only !== undefined) {
      only.entries.push(entry);
      entry.group = only;
    } else put(`name ${key}`, entry);
  }
  const all = [...groups.values()];
  for (const group of all) checkGroup(group);
  const withLogin = entries.filter(({ login }) => login !== null);
  for (const [login, same] of groupBy(withLogin, (entry) => entry.login ?? undefined)) {
    const sharing = new Set(same.map(({ group }) => group));
    if (sharing.size < 2) continue;
    for (const group of sharing) if (group !== undefined) group.broken = true;
    for (const entry of same)
      complain(
        entry,
        'error',
        'login',
        `登录名“${login}”由几个人共用：${placesOf(same)}。`,
        '请让每人有自己的登录名。',
      );
  }
  return all;
}

function checkGroup(group: Group): void {
  const { entries } = group;
  const names = new Set(entries.map(({ name }) => keyOf(name)));
  if (names.size > 1)
    for (const entry of entries) {
      const message = `${placesOf(entries)}的${entry.staff === null ? '登录名' : '工号'}相同，姓名不同。`;
      complain(entry, 'error', 'name', message, '请改正姓名或工号。');
    }
  const logins = new Set(entries.flatMap(({ login }) => (login === null ? [] : [login])));
  if (logins.size > 1)
    for (const entry of entries)
      complain(entry, 'error', 'login', `同一个人写了 ${logins.size} 个登录名。`, '请只留一个登录名。');
  group.broken = names.size > 1 || logins.size > 1;
}

/** The people who are there, by what finds them. */
interface People {
  staff: ReadonlyMap<string, PersonNow>;
  login: ReadonlyMap<string, PersonNow>;
  name: ReadonlyMap<string, PersonNow[]>;
}

const indexOf = (people: readonly PersonNow[]): People => ({
  staff: new Map(people.flatMap((person) => (person.staff === null ? [] : [[keyOf(person.staff), person]]))),
  login: new Map(people.flatMap((person) => (person.login === null ? [] : [[person.login, person]]))),
  name: groupBy(people, ({ name }) => keyOf(name)),
});

function matchGroup(group: Group, people: People, { decisions }: Choices): void {
  const [first] = group.entries;
  if (first === undefined || group.broken) return;
  const staff = group.entries.find((entry) => entry.staff !== null)?.staff ?? null;
  const login = group.entries.find((entry) => entry.login !== null)?.login ?? null;
  if (staff !== null) group.match = people.staff.get(keyOf(staff));
  const byLogin = login === null ? undefined : people.login.get(login);
  if (group.match === undefined && byLogin !== undefined && (staff === null || byLogin.staff === null))
    group.match = byLogin;
  if (group.match !== undefined) return;
  const free = (people.name.get(keyOf(first.name)) ?? []).filter(
    (person) => !person.ended && (staff === null || person.staff === null) && (login === null || person.login === null),
  );
  const seats = new Set(group.entries.map(seatKey).filter((key) => key !== ''));
  const here = free.filter(({ roles }) => roles.some(({ unit, authority }) => seats.has(unit ?? authority ?? '')));
  const without = free.filter(({ roles }) => roles.length === 0);
  const found = here.length > 0 ? here : seats.size === 0 && free.length > 0 ? free : without;
  if (found.length === 1) {
    group.match = found[0];
    return;
  }
  if (found.length > 1) {
    for (const entry of group.entries)
      complain(
        entry,
        'error',
        'name',
        `已有 ${found.length} 个“${entry.name}”，不知是哪一个。`,
        '请补上工号或登录名。',
      );
    return;
  }
  const [namesake, other] = free;
  if (namesake === undefined || staff !== null || login !== null) return;
  // Of rows of one person one decision is enough; two that contradict each other are none.
  const said = new Set(
    group.entries.map(({ row }) => decisions[row.key]).filter((one) => one === 'same' || one === 'new'),
  );
  const decided = said.size === 1 ? [...said][0] : undefined;
  for (const entry of group.entries) entry.options = other === undefined ? ['same', 'new'] : ['new'];
  if (decided === 'new') return;
  if (other === undefined) group.match = namesake;
  if (decided === 'same' && other === undefined) return;
  for (const entry of group.entries)
    complain(
      entry,
      'decide',
      'name',
      `别的单位已有“${entry.name}”。`,
      '是同一个人的，选“是同一个”；不是的，选“是另一个，新增”，最好补上工号。',
    );
}

function checkClaims(groups: readonly Group[]): void {
  for (const same of groupBy(groups, ({ match }) => match?.id).values()) {
    if (same.length < 2) continue;
    const entries = same.flatMap((group) => group.entries);
    for (const entry of entries)
      complain(
        entry,
        'error',
        'name',
        `${placesOf(entries)}指的是同一个人“${same[0]?.match?.name}”，工号或登录名却不同。`,
        '请改正，或只留一行。',
      );
  }
}

/** A role that a row asks for. */
interface Wish {
  entry: Entry;
  role: Role;
  unit: string | null;
  authority: string | null;
  from: string;
  to: string | undefined;
  held: RoleNow | undefined;
}

function planGroup(
  group: Group,
  known: People,
  context: Context,
): () => { changes: RowChange[]; accounts: AccountWish[] } {
  const { choices, powers, idOf } = context;
  const { match, entries } = group;
  const [first] = entries;
  if (first === undefined || group.broken) return () => ({ changes: [], accounts: [] });
  const staff = entries.find((entry) => entry.staff !== null)?.staff ?? null;
  const login = entries.find((entry) => entry.login !== null)?.login ?? null;
  const renamed = match !== undefined && keyOf(first.name) !== keyOf(match.name);
  const numbered = match !== undefined && staff !== null && match.staff === null;
  const people: RowChange[] = [];

  if (match?.ended === true) {
    for (const entry of entries)
      complain(entry, 'error', 'name', `“${match.name}”已经停用。`, '请先在人员页恢复，或选“不导入此行”。');
  } else if (match === undefined) {
    if (!powers.people)
      for (const entry of entries)
        complain(entry, 'error', 'name', `没有人员“${entry.name}”。`, '请先由系统管理员用这份清单导入人员。');
    for (const [at, entry] of entries.entries()) {
      if (at > 0) continue;
      entry.actions.push('add');
      differ(entry, 'people', 'name', null, entry.name);
      if (staff !== null) differ(entry, 'people', 'staff', null, staff);
    }
  } else if (renamed || numbered) {
    if (!powers.people) context.withheld.people += 1;
    else {
      if (renamed) {
        differ(first, 'people', 'name', match.name, first.name);
        first.actions.push('rename');
        for (const entry of entries) entry.options.push('accept');
        if (!entries.some(({ row }) => choices.decisions[row.key] === 'accept'))
          for (const entry of entries)
            complain(
              entry,
              'decide',
              'name',
              `${match.staff === null ? '登录名' : '工号'}“${match.staff ?? match.login}”的人现名“${match.name}”，清单中为“${entry.name}”。`,
              '确为改名的，选“按清单更名”；写错的，选“不导入此行”。',
            );
      }
      if (numbered) {
        differ(first, 'people', 'staff', null, staff);
        first.actions.push('change');
      }
    }
  }
  const person = match?.id ?? idOf(`person ${first.row.key}`);
  const wishes = wishesOf(group, context);
  checkRoles(group, wishes);
  for (const wish of wishes) describeWish(wish, context);

  const owner = login === null ? undefined : known.login.get(login);
  const wantsAccount = login !== null && match?.login !== login;
  const loginRow = entries.find((entry) => entry.login !== null) ?? first;
  if (login !== null && owner !== undefined && owner.id !== match?.id)
    complain(loginRow, 'error', 'login', `登录名“${login}”已由“${owner.name}”使用。`, '请改用别的登录名。');
  else if (wantsAccount && match?.login != null)
    complain(
      loginRow,
      'warning',
      'login',
      `“${match.name}”的登录名是“${match.login}”，不改为“${login}”。`,
      '登录名不能由清单改变。',
    );
  else if (wantsAccount) {
    if (powers.accounts) {
      loginRow.actions.push('account');
      differ(loginRow, 'people', 'login', null, login);
    } else context.withheld.accounts += 1;
  }

  return () => {
    const ready = (entry: Entry) => stateOf(entry, choices) === 'ready';
    // A new person comes with the first of their rows that is ready.
    if (!entries.some(ready) || (match === undefined && !entries.every(ready))) return { changes: [], accounts: [] };
    if (powers.people) {
      if (match === undefined)
        people.push({
          row: first.row.key,
          change: { operation: 'person.add', id: person, name: first.name, staffNumber: staff },
        });
      else if (ready(first) && (renamed || numbered))
        people.push({
          row: first.row.key,
          change: {
            operation: 'person.change',
            id: person,
            ...(renamed ? { name: first.name } : {}),
            ...(numbered ? { staffNumber: staff } : {}),
          },
        });
    }
    const roles = powers.roles
      ? wishes.filter(({ entry }) => ready(entry)).flatMap((wish) => giveOf(wish, person, idOf))
      : [];
    const accounts =
      wantsAccount && match?.login == null && powers.accounts && ready(loginRow)
        ? [{ row: loginRow.row.key, person, name: loginRow.name, login }]
        : [];
    return { changes: [...people, ...roles], accounts };
  };
}

/** What the rows of one person ask for; the same role at the same place is asked for once. */
function wishesOf({ entries, match }: Group, { choices }: Context): Wish[] {
  const wishes = new Map<string, Wish>();
  for (const entry of entries) {
    for (const role of entry.roles) {
      const { seat } = ROLES[role];
      const unit = seat === 'unit' ? (entry.seat.unit?.id ?? null) : null;
      const authority = seat === 'authority' ? (entry.seat.authority?.id ?? null) : null;
      if ((seat === 'unit' && unit === null) || (seat === 'authority' && authority === null)) {
        if (!entry.lost)
          complain(
            entry,
            'error',
            'unit',
            `“${ROLES[role].name}”须写明${seat === 'unit' ? '单位' : '财政部门'}。`,
            seat === 'unit' ? '请补上单位代码或单位名称。' : '请在“单位”一列填写财政部门的名称。',
          );
        continue;
      }
      if (seat === 'tenant' && entry.seat.unit !== undefined)
        complain(entry, 'warning', 'unit', `“${ROLES[role].name}”在全系统有效，所填单位未使用。`, '不必处理。');
      const key = `${role} ${unit} ${authority}`;
      const held = match?.roles
        .filter((one) => one.role === role && one.unit === unit && one.authority === authority)
        .find(
          ({ from, to: last }) =>
            last === null || last >= (entry.from ?? choices.day) || (entry.from === from && entry.to === last),
        );
      const wish = { entry, role, unit, authority, from: entry.from ?? choices.day, to: entry.to, held };
      const other = wishes.get(key);
      if (other === undefined) wishes.set(key, wish);
      else if (other.to !== wish.to || other.entry.from !== entry.from)
        for (const { entry: one } of [other, wish])
          complain(
            one,
            'error',
            'role',
            `${placesOf([other.entry, entry])}是同一个人的同一角色，起止日期不同。`,
            '请只留一行。',
          );
    }
  }
  return [...wishes.values()];
}

/** Roles that nobody may hold together: among those that are asked for, and with those that are held. */
function checkRoles({ match }: Group, wishes: readonly Wish[]): void {
  for (const { entry, role, from, to } of wishes) {
    const meets = (other: { from: string; to: string | null | undefined }) =>
      (to === undefined || other.from <= to) && (other.to == null || other.to >= from);
    const held = (match?.roles ?? []).filter(meets).map((one) => one.role);
    const wanted = wishes.filter((other) => meets({ from: other.from, to: other.to })).map((one) => one.role);
    const conflict = conflictOf([...held, ...wanted], role);
    if (conflict === undefined) continue;
    const other = conflict.roles[0] === role ? conflict.roles[1] : conflict.roles[0];
    complain(
      entry,
      'error',
      'role',
      `“${ROLES[role].name}”与“${ROLES[other].name}”不能由一人同时担任：${conflict.basis}。`,
      '请改由他人担任，或先收回其中一个角色。',
    );
  }
}

function describeWish({ entry, role, unit, authority, from, to, held }: Wish, context: Context): void {
  const { finder, powers } = context;
  const where = unit === null ? finder.authority.get(authority ?? '')?.name : finder.unit.get(unit)?.name;
  const words = (last: string | null | undefined, first: string) =>
    `${where === undefined ? '' : `${where} `}${ROLES[role].name}（${first} 起${last == null ? '' : `，至 ${last}`}）`;
  const inCharge = inChargeChange(entry, role, held);
  if (held !== undefined && (to === undefined || to === held.to) && inCharge === undefined) return;
  if (!powers.roles) {
    context.withheld.roles += 1;
    return;
  }
  if (held === undefined) {
    entry.actions.push('assign');
    differ(entry, 'people', 'role', null, words(to, from));
  } else {
    if (!entry.actions.includes('change')) entry.actions.push('change');
    if (to !== undefined && to !== held.to)
      differ(entry, 'people', 'role', words(held.to, held.from), words(to, held.from));
  }
  if (inCharge !== undefined) {
    const names = (ids: readonly string[]) => ids.map((id) => finder.unit.get(id)?.name ?? id).join('、') || null;
    differ(entry, 'people', 'inCharge', names(held?.inCharge ?? []), names(inCharge));
  }
}

/** The departments that a desk gets, where they are others than it has. */
function inChargeChange({ inCharge }: Entry, role: Role, held: RoleNow | undefined): readonly string[] | undefined {
  if (role !== 'finance-desk' || inCharge === undefined) return undefined;
  const ids = [...new Set(inCharge.map(({ id }) => id))].sort();
  const before = [...(held?.inCharge ?? [])].sort();
  return ids.join() === before.join() ? undefined : ids;
}

function giveOf(wish: Wish, person: string, idOf: (key: string) => string): RowChange[] {
  const { entry, role, unit, authority, from, to, held } = wish;
  const inCharge = inChargeChange(entry, role, held);
  const items = inCharge === undefined ? {} : { items: inCharge.map((id) => ({ kind: 'unit' as const, id })) };
  const row = entry.row.key;
  if (held === undefined) {
    const id = idOf(`role ${row} ${role}`);
    const change = { operation: 'assignment.give' as const, id, person, role, unit, authority, from, to: to ?? null };
    return [{ row, change: { ...change, ...items } }];
  }
  const last = to !== undefined && to !== held.to ? { to } : {};
  if (Object.keys(last).length + Object.keys(items).length === 0) return [];
  return [{ row, change: { operation: 'assignment.change', id: held.id, ...last, ...items } }];
}
