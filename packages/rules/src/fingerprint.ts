import { type Disclosure, type Finding, halfWidth, type JsonPointer, pointerSteps } from '@jizhun/model';

/**
 * By what a finding is known again: in the same file saved anew, with rows or sheets put in before it, in another order
 * of the rows, and by a later version of the program, which may word it differently.
 *
 * It is a digest of the rule, of the printed names of what the finding is about, and of the printed values concerned
 * with the names that stand round them.
 * Positions, messages and severities have no part in it. Names and values are taken without blanks and in half-width
 * letters, since office programs change those on saving. Findings of one document that agree in all of this are told
 * apart by a number, in the order of the document: as a group they keep their fingerprints.
 */

/** Names what the digest is made of: another recipe gets another number, and old fingerprints show as such. */
const RECIPE = '1';

/** The fingerprint of the finding with this key before which so many with the same key stand in the document. */
export function fingerprintOf(key: string, before: number): string {
  return `${RECIPE}-${digest(before === 0 ? key : `${key}\n${before}`)}`;
}

const SUBJECT = ['sheet', 'table', 'section', 'level1', 'level2', 'level3', 'row', 'column'] as const;

/**
 * What the digest of a finding is made of; `printed` says what is printed at a path of its own document, or of another of
 * those that were checked together (see `printedAt`).
 */
export function fingerprintKey(
  { rule, subject, paths, arithmetic, others }: Omit<Finding, 'fingerprint'>,
  printed: (path: JsonPointer, document?: number) => string,
): string {
  // A finding about several values is named after one of them, and which one may hang on their order: then the names
  // that stand round each of them are taken.
  const names = paths.length > 1 ? [] : SUBJECT.map((name) => plain(subject[name] ?? ''));
  const values = paths.map((path) => printed(path));
  for (const { document, paths } of others ?? []) {
    for (const path of paths) values.push(`=${printed(path, document)}`);
  }
  const figures = arithmetic ? [...arithmetic.terms, arithmetic.printed].map(({ value }) => String(value)) : [];
  return [rule, ...names, ...values.sort(), '', ...figures.sort()].join('\n');
}

/** The fields by which the values of a disclosure are told apart and named. */
type Fields = Readonly<Record<string, unknown>> &
  Partial<Record<'raw' | 'indicators' | 'name' | 'columns' | 'title' | 'cells' | 'targets', unknown>>;

const NAMES = ['name', 'title', 'section', 'claim', 'level1', 'level2', 'level3', 'code', 'label', 'period', 'heading'];

/** What a value is in the language of the field, the printed names round it, and what it says. */
export function printedAt(disclosure: Disclosure, path: JsonPointer): string {
  const kinds: string[] = [];
  const names: string[] = [];
  let at: unknown = disclosure;
  let heads: unknown;
  for (const step of pointerSteps(path)) {
    if (at === null || typeof at !== 'object') break;
    const holder = at as Fields;
    at = holder[step];
    const isPlace = /^\d+$/.test(step);
    kinds.push(isPlace ? '#' : step);
    heads = holder.columns ?? heads;
    if (isPlace && kinds.at(-2) === 'cells' && Array.isArray(heads)) names.push(plain(String(heads[Number(step)])));
    if (isPlace && at !== null && typeof at === 'object') {
      for (const name of NAMES) {
        const field = (at as Fields)[name];
        if (typeof field === 'string') names.push(plain(field));
      }
    }
  }
  return `${kinds.join('/')} ${names.join('/')}=${said(at)}`;
}

/** What a value says; of a sheet or table its name, since what lies in it comes and goes. */
function said(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return plain(String(value));
  if (Array.isArray(value)) return '';
  const fields = value as Fields;
  if (fields.raw !== undefined) return said(fields.raw);
  if (fields.indicators !== undefined) return said(fields.name);
  if (fields.columns !== undefined) return said(fields.title);
  const lists: unknown[] = [fields.cells, fields.targets].filter(Array.isArray).flat();
  const scalars = Object.entries(fields)
    // A running number says only where a row stands.
    .filter(([name, field]) => name !== 'no' && name !== 'seq' && typeof field !== 'object')
    .map(([, field]) => field);
  return [...scalars, ...lists].map(said).join('|');
}

function plain(text: string): string {
  return halfWidth(text).replace(/\s+/g, '');
}

/** 64 bits as hexadecimal digits; two lanes of multiplication and exclusive or. Tells texts apart, protects nothing. */
function digest(text: string): string {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2_654_435_761);
    b = Math.imul(b ^ unit, 1_597_334_677);
  }
  a = mixed(a, b);
  b = mixed(b, a);
  return hex(a) + hex(b);
}

function mixed(lane: number, other: number): number {
  return Math.imul(lane ^ (lane >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909);
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0');
}
