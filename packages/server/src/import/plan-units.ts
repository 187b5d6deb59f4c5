import type { ImportMissing, ImportRow } from '@jizhun/api';
import { checkCode, warnOfLostZeros } from './codes.ts';
import { readDay } from './dates.ts';
import { markDuplicates, type Planned, planWithout } from './fixpoint.ts';
import { type Choices, complain, differ, draftOf, groupBy, placesOf, shown, stateOf } from './plan.ts';
import type { ListRow } from './rows.ts';
import { cleanCode, keyOf, saysNone } from './text.ts';
import { type AuthorityNow, type Finder, finderOf, splitCode, type TreeNow, type UnitNow } from './tree.ts';

/** A unit that is there, by its id, or one that a row adds, by the key of the row. */
export type UnitRef = { id: string } | { row: string };

/** One step of an import of units; all together are applied, or none. Parents come before what stands below them. */
export type UnitStep =
  | {
      step: 'add';
      row: string;
      name: string;
      code: string | null;
      kind: UnitNow['kind'];
      parent: UnitRef | null;
      authority: string;
      from: string;
    }
  | {
      step: 'alter';
      row: string;
      id: string;
      name?: string;
      code?: string;
      kind?: UnitNow['kind'];
      parent?: UnitRef | null;
      authority?: string;
    }
  | { step: 'end'; id: string };

export interface UnitsPlan {
  rows: ImportRow[];
  missing: ImportMissing[];
  steps: UnitStep[];
}

/** A row with what it says, and what it speaks of. */
interface Entry extends Planned {
  match: UnitNow | undefined;
  /** The authority to which it must belong, by what the list says of it and of what stands above it. */
  hint: string | undefined;
  said: {
    kind: UnitNow['kind'] | undefined;
    authority: AuthorityNow | undefined;
    from: string | undefined;
    parentCode: string | undefined;
    parent: string | undefined;
  };
}

/** What a unit will be. */
interface Outcome {
  ref: string;
  name: string;
  code: string | null;
  kind: UnitNow['kind'];
  parent: string | null;
  authority: string | null;
  from: string;
  entry: Entry | undefined;
  now: UnitNow | undefined;
}

const DEPARTMENT = /^(主管部门|部门|一级(预算)?(单位|部门)?|主管单位|主管预算单位|1)$/;
const UNIT = /^((基层|下属|所属|下级|二级|三级|四级)(预算)?单位|单位|预算单位|二级|三级|四级|基层|2|3|4)$/;
/** What 单位类型 says in other systems: what a unit is by its establishment, which is not asked here. */
const ESTABLISHMENT = /(行政|事业|参公|参照|企业|社团|全额|差额|自收自支|群团|公益)/;

const KINDS: Readonly<Record<UnitNow['kind'], string>> = { department: '主管部门', unit: '基层单位' };

/**
 * What importing a list of units would do to the tree as it is. Pure, and the order of the rows does not matter.
 *
 * A row speaks of the unit with its code, else of the one with its name; a blank cell changes nothing. Rows that stay out
 * are as if they were not in the list, so that the plan is made again without them.
 */
export function planUnits(rows: readonly ListRow[], tree: TreeNow, choices: Choices): UnitsPlan {
  const finder = finderOf(tree);
  return planWithout(rows, choices, (out) => attemptPlan(rows, tree, finder, choices, out));
}

function attemptPlan(
  rows: readonly ListRow[],
  tree: TreeNow,
  finder: Finder,
  choices: Choices,
  out: ReadonlySet<string>,
): { entries: Entry[]; plan(): UnitsPlan } {
  const entries = rows.map((row) => readEntry(row, finder, out.has(row.key)));
  const within = entries.filter((entry) => !entry.out);
  warnOfLostZeros(within, 'code', '单位代码');
  giveHints(within, finder, choices);
  markDuplicates(within);
  checkListCodes(within);
  matchAll(within, finder, choices);
  const outcomes = outcomesOf(within, entries, tree, finder, choices);
  findCycles(outcomes);
  checkTaken(outcomes);
  return {
    entries,
    plan: () => {
      const missing = missingOf(entries, tree, outcomes, choices);
      return {
        rows: entries.map((entry) => shown(entry, choices)),
        missing,
        steps: stepsOf(outcomes, missing, choices),
      };
    },
  };
}

