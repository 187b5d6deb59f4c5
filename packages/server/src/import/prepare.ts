import { createHash } from 'node:crypto';
import {
  type ImportDecision,
  type ImportKind,
  type ImportMissing,
  type ImportPreview,
  type ImportRow,
  type ImportTable,
  importFields,
} from '@jizhun/api';
import type { Change, Refused } from '@jizhun/store';
import type { Organisation } from '../organisation/organisation.ts';
import { type AskedChange, unitChanges } from './changes.ts';
import { peopleNow, projectsNow, treeNow } from './now.ts';
import { type Choices, countRows } from './plan.ts';
import { type AccountWish, type PeoplePowers, planPeople } from './plan-people.ts';
import { planProjects } from './plan-projects.ts';
import { planUnits } from './plan-units.ts';
import { headOf, type Mapping } from './recognise.ts';
import { type ListRow, listRows, type SkippedRow } from './rows.ts';
import type { SourceTable } from './tables.ts';
import { clean, columnLetter } from './text.ts';
import type { TreeNow } from './tree.ts';

/** What a file holds, as it is kept. */
export interface ListContent {
  tables: SourceTable[];
  notices: string[];
}

/** What was settled about it, as it is kept. */
export interface ListSettings {
  mappings: Mapping[];
  choices: Choices;
}

/** What is needed to say what a list would do. */
export interface Preparation {
  id: string;
  kind: ImportKind;
  content: ListContent;
  settings: ListSettings;
  organisation: Organisation;
  powers: PeoplePowers;
  /** Who imports, and when. */
  person: string;
  at: Date;
}

/** A plan with everything that is in its way, and the changes that it comes to. */
export interface Prepared {
  shown: Pick<
    ImportPreview,
    'tables' | 'authorities' | 'rows' | 'missing' | 'counts' | 'withheld' | 'ready' | 'version'
  >;
  changes: Change[];
  accounts: AccountWish[];
}

interface Planned {
  rows: ImportRow[];
  missing: ImportMissing[];
  changes: AskedChange[];
  accounts: AccountWish[];
  withheld: string | null;
}

