import type { ChangeOf, NewUnit } from './changes.ts';
import { common, covers, dayBefore, later, overlap, type Period } from './days.ts';
import {
  authorityOf,
  type Context,
  day,
  nameOf,
  projectOf,
  requireAuthority,
  requireUnit,
  several,
  text,
  textOrNull,
  unitOf,
} from './plan-common.ts';
import { Refusal } from './refusal.ts';
import { lastTerm, lifeOf } from './state.ts';
import type { Day, Project, Unit, UnitTerm } from './types.ts';

/** Whether a unit stands above another, or is it, on some day of a period. */
function reaches(context: Context, from: string, target: string, period: Period): boolean {
  if (from === target) return true;
  return unitOf(context, from).terms.some((term) => {
    const both = common(term, period);
    return both !== undefined && term.parent !== null && reaches(context, term.parent, target, both);
  });
}

/** Refuses a term of a unit that contradicts the other units. @throws Refusal */
export function checkTerm(context: Context, id: string, term: UnitTerm): void {
  const { draft } = context;
  requireAuthority(authorityOf(context, term.authority), term, '财政部门');
  if (term.parent !== null) {
    const parent = unitOf(context, term.parent);
    if (reaches(context, term.parent, id, term)) {
      throw new Refusal('cycle', `“${term.name}”不能成为自己或所属单位的下级。`, '请改选上级单位。');
    }
    requireUnit(parent, term, '上级单位');
    if (parent.terms.some((above) => overlap(above, term) && above.authority !== term.authority)) {
      throw new Refusal(
        'wrong-authority',
        `“${term.name}”与上级单位“${nameOf(parent)}”不属于同一财政部门。`,
        '所属单位随上级单位归口；请改选上级单位或财政部门。',
      );
    }
  }
  const { name, code } = term;
  for (const other of draft.named(term.parent, term.authority, name)) {
    if (other.id === id) continue;
    const same = other.terms.find(
      (one) =>
        one.name === name && one.parent === term.parent && one.authority === term.authority && overlap(one, term),
    );
    if (same !== undefined) {
      throw new Refusal('name-taken', `同一上级之下已有“${name}”（${same.from} 起）。`, '请核对是否重复，或改用全称。');
    }
  }
  if (code === null) return;
  for (const other of draft.coded(term.authority, code)) {
    if (other.id === id) continue;
    const same = other.terms.find((one) => one.code === code && one.authority === term.authority && overlap(one, term));
    if (same !== undefined) {
      throw new Refusal('code-taken', `单位代码 ${code} 已用于“${same.name}”。`, '请核对代码。');
    }
  }
}

function newUnit(context: Context, asked: NewUnit, from: Day, basis: string | null): Unit {
  const parent = asked.parent ?? null;
  const above = parent === null ? undefined : unitOf(context, parent).terms.findLast((term) => term.from <= from);
  const authority = asked.authority ?? above?.authority;
  if (authority === undefined) {
    throw new Refusal('bad-value', `没有写明“${asked.name}”属于哪个财政部门。`, '请选择财政部门，或上级单位。');
  }
  const term: UnitTerm = {
    from,
    to: null,
    name: text(asked.name, '单位名称'),
    code: textOrNull(asked.code, '单位代码'),
    kind: asked.kind,
    parent,
    authority,
    basis,
  };
  checkTerm(context, asked.id, term);
  const unit: Unit = { id: asked.id, createdAt: context.at, terms: [term] };
  context.draft.units.set(unit.id, unit);
  return unit;
}

type Patch = Partial<Pick<UnitTerm, 'name' | 'code' | 'kind' | 'parent' | 'authority'>>;

/**
 * What a unit is from a day on. A day on which its last term begins corrects that term.
 *
 * @throws Refusal where something later is known already, or the unit has ended by then
 */
function alter(context: Context, unit: Unit, from: Day, patch: Patch, basis: string | null): void {
  const last = lastTerm(unit);
  if (from < last.from) {
    throw new Refusal(
      unit.terms.length === 1 ? 'too-early' : 'later-changes',
      `“${last.name}”自 ${last.from} 起已有登记，不能从 ${from} 起改变。`,
      `请用 ${last.from} 或以后的日期。`,
    );
  }
  if (last.to !== null && from > last.to) {
    throw new Refusal('ended', `“${last.name}”已于 ${last.to} 终止。`, '已终止的单位不再变更；请改选单位或日期。');
  }
  const term: UnitTerm = { ...last, ...patch, from, basis: basis ?? (from === last.from ? last.basis : null) };
  checkTerm(context, unit.id, term);
  const earlier = unit.terms.slice(0, -1);
  const terms = from === last.from ? [...earlier, term] : [...earlier, { ...last, to: dayBefore(from) }, term];
  context.draft.units.set(unit.id, { ...unit, terms });
  if (term.authority !== last.authority) takeAlong(context, unit.id, term);
}