function readEntry(row: ListRow, finder: Finder, out: boolean): Entry {
  const draft = draftOf(row);
  const { values } = row;
  const entry: Entry = {
    ...draft,
    out,
    match: undefined,
    hint: undefined,
    duplicate: undefined,
    said: { kind: undefined, authority: undefined, from: undefined, parentCode: undefined, parent: undefined },
  };
  if (entry.name === '') {
    complain(entry, 'error', 'name', '没有单位名称。', '请补上单位名称；不是单位的行请选“不导入此行”。');
  }
  const split = values.code === undefined ? splitCode(entry.name) : undefined;
  if (split !== undefined) entry.name = split.name;
  if (entry.name.length > 100)
    complain(entry, 'error', 'name', '单位名称超过 100 个字。', '请核对这一列是否为单位名称。');
  const code = cleanCode(split?.code ?? values.code ?? '');
  if (code !== '' && !saysNone(code) && checkCode(entry, split === undefined ? 'code' : 'name', '单位代码', code))
    entry.code = code;

  const kind = values.kind;
  if (kind !== undefined) {
    if (DEPARTMENT.test(keyOf(kind))) entry.said.kind = 'department';
    else if (UNIT.test(keyOf(kind))) entry.said.kind = 'unit';
    else if (ESTABLISHMENT.test(kind))
      complain(
        entry,
        'warning',
        'kind',
        `“${kind}”是单位性质，此处未使用。`,
        '单位类型按有无上级单位确定，可以导入后修改。',
      );
    else
      complain(
        entry,
        'error',
        'kind',
        `单位类型“${kind}”不认识。`,
        '请填“主管部门”或“基层单位”；或把这一列设为不使用。',
      );
  }
  const authority = values.authority;
  if (authority !== undefined && !saysNone(authority)) {
    const found = finder.authorities(authority);
    if (found.length === 1) entry.said.authority = found[0];
    else if (found.length > 1)
      complain(
        entry,
        'error',
        'authority',
        `有 ${found.length} 个财政部门都叫“${authority}”。`,
        '请改填行政区划代码。',
      );
    else complain(entry, 'error', 'authority', `没有财政部门“${authority}”。`, '请先增加这个财政部门，或改正名称。');
  }
  const from = values.from === undefined ? undefined : readDay(values.from, 'first');
  if (from !== undefined && 'wrong' in from)
    complain(
      entry,
      'error',
      'from',
      `启用日期“${from.wrong}”不是日期。`,
      '请按 2026-01-01 的写法填写，单元格设为日期或文本格式。',
    );
  else entry.said.from = from?.value;
  entry.said.parentCode = values.parentCode;
  entry.said.parent = values.parent;
  return entry;
}

const failed = (entry: Entry) => entry.problems.some(({ severity }) => severity === 'error');

/** Two lines that say different things of one code. */
function checkListCodes(entries: readonly Entry[]): void {
  const single = entries.filter(({ duplicate }) => duplicate === undefined);
  for (const same of groupBy(single, ({ code, hint }) =>
    code === null ? undefined : `${keyOf(code)} ${hint ?? ''}`,
  ).values()) {
    if (same.length < 2) continue;
    for (const entry of same)
      complain(
        entry,
        'error',
        'code',
        `单位代码“${entry.code}”出现 ${same.length} 次，内容不同：${placesOf(same)}。`,
        '请核对后改正，或对多余的行选“不导入此行”。',
      );
  }
}

/** Whether the cell of a row that names its parent means this unit. */
function namesParent(entry: Entry, finder: Finder, unit: UnitNow): boolean {
  const parent = unit.parent === null ? undefined : finder.unit.get(unit.parent);
  const { parentCode, parent: name } = entry.said;
  if (parentCode !== undefined && parent?.code != null) return keyOf(parent.code) === keyOf(parentCode);
  if (name === undefined || parent === undefined) return false;
  return keyOf(parent.name) === keyOf(name) || keyOf(splitCode(name)?.name ?? '') === keyOf(parent.name);
}

