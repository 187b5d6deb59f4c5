import {
  type Disclosure,
  type Edit,
  type Indicator,
  type JsonPointer,
  originsOf,
  parseTarget,
  pointer,
} from '@jizhun/model';
import { originKey } from './file.ts';

/**
 * Whether a file that was written reads as it should: as `expected` in every value, but for those that were read from
 * the very cells that were written (a total that stands twice in the reading follows its one cell). Answers the first
 * value that differs, undefined where none does.
 *
 * @param touched keys of the spots that were written
 * @param rows keys (part, 0-based row) of rows that are new
 * @param gone keys of rows that were taken out: what stood in them unread is gone as well
 * @param paths the values that were to change: these must be exactly as asked
 */
export function firstDifference(
  actual: Disclosure,
  expected: Disclosure,
  touched: ReadonlySet<string>,
  rows: ReadonlySet<string>,
  gone: ReadonlySet<string>,
  paths: readonly JsonPointer[],
): JsonPointer | undefined {
  const asked = (path: JsonPointer): boolean => paths.some((p) => path === p || path.startsWith(`${p}/`));
  const follows = (path: JsonPointer): boolean =>
    [actual, expected].some(({ provenance }) => {
      const origins = originsOf(provenance, path);
      return (
        origins.length > 0 &&
        origins.every((o) => touched.has(originKey(o) ?? '') || rows.has(`${o.part}\n${(o.row ?? 0) - 1}`))
      );
    });
  for (const field of [
    'title',
    'fiscalYear',
    'place',
    'unit',
    'goalSheets',
    'budgetTables',
    'statements',
    'paragraphs',
  ] as const)
    for (const path of differences(pointer(field), expected[field], actual[field]))
      if (asked(path) || !follows(path)) return path;
  const unread = ({ unread: list }: Disclosure, but: ReadonlySet<string>): string =>
    list
      .filter(({ at }) => !but.has(`${at.part}\n${(at.row ?? 0) - 1}`))
      .map(({ text }) => text)
      .sort()
      .join('\n');
  return unread(actual, new Set()) === unread(expected, gone) ? undefined : '/unread';
}

/** Names that a reading gives itself. */
const OWN = /^\/goalSheets\/\d+\/id$/;

function* differences(path: JsonPointer, one: unknown, other: unknown): Generator<JsonPointer> {
  if (one === other || OWN.test(path)) return;
  if (one !== null && other !== null && typeof one === 'object' && typeof other === 'object') {
    const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
      yield* differences(path + pointer(key), a[key], b[key]);
    return;
  }
  yield path;
}

/** Values that a fix leaves to reading, filled in as reading would: the meaning of a new row's targets, its kind. */
export function asRead(expected: Disclosure, actual: Disclosure, edits: readonly Edit[]): Disclosure {
  const lists = new Set(
    edits.flatMap(({ path, from }) => {
      const list = /^(\/goalSheets\/\d+)\/indicators\/\d+$/.exec(path)?.[1];
      return from === undefined && list !== undefined ? [list] : [];
    }),
  );
  if (lists.size === 0) return expected;
  return {
    ...expected,
    goalSheets: expected.goalSheets.map((sheet, i) => {
      if (!lists.has(`/goalSheets/${i}`)) return sheet;
      const year = sheet.fiscalYear;
      const indicators = sheet.indicators.map((indicator, k) => {
        const read = actual.goalSheets[i]?.indicators[k];
        return read ? completed(indicator, read, year) : indicator;
      });
      return { ...sheet, indicators };
    }),
  };
}

function completed(indicator: Indicator, read: Indicator, fiscalYear: number | undefined): Indicator {
  const context = { name: indicator.level3, ...(fiscalYear !== undefined && { fiscalYear }) };
  return {
    ...indicator,
    kind: read.kind,
    targets: indicator.targets.map((target, i) => {
      const column = target.column ?? read.targets[i]?.column;
      const place = { period: target.period, ...(target.month !== undefined && { month: target.month }) };
      return {
        ...place,
        ...(column !== undefined && { column }),
        raw: target.raw,
        ...parseTarget(target.raw, context),
      };
    }),
  };
}