/** Units below go to the authority of the one above them, on the same day. */
function takeAlong(context: Context, id: string, above: UnitTerm): void {
  for (const unit of below(context, id, above)) {
    const last = lastTerm(unit);
    if (unit.terms.some((term) => term !== last && term.parent === id && overlap(term, above))) {
      throw new Refusal(
        'later-changes',
        `所属单位“${last.name}”自 ${last.from} 起已有登记，不能从 ${above.from} 起随上级单位划转。`,
        `请用 ${last.from} 或以后的日期。`,
      );
    }
    alter(context, unit, later(last.from, above.from), { authority: above.authority }, above.basis);
  }
}

/** The units right below another in a period. */
function below({ draft }: Context, id: string, period: Period): Unit[] {
  return [...draft.under(id)].filter((unit) => unit.terms.some((term) => term.parent === id && overlap(term, period)));
}

export function addUnit(context: Context, change: ChangeOf<'unit.add'>): void {
  newUnit(context, change, day(change.from, '起始日期'), textOrNull(change.basis, '文号'));
}

export function changeUnit(context: Context, change: ChangeOf<'unit.change'>): void {
  const unit = unitOf(context, change.id);
  const last = lastTerm(unit);
  const patch: Patch = {};
  if (change.name !== undefined) patch.name = text(change.name, '单位名称');
  if (change.code !== undefined) patch.code = textOrNull(change.code, '单位代码');
  if (change.kind !== undefined) patch.kind = change.kind;
  if (change.parent !== undefined) patch.parent = change.parent;
  if (change.authority !== undefined) patch.authority = change.authority;
  else if (typeof change.parent === 'string') {
    const above = unitOf(context, change.parent).terms.findLast((term) => term.from <= change.from);
    if (above !== undefined) patch.authority = above.authority;
  }
  const basis = textOrNull(change.basis, '文号');
  const same = (Object.keys(patch) as (keyof Patch)[]).every((key) => patch[key] === last[key]);
  if (same && (basis === null || basis === last.basis)) {
    throw new Refusal('unchanged', `“${last.name}”没有改动。`, '请填写要改变的内容。');
  }
  alter(context, unit, day(change.from, '变更日期'), patch, basis);
}

/** Ends a unit, without a look at what is still there. */
function close(context: Context, unit: Unit, from: Day): void {
  const last = lastTerm(unit);
  if (last.to !== null && last.to < from) {
    throw new Refusal('ended', `“${last.name}”已于 ${last.to} 终止。`, '请改选单位。');
  }
  if (from <= last.from) {
    throw new Refusal(
      unit.terms.length === 1 ? 'too-early' : 'later-changes',
      `“${last.name}”自 ${last.from} 起已有登记，不能在 ${from} 终止。`,
      `请用晚于 ${last.from} 的日期。`,
    );
  }
  const terms = [...unit.terms.slice(0, -1), { ...last, to: dayBefore(from) }];
  context.draft.units.set(unit.id, { ...unit, terms });
}

/** Projects that go on after a day. */
function openProjects({ draft }: Context, unit: string, from: Day): Project[] {
  const year = Number(from.slice(0, 4));
  return [...draft.projects.values()].filter(
    (project) =>
      project.unit === unit && project.endedAt === null && (project.toYear === null || project.toYear >= year),
  );
}

function refuseUnitsBelow(context: Context, unit: Unit, from: Day): void {
  const units = below(context, unit.id, { from, to: null });
  if (units.length === 0) return;
  throw new Refusal(
    'units-below',
    `“${nameOf(unit)}”还有所属单位${several(units.map(nameOf), '个')}。`,
    '请先把所属单位划转到别的上级，或一并撤销、合并。',
  );
}

function refuseProjects(context: Context, unit: Unit, from: Day): void {
  const projects = openProjects(context, unit.id, from);
  if (projects.length === 0) return;
  throw new Refusal(
    'projects-there',
    `“${nameOf(unit)}”还有未结束的项目${several(
      projects.map(({ name }) => name),
      '个',
    )}。`,
    '请先把项目移交给别的单位，或结束项目。',
  );
}