/**
 * Says of every row to which authority it must belong: codes and names come again in other counties. The row says so
 * itself, or whatever stands above it does, in the list or in the tree.
 */
function giveHints(entries: readonly Entry[], finder: Finder, { authority }: Choices): void {
  if (finder.authority.size < 2) return;
  const codes = groupBy(entries, ({ code }) => (code === null ? undefined : keyOf(code)));
  const names = groupBy(entries, ({ name }) => keyOf(name));
  const above = (entry: Entry): string | undefined => {
    const { parent, parentCode } = entry.said;
    const split = parent === undefined ? undefined : splitCode(parent);
    const said = parent ?? parentCode;
    if (said === undefined || saysNone(said)) return undefined;
    const authorities = finder.authorities(said);
    if (authorities.length === 1) return authorities[0]?.id;
    const code = parentCode ?? split?.code;
    const name = split?.name ?? parent;
    const rows =
      (code === undefined ? undefined : codes.get(keyOf(code))) ??
      (name === undefined ? undefined : names.get(keyOf(name)));
    if (rows !== undefined) return rows.length === 1 && rows[0] !== entry ? hintOf(rows[0] as Entry) : undefined;
    const units = code === undefined ? [] : finder.byCode(code);
    const known = new Set((units.length > 0 ? units : finder.byName(name ?? said)).map((unit) => unit.authority));
    return known.size === 1 ? [...known][0] : undefined;
  };
  const known = new Map<Entry, string | undefined>();
  const hintOf = (entry: Entry): string | undefined => {
    if (known.has(entry)) return known.get(entry);
    // Against circles, which are errors of their own.
    known.set(entry, undefined);
    const hint = entry.said.authority?.id ?? above(entry) ?? authority ?? undefined;
    known.set(entry, hint);
    return hint;
  };
  for (const entry of entries) entry.hint = hintOf(entry);
}

/** Finds what each row speaks of: by code first, then by name. */
function matchAll(entries: readonly Entry[], finder: Finder, { decisions }: Choices): void {
  const open = entries.filter((entry) => entry.duplicate === undefined && entry.name !== '');
  const fits = (entry: Entry) => (unit: UnitNow) => entry.hint === undefined || unit.authority === entry.hint;
  const claimed = new Map<string, Entry[]>();
  const claim = (entry: Entry, unit: UnitNow) => {
    entry.match = unit;
    claimed.set(unit.id, [...(claimed.get(unit.id) ?? []), entry]);
  };
  const rest: Entry[] = [];
  for (const entry of open) {
    const all = entry.code === null ? [] : finder.byCode(entry.code);
    const here = all.filter(fits(entry));
    // With the same code and name elsewhere, it comes to another authority.
    const found = here.length > 0 ? here : all.filter(({ name }) => keyOf(name) === keyOf(entry.name));
    if (found.length === 1) claim(entry, found[0] as UnitNow);
    else if (found.length > 1)
      complain(
        entry,
        'error',
        'code',
        `有 ${found.length} 个单位的代码都是“${entry.code}”。`,
        '请填写“所属财政”一列。',
      );
    else rest.push(entry);
  }
  const byCode = new Set(claimed.keys());
  const unclear: Entry[] = [];
  for (const entry of rest) {
    const same = finder.byName(entry.name).filter(fits(entry));
    const under = same.filter((unit) => !byCode.has(unit.id) && namesParent(entry, finder, unit));
    const settled = entry.code === null ? under : under.filter(({ code }) => code === null);
    if (settled.length === 1) claim(entry, settled[0] as UnitNow);
    else unclear.push(entry);
  }
  const settled = new Set(claimed.keys());
  for (const entry of unclear) {
    const named = finder.byName(entry.name).filter(fits(entry));
    const free = named.filter(({ id }) => !settled.has(id));
    const decision = decisions[entry.row.key];
    if (entry.code === null) {
      if (free.length === 1) claim(entry, free[0] as UnitNow);
      else if (free.length > 1)
        complain(
          entry,
          'error',
          'name',
          `有 ${free.length} 个单位都叫“${entry.name}”，清单没有代码，不知是哪一个。`,
          '请填写单位代码或上级单位。',
        );
      else if (named.length > 0 && entry.said.parent === undefined && entry.said.parentCode === undefined)
        complain(
          entry,
          'error',
          'name',
          `“${entry.name}”在清单的另一行已按代码对应到同名单位。`,
          '请补上单位代码；重复的行请选“不导入此行”。',
        );
      else warnOfNamesake(entry, named);
      continue;
    }
    const without = free.filter(({ code }) => code === null);
    if (without.length === 1 && free.length === 1) claim(entry, without[0] as UnitNow);
    else if (free.length === 0 || decision === 'new') {
      entry.options = free.length > 0 ? ['same', 'new'] : [];
      warnOfNamesake(entry, named);
    } else if (free.length === 1) {
      const unit = free[0] as UnitNow;
      claim(entry, unit);
      entry.options = ['same', 'new'];
      if (decision !== 'same')
        complain(
          entry,
          'decide',
          'code',
          `已有单位“${unit.name}”，代码为“${unit.code ?? '无'}”，清单中为“${entry.code}”。`,
          '是同一个单位的，选“是同一个”，自该日起改代码；不是的，选“是另一个，新增”。',
        );
    } else {
      entry.options = ['new'];
      complain(
        entry,
        'decide',
        'code',
        `已有 ${free.length} 个单位叫“${entry.name}”，代码都不是“${entry.code}”。`,
        '请选定“是另一个，新增”，或改正代码后重新导入。',
      );
    }
  }
  for (const claims of claimed.values()) {
    if (claims.length < 2) continue;
    for (const entry of claims)
      complain(
        entry,
        'error',
        entry.code === null ? 'name' : 'code',
        `${placesOf(claims)}指的是同一个单位“${entry.match?.name}”。`,
        '请只留一行，其余的选“不导入此行”。',
      );
  }
}

