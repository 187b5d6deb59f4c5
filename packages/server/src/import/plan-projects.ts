import type { ImportRow } from '@jizhun/api';
import type { Change } from '@jizhun/store';
import { checkCode, warnOfLostZeros } from './codes.ts';
import { readYear, readYears, type Said } from './dates.ts';
import { markDuplicates, type Planned, planWithout } from './fixpoint.ts';
import { unitNamed } from './named-unit.ts';
import { type Choices, complain, differ, draftOf, groupBy, placesOf, shown, stateOf } from './plan.ts';
import type { ListRow } from './rows.ts';
import { cleanCode, keyOf, saysNone } from './text.ts';
import { type Finder, finderOf, type TreeNow, type UnitNow } from './tree.ts';

/** A project as it is. */
export interface ProjectNow {
  id: string;
  unit: string;
  code: string | null;
  name: string;
  category: string | null;
  fromYear: number;
  toYear: number | null;
  ended: boolean;
}

export interface ProjectsNow {
  tree: TreeNow;
  projects: readonly ProjectNow[];
}

/** A change with the row that asks for it. */
export interface RowChange {
  row: string;
  change: Change;
}

export interface ProjectsPlan {
  rows: ImportRow[];
  changes: RowChange[];
}

interface Entry extends Planned {
  unit: UnitNow | null | undefined;
  match: ProjectNow | undefined;
  category: string | undefined;
  years: { from: number | undefined; to: number | null | undefined };
}

/**
 * What importing a list of projects would do. Pure, and the order of the rows does not matter. A row speaks of the
 * project with its code, else of the one with its name at its unit; a blank cell changes nothing.
 *
 * @param idOf the id that a new project gets, by the key of its row
 */
export function planProjects(
  rows: readonly ListRow[],
  now: ProjectsNow,
  choices: Choices,
  idOf: (key: string) => string,
): ProjectsPlan {
  const finder = finderOf(now.tree);
  return planWithout(rows, choices, (out) => {
    const entries = rows.map((row) => readEntry(row, finder, out.has(row.key)));
    const within = entries.filter((entry) => !entry.out);
    warnOfLostZeros(within, 'code', '项目编码');
    markDuplicates(within);
    checkCodes(within);
    matchAll(within, now.projects, finder, choices);
    for (const entry of within) if (entry.duplicate === undefined) describe(entry, finder, choices);
    return {
      entries,
      plan: () => ({
        rows: entries.map((entry) => shown(entry, choices)),
        changes: entries
          .filter((entry) => !entry.out && entry.duplicate === undefined && stateOf(entry, choices) === 'ready')
          .flatMap((entry) => changeOf(entry, choices, idOf)),
      }),
    };
  });
}

function readEntry(row: ListRow, finder: Finder, out: boolean): Entry {
  const entry: Entry = {
    ...draftOf(row),
    out,
    duplicate: undefined,
    unit: undefined,
    match: undefined,
    category: row.values.category,
    years: { from: undefined, to: undefined },
  };
  const { values } = row;
  if (entry.name === '')
    complain(entry, 'error', 'name', '没有项目名称。', '请补上项目名称；不是项目的行请选“不导入此行”。');
  if (entry.name.length > 200)
    complain(entry, 'error', 'name', '项目名称超过 200 个字。', '请核对这一列是否为项目名称。');
  const code = cleanCode(values.code ?? '');
  if (code !== '' && !saysNone(code) && checkCode(entry, 'code', '项目编码', code)) entry.code = code;
  entry.unit = unitNamed(entry, finder);
  const year = (field: 'fromYear' | 'toYear', said: Said<number>): number | undefined => {
    if (said === undefined || 'value' in said) return said?.value;
    complain(entry, 'error', field, `“${said.wrong}”不是年度。`, '请按 2026 的写法填写。');
    return undefined;
  };
  entry.years.from = year('fromYear', readYear(values.fromYear ?? ''));
  entry.years.to = year('toYear', readYear(values.toYear ?? ''));
  const years = readYears(values.years ?? '');
  if (years !== undefined) {
    if ('wrong' in years)
      complain(entry, 'error', 'years', `“${years.wrong}”不是起止年度。`, '请按 2026-2028 的写法填写。');
    else {
      entry.years.from ??= years.value.from;
      entry.years.to ??= years.value.to;
    }
  }
  const { from, to } = entry.years;
  if (from !== undefined && typeof to === 'number' && to < from)
    complain(entry, 'error', yearField(entry), `截止年度 ${to} 早于起始年度 ${from}。`, '请改正年度。');
  return entry;
}

