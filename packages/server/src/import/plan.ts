import {
  type ImportAction,
  type ImportDecision,
  type ImportKind,
  type ImportProblem,
  type ImportRow,
  importFieldName,
} from '@jizhun/api';
import type { ListRow } from './rows.ts';
import { keyOf } from './text.ts';

/** What the person at the page settled. */
export interface Choices {
  /** From which day changes hold. */
  day: string;
  /** For new units whose list names no finance authority. */
  authority: string | null;
  decisions: Readonly<Record<string, ImportDecision>>;
  /** Rows with errors stay out, instead of holding up the others. */
  leaveOutErrors: boolean;
  /** Units that end, though no list can say so. */
  end: readonly string[];
}

/** One row on its way through a plan. */
export interface Draft {
  row: ListRow;
  problems: ImportProblem[];
  differences: ImportRow['differences'];
  actions: ImportAction[];
  options: ImportDecision[];
  name: string;
  code: string | null;
}

export function draftOf(row: ListRow): Draft {
  return { row, problems: [], differences: [], actions: [], options: [], name: row.values.name ?? '', code: null };
}

export function complain(
  draft: Draft,
  severity: ImportProblem['severity'],
  field: string,
  message: string,
  remedy: string,
) {
  draft.problems.push({ severity, cell: draft.row.cell(field), message, remedy });
}

/** Notes that a field changes, in the words of the page. */
export function differ(draft: Draft, kind: ImportKind, field: string, from: string | null, to: string | null) {
  draft.differences.push({ field, name: importFieldName(kind, field), from, to });
}

/** Where a row stands between its problems and what was decided about it. */
export function stateOf(draft: Draft, { decisions, leaveOutErrors }: Choices): ImportRow['state'] {
  const decision = decisions[draft.row.key];
  if (decision === 'leave-out') return 'left-out';
  if (draft.problems.some(({ severity }) => severity === 'error')) return leaveOutErrors ? 'left-out' : 'error';
  if (draft.problems.some(({ severity }) => severity === 'decide')) return 'undecided';
  return 'ready';
}

/** A row as the preview shows it. */
export function shown(draft: Draft, choices: Choices): ImportRow {
  const { row, problems, differences, name, code } = draft;
  const options = new Set(draft.options);
  if (problems.some(({ severity }) => severity === 'error') || options.size > 0) options.add('leave-out');
  const decision = choices.decisions[row.key] ?? null;
  return {
    key: row.key,
    table: row.table,
    row: row.row,
    place: row.place,
    name,
    code,
    state: stateOf(draft, choices),
    actions: draft.actions.length > 0 ? draft.actions : ['same'],
    differences,
    problems,
    options: [...options],
    decision,
  };
}

/** How many rows will be what; and those that need a person first. */
export function countRows(rows: readonly ImportRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state, actions } of rows)
    for (const what of state === 'ready' ? actions : [state]) counts[what] = (counts[what] ?? 0) + 1;
  return counts;
}

/** The same for lines that say the same in the same columns. */
export const contentOf = ({ row }: Draft): string =>
  JSON.stringify(
    Object.entries(row.values)
      .map(([field, text]) => [field, keyOf(text)])
      .sort(),
  );

/** Several values under one key. */
export function groupBy<T>(items: Iterable<T>, key: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

/** The rows of one meaning, as a person finds them: 第 3 行、第 9 行. */
export const placesOf = (drafts: readonly Draft[]): string => drafts.map(({ row }) => row.place).join('、');