function warnOfNamesake(entry: Entry, named: readonly UnitNow[]): void {
  const [other] = named;
  if (other === undefined) return;
  complain(
    entry,
    'warning',
    'name',
    `另有同名单位“${other.name}”${other.code === null ? '' : `（代码 ${other.code}）`}，此行将作为新单位增加。`,
    '请核对是否为两个单位。',
  );
}

const refOf = (unit: UnitNow) => `unit ${unit.id}`;
const refOfRow = (entry: Entry) => `row ${entry.row.key}`;

/** What every unit will be, the rows applied; and what a row changes. */
function outcomesOf(
  within: readonly Entry[],
  all: readonly Entry[],
  tree: TreeNow,
  finder: Finder,
  choices: Choices,
): Map<string, Outcome> {
  const live = within.filter((entry) => entry.duplicate === undefined && entry.name !== '');
  const claims = groupBy(live, ({ match }) => match?.id);
  // Of a unit that several rows speak of, none has its way.
  const byUnit = new Map([...claims].flatMap(([id, [entry, other]]) => (other === undefined ? [[id, entry]] : [])));
  const outcomes = new Map<string, Outcome>();
  for (const unit of tree.units) {
    const entry = byUnit.get(unit.id);
    const parent = unit.parent === null ? null : `unit ${unit.parent}`;
    outcomes.set(refOf(unit), {
      ...unit,
      name: entry === undefined || keyOf(entry.name) === keyOf(unit.name) ? unit.name : entry.name,
      code: entry?.code == null || sameCode(entry.code, unit.code) ? unit.code : entry.code,
      kind: entry?.said.kind ?? unit.kind,
      ref: refOf(unit),
      parent,
      entry,
      now: unit,
    });
  }
  for (const entry of live) {
    if (entry.match !== undefined) continue;
    const { name, code, said } = entry;
    const from = said.from ?? choices.day;
    outcomes.set(refOfRow(entry), {
      ref: refOfRow(entry),
      name,
      code,
      kind: said.kind ?? 'unit',
      parent: null,
      authority: said.authority?.id ?? null,
      from,
      entry,
      now: undefined,
    });
  }
  const finding = parentFinder(outcomes, all, finder);
  for (const outcome of outcomes.values())
    if (outcome.entry !== undefined) settleParent(outcome, outcome.entry, finding);
  settleAuthorities(outcomes, tree, choices);
  for (const outcome of outcomes.values()) {
    const { entry, now } = outcome;
    if (entry === undefined) continue;
    // 主管部门 is what stands directly under the authority, where nothing else is said.
    if (now === undefined && entry.said.kind === undefined)
      outcome.kind = outcome.parent === null ? 'department' : 'unit';
    describe(outcome, entry, outcomes, finder, choices);
  }
  return outcomes;
}

