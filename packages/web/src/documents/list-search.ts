import type { DocumentSummary } from '@jizhun/api';
import type { Severity } from '@jizhun/model';

export const sortKeys = [
  'unit',
  'place',
  'year',
  'name',
  'sheets',
  'indicators',
  'amount',
  'error',
  'warning',
  'info',
  'added',
] as const;
export type SortKey = (typeof sortKeys)[number];

/** What the address of the list says: every filter, the order and the page. Absent means all, newest first, first page. */
export interface ListSearch {
  q?: string;
  place?: string;
  year?: string;
  severity?: Severity | 'none';
  example?: 'only' | 'hide';
  /** A key of `sortKeys`; with a leading minus, descending. */
  sort?: SortKey | `-${SortKey}`;
  page?: number;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((a) => a === value);
}

/** Reads an address; what it does not understand it leaves out. */
export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const page = Number(raw.page);
  const found = {
    q: text(raw.q),
    place: text(raw.place),
    year: text(raw.year),
    severity: oneOf(raw.severity, ['error', 'warning', 'info', 'none']),
    example: oneOf(raw.example, ['only', 'hide']),
    sort: oneOf(raw.sort, [...sortKeys, ...sortKeys.map((k) => `-${k}` as const)]),
    page: Number.isInteger(page) && page > 1 ? page : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, v]) => v !== undefined));
}

const NO_PLACE = '未识别';
const NO_YEAR = '未写明';

export function placeOf(d: DocumentSummary): string {
  return d.place?.name ?? d.place?.id ?? NO_PLACE;
}

export function yearOf(d: DocumentSummary): string {
  return d.fiscalYear === undefined ? NO_YEAR : String(d.fiscalYear);
}

const collator = new Intl.Collator('zh-CN', { numeric: true });

const compare: Record<SortKey, (a: DocumentSummary, b: DocumentSummary) => number> = {
  unit: (a, b) => collator.compare(a.unitName ?? '', b.unitName ?? ''),
  place: (a, b) => collator.compare(placeOf(a), placeOf(b)),
  year: (a, b) => (a.fiscalYear ?? 0) - (b.fiscalYear ?? 0),
  name: (a, b) => collator.compare(a.name, b.name),
  sheets: (a, b) => a.sheetCount - b.sheetCount,
  indicators: (a, b) => a.indicatorCount - b.indicatorCount,
  amount: (a, b) => (a.amountFen ?? -1) - (b.amountFen ?? -1),
  error: (a, b) => a.findings.error - b.findings.error,
  warning: (a, b) => a.findings.warning - b.findings.warning,
  info: (a, b) => a.findings.info - b.findings.info,
  added: (a, b) => (a.addedAt < b.addedAt ? -1 : a.addedAt > b.addedAt ? 1 : 0),
};

function hasSeverity(d: DocumentSummary, severity: NonNullable<ListSearch['severity']>): boolean {
  const { error, warning, info } = d.findings;
  return severity === 'none' ? error + warning + info === 0 : d.findings[severity] > 0;
}

/** Whether every word of the query stands in the document's unit, place, year, title or file name. */
function matches(d: DocumentSummary, query: string): boolean {
  const hay = [d.unitName, placeOf(d), d.fiscalYear, d.title, d.name].join('\n').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}

/** The documents that an address asks for, in its order. */
export function selectDocuments(documents: readonly DocumentSummary[], search: ListSearch): DocumentSummary[] {
  const found = documents.filter(
    (d) =>
      (search.q === undefined || matches(d, search.q)) &&
      (search.place === undefined || placeOf(d) === search.place) &&
      (search.year === undefined || yearOf(d) === search.year) &&
      (search.severity === undefined || hasSeverity(d, search.severity)) &&
      (search.example === undefined || d.example === (search.example === 'only')),
  );
  const sort = search.sort ?? '-added';
  const key = (sort.startsWith('-') ? sort.slice(1) : sort) as SortKey;
  const direction = sort.startsWith('-') ? -1 : 1;
  return found.sort((a, b) => direction * compare[key](a, b) || collator.compare(a.name, b.name));
}

/** The values that a filter can take, each once, in reading order. */
export function choices(documents: readonly DocumentSummary[], of: (d: DocumentSummary) => string): string[] {
  return [...new Set(documents.map(of))].sort(collator.compare);
}
