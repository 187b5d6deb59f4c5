import type { CorrectionRecord } from '@jizhun/api';
import {
  type Correctable,
  type CorrectionValue,
  correctableAt,
  type Disclosure,
  isRowCorrection,
  isRowValue,
  isWithin,
  type JsonPointer,
  parseTarget,
  parseTyped,
  pointerSteps,
  printTarget,
  printTyped,
  RowNames,
  tellCorrectionValue,
} from '@jizhun/model';
import { moment } from '../format/dates.ts';

/** What a person is about to put right: one value, or the same value where a merged cell stands for several rows. */
export interface Editing {
  paths: readonly JsonPointer[];
  /** As it stands now. */
  value: Correctable;
}

/** The values that one cell shows, as far as they can be corrected together. Undefined where there is none. */
export function editingOf(disclosure: Disclosure, paths: readonly JsonPointer[]): Editing | undefined {
  const all = paths.map((path) => correctableAt(disclosure, path)).filter((one) => one !== undefined);
  const first = all[0];
  if (!first) return undefined;
  const same = all.filter(({ kind, value }) => kind === first.kind && value === first.value);
  return { paths: [...new Set(same.map(({ path }) => path))], value: first };
}

/** The corrections in force, found from what the page shows: rows are counted as they stand there. */
export interface Overlay {
  /** Leads from where a value stands on the page to its name in the reading, by which corrections are kept, and back. */
  names: RowNames;
  /** By the value, or the added row, that they are about, where it stands on the page. */
  applied: ReadonlyMap<JsonPointer, CorrectionRecord>;
  /** Names of all rows that were ever added: none is given twice. */
  taken: readonly JsonPointer[];
}

export function overlayOf(corrections: readonly CorrectionRecord[]): Overlay {
  const inForce = corrections.filter(({ state, from, to }) => state === 'applied' && from !== to);
  const names = new RowNames(inForce);
  const applied = new Map<JsonPointer, CorrectionRecord>();
  for (const correction of inForce) {
    const at = names.toForce(correction.path);
    if (at !== undefined) applied.set(at, correction);
  }
  return { names, applied, taken: corrections.filter(isRowCorrection).map(({ path }) => path) };
}

/** A cell may show a part of a target, which is corrected as a whole. */
const wholeAt = (path: JsonPointer): JsonPointer => path.replace(/(\/targets\/\d+)\/\w+$/, '$1');

/** What was corrected before where a cell is: corrections that a later one replaced, or that were taken back. */
export function pastCorrectionsOf(
  { names }: Pick<Overlay, 'names'>,
  corrections: readonly CorrectionRecord[],
  paths: readonly JsonPointer[],
): CorrectionRecord[] {
  const read = paths.map((path) => names.toReading(wholeAt(path)));
  return corrections.filter(
    ({ path, state }) =>
      (state === 'superseded' || state === 'withdrawn') && read.some((at) => at !== undefined && isWithin(path, at)),
  );
}

/** The corrections in force of what a cell shows. */
export function correctionsOf(
  { applied }: Pick<Overlay, 'applied'>,
  paths: readonly JsonPointer[],
): CorrectionRecord[] {
  if (applied.size === 0) return [];
  const wholes = paths.map(wholeAt);
  return [...applied]
    .filter(([at, c]) => wholes.some((path) => isWithin(at, path) || (isRowCorrection(c) && isWithin(path, at))))
    .map(([, c]) => c);
}

/** 印出「≥195%」，更正为「≥95%」，由张三于 2026-03-31 09:05 更正. */
export function tellCorrection(disclosure: Disclosure, overlay: Overlay, correction: CorrectionRecord): string {
  const { author, at } = correction;
  if (isRowCorrection(correction)) return `这一行由${author}于 ${moment(at)} ${correction.to ? '增加' : '删去'}`;
  const { from, to } = valuesToTell(disclosure, overlay, correction);
  return `印出「${from}」，更正为「${to}」，由${author}于 ${moment(at)} 更正`;
}

/** What was read and what stands there, as they are told to a person. */
export function valuesToTell(
  disclosure: Disclosure,
  { names }: Pick<Overlay, 'names'>,
  { path, from, to }: Pick<CorrectionRecord, 'path' | 'from' | 'to'>,
): { from: string; to: string } {
  const kind = correctableAt(disclosure, names.toForce(path) ?? '')?.kind ?? 'text';
  const tell = (value: CorrectionRecord['from']): string =>
    isRowValue(value) ? rowWords(value) : tellCorrectionValue(kind, value);
  return { from: tell(from), to: tell(to) };
}

/** A row by what names it: the indicator with its targets, the line of a table with its figures. */
export function rowWords(row: Extract<CorrectionRecord['from'], object>): string {
  if ('level3' in row) return [row.level3, ...row.targets.map(({ raw }) => raw)].filter(Boolean).join(' ');
  if ('cells' in row) return [row.label, ...row.cells.filter((cell) => cell !== null)].join(' ');
  if ('label' in row) return `${row.label} ${tellCorrectionValue('money', row.fen)}`;
  return row.name;
}

/**
 * The change that made what stands at these values, where it made nothing else: then going back to what was printed ends
 * it. A fix of many values is not ended for one of them.
 */
export function soleChange(
  { names }: Overlay,
  corrections: readonly CorrectionRecord[],
  paths: readonly JsonPointer[],
) {
  const own = new Set(paths.map((path) => names.toReading(path)));
  const changes = new Set(
    corrections.filter(({ path, state }) => state === 'applied' && own.has(path)).map(({ change }) => change),
  );
  const [change] = changes;
  const whole = corrections.filter((c) => c.change === change && c.state === 'applied');
  return changes.size === 1 && whole.every(({ path }) => own.has(path)) ? change : undefined;
}

/** What is said of what a person is typing: how it will be understood, or why it cannot be taken. */
export type Understood =
  | { state: 'same' }
  | { state: 'bad'; words: string }
  | { state: 'good'; value: CorrectionValue; words?: string };

export function understand(disclosure: Disclosure, { value, paths }: Editing, typed: string): Understood {
  if (typed.trim() === printTyped(value)) return { state: 'same' };
  const parsed = parseTyped(value, typed);
  if (!parsed.ok) return { state: 'bad', words: parsed.message };
  if (parsed.value === value.value) return { state: 'same' };
  if (value.kind === 'money')
    return { state: 'good', value: parsed.value, words: tellCorrectionValue('money', parsed.value) };
  if (value.kind !== 'target') return { state: 'good', value: parsed.value };
  const [, sheet = '', , indicator = ''] = pointerSteps(paths[0] ?? '');
  const goalSheet = disclosure.goalSheets[Number(sheet)];
  const year = goalSheet?.fiscalYear ?? disclosure.fiscalYear;
  const name = goalSheet?.indicators[Number(indicator)]?.level3;
  const meaning = parseTarget(String(parsed.value ?? ''), {
    ...(name === undefined ? {} : { name }),
    ...(year === undefined ? {} : { fiscalYear: year }),
  });
  const words =
    meaning.notAfter !== undefined
      ? `不晚于 ${meaning.notAfter}`
      : meaning.operator === null
        ? '按文字理解，没有读出数值'
        : printTarget(meaning);
  return { state: 'good', value: parsed.value, words };
}