/** An identity that the same row of the same list always gets: applied twice it is one thing. */
const idOfList =
  (list: string) =>
  (key: string): string => {
    const hex = createHash('sha256').update(`${list} ${key}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };

/** What a list would do to what is there now: planned, then held against everything that the store would refuse. */
export async function prepare(preparation: Preparation): Promise<Prepared> {
  const { content, settings, organisation, person, at } = preparation;
  const { mappings } = settings;
  const several = content.tables.length > 1;
  const rows: ListRow[] = [];
  const tables: ImportTable[] = [];
  for (const [index, table] of content.tables.entries()) {
    const mapping = mappings[index] ?? { used: false, headerRows: null, fields: {}, unsure: [] };
    const listed = listRows(table, index, mapping, several);
    rows.push(...listed.rows);
    tables.push(tableShown(table, index, mapping, listed));
  }
  const plan = await plannerOf(preparation, rows);

  let { choices } = settings;
  /** Rows that the store would refuse, as they were when it did. */
  const refusedRows = new Map<string, ImportRow>();
  for (;;) {
    const planned = plan(choices);
    const changes = planned.changes.map(({ change }) => change);
    const refused = changes.length === 0 ? [] : await organisation.tryChanges(changes, at, person);
    blame(planned, refused);
    const out = choices.leaveOutErrors ? planned.rows.filter((row) => row.state === 'error') : [];
    if (out.length === 0) return conclude(planned, refusedRows, tables, preparation, plan.tree);
    const decisions: Record<string, ImportDecision> = { ...choices.decisions };
    for (const row of out) {
      refusedRows.set(row.key, { ...row, state: 'left-out' });
      decisions[row.key] = 'leave-out';
    }
    choices = { ...choices, decisions };
  }
}

async function plannerOf(
  { id, kind, settings, organisation, powers }: Preparation,
  rows: readonly ListRow[],
): Promise<((choices: Choices) => Planned) & { tree: TreeNow }> {
  const { day } = settings.choices;
  const idOf = idOfList(id);
  if (kind === 'units') {
    const tree = await treeNow(organisation, day);
    return Object.assign(
      (choices: Choices): Planned => {
        const { steps, ...rest } = planUnits(rows, tree, choices);
        return { ...rest, changes: unitChanges(steps, day, idOf), accounts: [], withheld: null };
      },
      { tree },
    );
  }
  if (kind === 'people') {
    const now = await peopleNow(organisation, day);
    const plan = (choices: Choices): Planned => ({
      missing: [],
      ...planPeople(rows, now, powers, choices, idOf),
    });
    return Object.assign(plan, { tree: now.tree });
  }
  const now = await projectsNow(organisation, day);
  const plan = (choices: Choices): Planned => ({
    missing: [],
    accounts: [],
    withheld: null,
    ...planProjects(rows, now, choices, idOf),
  });
  return Object.assign(plan, { tree: now.tree });
}

/** Puts what the store refuses where it comes from. */
function blame({ rows, missing, changes }: Planned, refused: readonly Refused[]): void {
  if (refused.length === 0) return;
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const byUnit = new Map(missing.map((unit) => [unit.id, unit]));
  for (const { index, message, remedy } of refused) {
    const asked = changes[index];
    const row = byKey.get(asked?.row ?? '');
    const unit = byUnit.get(asked?.unit ?? '');
    if (row !== undefined) {
      row.problems.push({ severity: 'error', cell: row.place, message, remedy });
      row.state = 'error';
      if (!row.options.includes('leave-out')) row.options.push('leave-out');
    } else if (unit !== undefined) unit.problem = `${message}${remedy}`;
  }
}

function conclude(
  { rows, missing, changes, accounts, withheld }: Planned,
  refusedRows: ReadonlyMap<string, ImportRow>,
  tables: ImportTable[],
  { settings }: Preparation,
  { authorities }: TreeNow,
): Prepared {
  const all = rows.map((row) => refusedRows.get(row.key) ?? row);
  const counts = countRows(all);
  const ends = missing.filter(({ end, problem }) => end && problem === null).length;
  if (ends > 0) counts.end = ends;
  const blocked =
    all.some(({ state }) => state === 'error' || state === 'undecided') ||
    missing.some(({ problem }) => problem !== null);
  const said = { rows: all, missing, withheld };
  const version = createHash('sha256')
    .update(JSON.stringify([said, settings]))
    .digest('hex')
    .slice(0, 32);
  return {
    shown: {
      ...said,
      tables,
      authorities: authorities.map(({ id, name }) => ({ id, name })),
      counts,
      ready: !blocked && changes.length + accounts.length > 0,
      version,
    },
    changes: changes.map(({ change }) => change),
    accounts,
  };
}

const SAMPLES = 3;
const HEADS_SHOWN = 15;

function tableShown(
  table: SourceTable,
  index: number,
  { used, headerRows, fields, unsure }: Mapping,
  { rows, skipped }: { rows: ListRow[]; skipped: SkippedRow[] },
): ImportTable {
  const width = Math.max(0, ...table.rows.map(({ texts }) => texts.length));
  const first = rows[0]?.row ?? (headerRows?.[1] ?? -1) + 1;
  const columns = Array.from({ length: width }, (_none, column) => ({
    column,
    letter: columnLetter(column),
    header: headerRows === null ? '' : headOf(table, headerRows, column).join('/'),
    field: fields[column] ?? null,
    sure: !unsure.includes(column),
    samples: table.rows
      .slice(first, first + 20)
      .map(({ texts }) => clean(texts[column] ?? '').slice(0, 40))
      .filter((text) => text !== '')
      .slice(0, SAMPLES),
  }));
  return {
    table: index,
    name: table.name,
    used,
    headerRows,
    heads: table.rows.slice(0, HEADS_SHOWN).map(({ texts }) => texts.map((text) => clean(text).slice(0, 40))),
    columns,
    rowCount: rows.length,
    skipped,
  };
}

/** The columns as a person settled them; what is no field of this kind is left out. */
export function settledMapping(
  kind: ImportKind,
  { used, headerRows, fields }: { used: boolean; headerRows: [number, number] | null; fields: Record<string, string> },
): Mapping {
  const known = new Set(importFields(kind).map(({ field }) => field));
  const taken = new Set<string>();
  const settled: Record<number, string> = {};
  for (const [column, field] of Object.entries(fields)) {
    if (!/^\d{1,5}$/.test(column) || !known.has(field) || taken.has(field)) continue;
    taken.add(field);
    settled[Number(column)] = field;
  }
  const rows = headerRows === null || headerRows[0] > headerRows[1] ? null : headerRows;
  return { used: used && taken.has('name'), headerRows: rows, fields: settled, unsure: [] };
}