const sameCode = (one: string, other: string | null) => other !== null && keyOf(one) === keyOf(other);

interface ParentFinder {
  byCode(text: string): readonly Outcome[];
  byName(text: string): readonly Outcome[];
  authorities(text: string): readonly AuthorityNow[];
  /** A row that names it, but stays out. */
  leftOut(text: string): Entry | undefined;
}

/** Finds parents by what they will be called; a unit that is renamed also by what it is called now. */
function parentFinder(outcomes: ReadonlyMap<string, Outcome>, all: readonly Entry[], finder: Finder): ParentFinder {
  const list = [...outcomes.values()];
  const codes = groupBy(list, ({ code }) => (code === null ? undefined : keyOf(code)));
  const names = groupBy(list, ({ name }) => keyOf(name));
  const before = (units: readonly UnitNow[]) =>
    units.flatMap((unit) => {
      const outcome = outcomes.get(refOf(unit));
      return outcome === undefined ? [] : [outcome];
    });
  const gone = groupBy(
    all.filter(({ out, match }) => out && match === undefined),
    ({ name }) => keyOf(name),
  );
  return {
    byCode: (text) => codes.get(keyOf(text)) ?? before(finder.byCode(text)),
    byName: (text) => names.get(keyOf(text)) ?? before(finder.byName(text)),
    authorities: (text) => finder.authorities(text),
    leftOut: (text) => gone.get(keyOf(text))?.[0],
  };
}

/** What the row says of the parent, put into the outcome; left alone where it says nothing. */
function settleParent(outcome: Outcome, entry: Entry, finding: ParentFinder): void {
  const { parentCode, parent } = entry.said;
  const said = parentCode ?? parent;
  if (said === undefined) return;
  if ([parentCode, parent].every((text) => text === undefined || saysNone(text))) {
    outcome.parent = null;
    return;
  }
  const field = parentCode === undefined ? 'parent' : 'parentCode';
  const split = parent === undefined ? undefined : splitCode(parent);
  const code = parentCode ?? split?.code;
  const name = split?.name ?? parent;
  const sameAuthority = ({ authority }: Outcome) =>
    entry.said.authority === undefined || authority === entry.said.authority.id || authority === null;
  let found: readonly Outcome[] = [];
  if (code !== undefined) found = finding.byCode(code);
  if (found.length === 0 && parent !== undefined) {
    found = finding.byName(parent);
    if (found.length === 0) found = finding.byCode(parent);
    if (found.length === 0 && split !== undefined) found = finding.byName(split.name);
  }
  if (found.length > 1 && name !== undefined && code !== undefined) {
    const both = found.filter((unit) => keyOf(unit.name) === keyOf(name));
    if (both.length > 0) found = both;
  }
  if (found.length > 1) {
    const near = found.filter(sameAuthority);
    if (near.length > 0) found = near;
  }
  const [only] = found;
  if (found.length === 1 && only !== undefined) {
    if (code !== undefined && name !== undefined && parentDiffers(only, name)) {
      complain(
        entry,
        'error',
        field,
        `上级单位的代码“${code}”是“${only.name}”的，名称却是“${name}”。`,
        '请改正代码或名称。',
      );
      return;
    }
    // A department's own line often names itself as its 主管部门.
    outcome.parent = only.ref === outcome.ref ? null : only.ref;
    return;
  }
  if (found.length > 1) {
    complain(
      entry,
      'error',
      field,
      `有 ${found.length} 个单位都叫“${said}”，不知上级是哪一个。`,
      '请填写上级单位代码。',
    );
    return;
  }
  const authorities = finding.authorities(parent ?? said);
  if (authorities.length === 1) {
    outcome.parent = null;
    entry.said.authority ??= authorities[0];
    return;
  }
  const gone = finding.leftOut(parent ?? said);
  complain(
    entry,
    'error',
    field,
    gone === undefined ? `没有上级单位“${said}”。` : `上级单位“${said}”在${gone.row.place}，该行不导入。`,
    '请在清单中补上这个单位，或改正上级单位的名称、代码。',
  );
}