function refusePeople({ draft }: Context, unit: Unit, from: Day): void {
  const there = [...draft.assignments.values()].filter(
    (one) => one.unit === unit.id && overlap(one, { from, to: null }),
  );
  if (there.length === 0) return;
  throw new Refusal(
    'people-there',
    `“${nameOf(unit)}”还有${several(
      there.map(({ person }) => draft.people.get(person)?.name ?? person),
      '人',
    )}任职到 ${from} 以后。`,
    '请先由安全管理员收回这些角色，或把它们的最后一天改到此前。',
  );
}

export function endUnit(context: Context, change: ChangeOf<'unit.end'>): void {
  const unit = unitOf(context, change.id);
  const from = day(change.from, '撤销日期');
  close(context, unit, from);
  refuseUnitsBelow(context, unit, from);
  refuseProjects(context, unit, from);
  refusePeople(context, unit, from);
}

export function mergeUnits(context: Context, change: ChangeOf<'unit.merge'>): void {
  const { draft } = context;
  const from = day(change.from, '合并日期');
  const basis = textOrNull(change.basis, '文号');
  const into = typeof change.into === 'string' ? change.into : change.into.id;
  const gone = [...new Set(change.units)].filter((id) => id !== into).map((id) => unitOf(context, id));
  if (gone.length === 0 || (typeof change.into !== 'string' && gone.length < 2)) {
    throw new Refusal('bad-value', '合并至少涉及两个单位。', '请选择要合并的各个单位。');
  }
  for (const unit of gone) {
    refusePeople(context, unit, from);
    close(context, unit, from);
  }
  const successor =
    typeof change.into === 'string' ? unitOf(context, change.into) : newUnit(context, change.into, from, basis);
  if (!covers(lifeOf(successor), { from, to: null })) requireUnit(successor, { from, to: null }, '合并后的单位');
  for (const unit of gone) {
    for (const one of below(context, unit.id, { from, to: null })) {
      const { authority } = lastTerm(unitOf(context, into));
      alter(context, one, from, { parent: into, authority }, basis);
    }
    for (const project of openProjects(context, unit.id, from))
      draft.projects.set(project.id, { ...project, unit: into });
    succeed(context, unit.id, into, from, 'merge', basis);
  }
}

function succeed(
  { draft }: Context,
  predecessor: string,
  successor: string,
  from: Day,
  kind: 'merge' | 'split',
  basis: string | null,
): void {
  draft.successions.set(`${predecessor} ${successor}`, { predecessor, successor, from, kind, basis });
}

export function splitUnit(context: Context, change: ChangeOf<'unit.split'>): void {
  const { draft } = context;
  const from = day(change.from, '分立日期');
  const basis = textOrNull(change.basis, '文号');
  const unit = unitOf(context, change.id);
  const last = lastTerm(unit);
  if (change.into.length < (change.keeps ? 1 : 2)) {
    throw new Refusal(
      'bad-value',
      change.keeps ? '分立至少分出一个单位。' : '原单位不保留的，至少分立为两个单位。',
      '请填写分立后的各个单位。',
    );
  }
  if (change.keeps) requireUnit(unit, { from, to: null }, '原单位');
  else {
    refusePeople(context, unit, from);
    close(context, unit, from);
  }
  for (const asked of change.into) {
    const made = newUnit(
      context,
      {
        ...asked,
        parent: asked.parent === undefined ? last.parent : asked.parent,
        authority: asked.authority ?? (typeof asked.parent === 'string' ? undefined : last.authority),
      },
      from,
      basis,
    );
    succeed(context, unit.id, made.id, from, 'split', basis);
    for (const id of asked.below ?? []) {
      const one = unitOf(context, id);
      if (lastTerm(one).parent !== unit.id) {
        throw new Refusal('bad-value', `“${nameOf(one)}”不是“${last.name}”的所属单位。`, '请改选所属单位。');
      }
      alter(context, one, from, { parent: made.id, authority: lastTerm(made).authority }, basis);
    }
    for (const id of asked.projects ?? []) {
      const project = projectOf(context, id);
      if (project.unit !== unit.id) {
        throw new Refusal('bad-value', `“${project.name}”不是“${last.name}”的项目。`, '请改选项目。');
      }
      draft.projects.set(id, { ...project, unit: made.id });
    }
  }
  if (!change.keeps) {
    refuseUnitsBelow(context, unit, from);
    refuseProjects(context, unit, from);
  }
}