/** Two lines that say different things of one code. */
function checkCodes(entries: readonly Entry[]): void {
  const single = entries.filter(({ duplicate }) => duplicate === undefined);
  for (const same of groupBy(single, ({ code }) => (code === null ? undefined : keyOf(code))).values()) {
    if (same.length < 2) continue;
    for (const entry of same)
      complain(
        entry,
        'error',
        'code',
        `项目编码“${entry.code}”出现 ${same.length} 次，内容不同：${placesOf(same)}。`,
        '请核对后改正，或对多余的行选“不导入此行”。',
      );
  }
}

function matchAll(
  entries: readonly Entry[],
  projects: readonly ProjectNow[],
  finder: Finder,
  { decisions }: Choices,
): void {
  const codes = groupBy(projects, ({ code }) => (code === null ? undefined : keyOf(code)));
  const names = groupBy(projects, ({ name }) => keyOf(name));
  const open = entries.filter(({ duplicate, name }) => duplicate === undefined && name !== '');
  for (const entry of open) if (entry.code !== null) entry.match = codes.get(keyOf(entry.code))?.[0];
  const byCode = new Set(open.flatMap(({ match }) => (match === undefined ? [] : [match.id])));
  for (const entry of open) {
    if (entry.match !== undefined) continue;
    const named = (names.get(keyOf(entry.name)) ?? []).filter(({ id }) => !byCode.has(id));
    const found = entry.unit == null ? named : named.filter(({ unit }) => unit === entry.unit?.id);
    const [only] = found;
    if (only === undefined) continue;
    if (found.length > 1) {
      complain(entry, 'error', 'name', `有 ${found.length} 个项目都叫“${entry.name}”。`, '请填写项目编码。');
      continue;
    }
    if (entry.code === null || only.code === null) {
      entry.match = only;
      continue;
    }
    entry.options = ['same', 'new'];
    if (decisions[entry.row.key] === 'new') continue;
    entry.match = only;
    if (decisions[entry.row.key] !== 'same')
      complain(
        entry,
        'decide',
        'code',
        `“${finder.unit.get(only.unit)?.name ?? ''}”已有项目“${only.name}”，编码为“${only.code}”，清单中为“${entry.code}”。`,
        '是同一个项目的，选“是同一个”，改用新编码；不是的，选“是另一个，新增”。',
      );
  }
  for (const claims of groupBy(open, ({ match }) => match?.id).values()) {
    if (claims.length < 2) continue;
    for (const entry of claims)
      complain(
        entry,
        'error',
        'name',
        `${placesOf(claims)}指的是同一个项目“${entry.match?.name}”。`,
        '请只留一行，其余的选“不导入此行”。',
      );
  }
  const fresh = open.filter(({ match, code }) => match === undefined && code === null);
  for (const same of groupBy(fresh, ({ name, unit }) => `${unit?.id} ${keyOf(name)}`).values()) {
    if (same.length < 2) continue;
    for (const entry of same)
      complain(
        entry,
        'error',
        'name',
        `同一单位的“${entry.name}”出现 ${same.length} 次，内容不同：${placesOf(same)}。`,
        '请填写项目编码，或对多余的行选“不导入此行”。',
      );
  }
}

const shownYear = (year: number | null): string => (year === null ? '未定' : String(year));