/** Names of the parent as it is and as it will be both count. */
function parentDiffers(parent: Outcome, name: string): boolean {
  const key = keyOf(name);
  return key !== keyOf(parent.name) && (parent.now === undefined || key !== keyOf(parent.now.name));
}

/** New units belong to the authority of their parent; without one to that which the list names, or the person chose. */
function settleAuthorities(outcomes: ReadonlyMap<string, Outcome>, tree: TreeNow, choices: Choices): void {
  const only = tree.authorities.length === 1 ? tree.authorities[0]?.id : undefined;
  const chosen = tree.authorities.find(({ id }) => id === choices.authority)?.id ?? only ?? null;
  const settled = new Set<string>();
  const settle = (outcome: Outcome, path: ReadonlySet<string>): string | null => {
    if (settled.has(outcome.ref) || path.has(outcome.ref)) return outcome.authority;
    const parent = outcome.parent === null ? undefined : outcomes.get(outcome.parent);
    const above = parent === undefined ? undefined : settle(parent, new Set([...path, outcome.ref]));
    const said = outcome.entry?.said.authority?.id;
    const moved = outcome.now !== undefined && outcome.parent !== parentRefOf(outcome.now);
    if (said !== undefined) outcome.authority = said;
    else if (outcome.now === undefined || moved) outcome.authority = above ?? outcome.now?.authority ?? chosen;
    settled.add(outcome.ref);
    return outcome.authority;
  };
  for (const outcome of outcomes.values()) settle(outcome, new Set());
  for (const outcome of outcomes.values()) {
    const { entry, parent, authority } = outcome;
    const above = parent === null ? undefined : outcomes.get(parent);
    if (authority === null && entry !== undefined && !failed(entry))
      complain(
        entry,
        'error',
        'authority',
        '没有写明所属财政。',
        '请在清单中加上“所属财政”一列，或在上方选定新单位所属的财政部门。',
      );
    else if (above !== undefined && above.authority !== null && above.authority !== authority) {
      const blamed = entry ?? above.entry;
      if (blamed !== undefined)
        complain(
          blamed,
          'error',
          'authority',
          `“${outcome.name}”与上级单位“${above.name}”不属于同一个财政部门。`,
          '请把上级单位和它的所属单位写成同一个财政部门。',
        );
    }
  }
}

const parentRefOf = (unit: UnitNow) => (unit.parent === null ? null : `unit ${unit.parent}`);

/** What a row does, field by field. */
function describe(
  outcome: Outcome,
  entry: Entry,
  outcomes: ReadonlyMap<string, Outcome>,
  finder: Finder,
  choices: Choices,
): void {
  const { now } = outcome;
  const parentName = (ref: string | null) => (ref === null ? null : (outcomes.get(ref)?.name ?? null));
  const authorityName = (id: string | null) => (id === null ? null : (finder.authority.get(id)?.name ?? null));
  const above = outcome.parent === null ? undefined : outcomes.get(outcome.parent);
  if (now === undefined) {
    entry.actions.push('add');
    differ(entry, 'units', 'name', null, outcome.name);
    if (outcome.code !== null) differ(entry, 'units', 'code', null, outcome.code);
    if (outcome.parent !== null) differ(entry, 'units', 'parent', null, parentName(outcome.parent));
    differ(entry, 'units', 'kind', null, KINDS[outcome.kind]);
    if (outcome.authority !== null) differ(entry, 'units', 'authority', null, authorityName(outcome.authority));
    differ(entry, 'units', 'from', null, outcome.from);
    if (above !== undefined && above.from > outcome.from)
      complain(
        entry,
        'error',
        'from',
        `上级单位“${above.name}”自 ${above.from} 起才启用，晚于本单位的 ${outcome.from}。`,
        '请改正启用日期。',
      );
    return;
  }
  if (outcome.name !== now.name) {
    entry.actions.push('rename');
    entry.options.push('accept');
    differ(entry, 'units', 'name', now.name, outcome.name);
    if (choices.decisions[entry.row.key] !== 'accept')
      complain(
        entry,
        'decide',
        'name',
        `代码“${now.code}”的单位现名“${now.name}”，清单中为“${outcome.name}”。`,
        `确为更名的，选“按清单更名”，自 ${choices.day} 起改用新名称；写错的，选“不导入此行”。`,
      );
  }
  if (outcome.code !== now.code) {
    entry.actions.push('recode');
    differ(entry, 'units', 'code', now.code, outcome.code);
  }
  if (outcome.parent !== parentRefOf(now) || outcome.authority !== now.authority) {
    entry.actions.push('move');
    if (outcome.parent !== parentRefOf(now)) {
      const from = now.parent === null ? null : (finder.unit.get(now.parent)?.name ?? null);
      differ(entry, 'units', 'parent', from, parentName(outcome.parent));
    }
    if (outcome.authority !== now.authority)
      differ(entry, 'units', 'authority', authorityName(now.authority), authorityName(outcome.authority));
  }
  if (outcome.kind !== now.kind) {
    entry.actions.push('change');
    differ(entry, 'units', 'kind', KINDS[now.kind], KINDS[outcome.kind]);
  }
  if (entry.actions.length > 0 && choices.day < now.from)
    complain(
      entry,
      'error',
      'name',
      `“${now.name}”自 ${now.from} 起启用，变动的日期 ${choices.day} 早于这一天。`,
      '请把变动的日期改为不早于启用日期。',
    );
}

/** Rows whose parents lead back to themselves. */
function findCycles(outcomes: ReadonlyMap<string, Outcome>): void {
  const done = new Set<string>();
  for (const start of outcomes.values()) {
    const path: Outcome[] = [];
    let at: Outcome | undefined = start;
    while (at !== undefined && !done.has(at.ref) && !path.includes(at)) {
      path.push(at);
      at = at.parent === null ? undefined : outcomes.get(at.parent);
    }
    if (at !== undefined && path.includes(at)) {
      const circle = path.slice(path.indexOf(at));
      const names = circle.map(({ name }) => `“${name}”`).sort();
      for (const { entry } of circle)
        if (entry !== undefined)
          complain(
            entry,
            'error',
            'parent',
            circle.length === 1 ? '上级单位是它自己。' : `互为上级：${names.join('、')}。`,
            '请改正上级单位。',
          );
    }
    for (const { ref } of path) done.add(ref);
  }
}

/** Codes that two units of one authority would share, and names that two units under one parent would. */
function checkTaken(outcomes: ReadonlyMap<string, Outcome>): void {
  const taken = (
    groups: ReadonlyMap<string, Outcome[]>,
    field: 'code' | 'name',
    message: (outcome: Outcome, others: string) => string,
    remedy: string,
  ) => {
    for (const same of groups.values()) {
      if (same.length < 2) continue;
      for (const outcome of same) {
        const { entry, now } = outcome;
        if (entry === undefined || failed(entry) || (now !== undefined && entry.actions.length === 0)) continue;
        const others = same.filter((other) => other !== outcome).map(({ name, code }) => `“${name}”${code ?? ''}`);
        complain(entry, 'error', field, message(outcome, others.sort().join('、')), remedy);
      }
    }
  };
  taken(
    groupBy(outcomes.values(), ({ code, authority }) =>
      code === null || authority === null ? undefined : `${authority} ${keyOf(code)}`,
    ),
    'code',
    ({ code }, others) => `单位代码“${code}”与${others}相同。`,
    '请改正代码；代码互换的，请让相关的行一并导入。',
  );
  taken(
    groupBy(outcomes.values(), ({ name, parent, authority }) => `${parent ?? authority} ${keyOf(name)}`),
    'name',
    ({ name }, others) => `同一上级之下已有${others}，不能再有“${name}”。`,
    '是同一个单位的，请改正代码或选“是同一个”；不是的，请用能区分的全称。',
  );
}