function describe(entry: Entry, finder: Finder, choices: Choices): void {
  const { match, unit, years, category, name, code } = entry;
  if (match === undefined) {
    if (name === '') return;
    entry.actions.push('add');
    if (unit === undefined) complain(entry, 'error', 'unit', '没有写明项目单位。', '请补上单位代码或单位名称。');
    differ(entry, 'projects', 'name', null, name);
    if (code !== null) differ(entry, 'projects', 'code', null, code);
    if (unit != null) differ(entry, 'projects', 'unit', null, unit.name);
    if (category !== undefined) differ(entry, 'projects', 'category', null, category);
    differ(entry, 'projects', 'fromYear', null, String(years.from ?? yearOf(choices)));
    if (typeof years.to === 'number') differ(entry, 'projects', 'toYear', null, String(years.to));
    return;
  }
  if (match.ended) {
    complain(entry, 'error', 'name', `项目“${match.name}”已经结束。`, '请先在项目页恢复，或选“不导入此行”。');
    return;
  }
  if (keyOf(name) !== keyOf(match.name)) {
    entry.actions.push('rename');
    entry.options.push('accept');
    differ(entry, 'projects', 'name', match.name, name);
    if (choices.decisions[entry.row.key] !== 'accept')
      complain(
        entry,
        'decide',
        'name',
        `编码“${match.code}”的项目现名“${match.name}”，清单中为“${name}”。`,
        '确为更名的，选“按清单更名”；写错的，选“不导入此行”。',
      );
  }
  if (code !== null && (match.code === null || keyOf(code) !== keyOf(match.code))) {
    entry.actions.push('recode');
    differ(entry, 'projects', 'code', match.code, code);
  }
  if (unit != null && unit.id !== match.unit) {
    entry.actions.push('move');
    differ(entry, 'projects', 'unit', finder.unit.get(match.unit)?.name ?? null, unit.name);
  }
  const changed = (field: string, from: string | null, to: string) => {
    if (!entry.actions.includes('change')) entry.actions.push('change');
    differ(entry, 'projects', field, from, to);
  };
  if (category !== undefined && category !== match.category) changed('category', match.category, category);
  if (years.from !== undefined && years.from !== match.fromYear)
    changed('fromYear', String(match.fromYear), String(years.from));
  if (years.to !== undefined && years.to !== match.toYear)
    changed('toYear', shownYear(match.toYear), shownYear(years.to));
  const { from = match.fromYear, to = match.toYear } = years;
  if (to !== null && to !== undefined && to < from && !(years.from !== undefined && years.to !== undefined))
    complain(entry, 'error', yearField(entry), `截止年度 ${to} 早于起始年度 ${from}。`, '请改正年度。');
}

const yearField = ({ row }: Entry): string => (row.values.years === undefined ? 'toYear' : 'years');

const yearOf = ({ day }: Choices): number => Number(day.slice(0, 4));

function changeOf(entry: Entry, choices: Choices, idOf: (key: string) => string): RowChange[] {
  const { match, unit, years, category, name, code, row } = entry;
  if (match === undefined) {
    if (unit == null) return [];
    const fields = { code, name, category: category ?? null, toYear: years.to ?? null };
    const fromYear = years.from ?? yearOf(choices);
    return [
      { row: row.key, change: { operation: 'project.add', id: idOf(row.key), unit: unit.id, fromYear, ...fields } },
    ];
  }
  const changed = new Set(entry.differences.map(({ field }) => field));
  if (changed.size === 0) return [];
  return [
    {
      row: row.key,
      change: {
        operation: 'project.change',
        id: match.id,
        ...(changed.has('name') ? { name } : {}),
        ...(changed.has('code') ? { code } : {}),
        ...(changed.has('unit') && unit != null ? { unit: unit.id } : {}),
        ...(changed.has('category') ? { category: category ?? null } : {}),
        ...(changed.has('fromYear') && years.from !== undefined ? { fromYear: years.from } : {}),
        ...(changed.has('toYear') && years.to !== undefined ? { toYear: years.to } : {}),
      },
    },
  ];
}