/** Units of the authorities in the list that it does not name; what ends is chosen, never taken for granted. */
function missingOf(
  entries: readonly Entry[],
  tree: TreeNow,
  outcomes: ReadonlyMap<string, Outcome>,
  { end, day }: Choices,
): ImportMissing[] {
  const covered = new Set<string | null>();
  for (const { entry, authority } of outcomes.values()) if (entry !== undefined) covered.add(authority);
  // What stays out is in the list all the same.
  const named = new Set(
    entries.flatMap(({ name, code }) => [keyOf(name), ...(code === null ? [] : [`#${keyOf(code)}`])]),
  );
  const matched = new Set(entries.flatMap(({ match }) => (match === undefined ? [] : [match.id])));
  const isMissing = (unit: UnitNow) =>
    covered.has(unit.authority) &&
    !matched.has(unit.id) &&
    !named.has(keyOf(unit.name)) &&
    !(unit.code !== null && named.has(`#${keyOf(unit.code)}`));
  const missing = tree.units.filter(isMissing);
  const ending = new Set(missing.filter(({ id }) => end.includes(id)).map((unit) => refOf(unit)));
  const below = groupBy(outcomes.values(), ({ parent }) => parent ?? undefined);
  return missing
    .map((unit): ImportMissing => {
      const left = (below.get(refOf(unit)) ?? []).filter(({ ref }) => !ending.has(ref));
      const ends = ending.has(refOf(unit));
      return {
        id: unit.id,
        name: unit.name,
        code: unit.code,
        parent: unit.parent === null ? null : (outcomes.get(`unit ${unit.parent}`)?.name ?? null),
        end: ends,
        problem: !ends
          ? null
          : left.length > 0
            ? `下面还有 ${left.length} 个单位，如“${left[0]?.name}”；请先移走，或一并停用。`
            : day <= unit.from
              ? `自 ${unit.from} 起启用，停用的日期须晚于这一天。`
              : null,
      };
    })
    .sort((a, b) => (a.code ?? '').localeCompare(b.code ?? '') || a.name.localeCompare(b.name, 'zh'));
}

/** The steps of the rows that are ready, parents before children; ends come last, children before parents. */
function stepsOf(
  outcomes: ReadonlyMap<string, Outcome>,
  missing: readonly ImportMissing[],
  choices: Choices,
): UnitStep[] {
  const depths = new Map<string, number>();
  const depthOf = (outcome: Outcome): number => {
    const known = depths.get(outcome.ref);
    if (known !== undefined) return known;
    // Against circles, which are errors of their own.
    depths.set(outcome.ref, 0);
    const parent = outcome.parent === null ? undefined : outcomes.get(outcome.parent);
    const depth = parent === undefined ? 0 : depthOf(parent) + 1;
    depths.set(outcome.ref, depth);
    return depth;
  };
  const refFrom = (ref: string | null): UnitRef | null => {
    if (ref === null) return null;
    return ref.startsWith('unit ') ? { id: ref.slice(5) } : { row: ref.slice(4) };
  };
  const steps: UnitStep[] = [];
  const ready = [...outcomes.values()]
    .filter(({ entry }) => entry !== undefined && stateOf(entry, choices) === 'ready')
    .sort((a, b) => depthOf(a) - depthOf(b) || Number(a.now !== undefined) - Number(b.now !== undefined));
  for (const { now, entry, name, code, kind, parent, authority, from } of ready) {
    if (entry === undefined || authority === null) continue;
    if (now === undefined) {
      steps.push({ step: 'add', row: entry.row.key, name, code, kind, parent: refFrom(parent), authority, from });
      continue;
    }
    const alter = {
      ...(name === now.name ? {} : { name }),
      ...(code === now.code || code === null ? {} : { code }),
      ...(kind === now.kind ? {} : { kind }),
      ...(parent === parentRefOf(now) ? {} : { parent: refFrom(parent) }),
      ...(authority === now.authority ? {} : { authority }),
    };
    if (Object.keys(alter).length > 0) steps.push({ step: 'alter', row: entry.row.key, id: now.id, ...alter });
  }
  const ends = missing.filter(({ end, problem }) => end && problem === null);
  const depthOfId = (id: string) => depths.get(`unit ${id}`) ?? depthOf(outcomes.get(`unit ${id}`) as Outcome);
  for (const { id } of ends.sort((a, b) => depthOfId(b.id) - depthOfId(a.id))) steps.push({ step: 'end', id });
  return steps;
}
