import type { DocumentSummary } from '@jizhun/api';

/** So many are checked together at most without a person choosing them. */
const MOST = 11;

/** A unit's name as far as it tells the unit: without blanks, and without （部门）, （本级） and the like behind it. */
const unitOf = ({ unitName }: DocumentSummary): string =>
  (unitName ?? '')
    .replace(/\s+/g, '')
    .replace(/[（(](?:部门|本级|机关|本部|汇总)[）)]$/, '')
    .replace(/本级$/, '');

/**
 * The other documents of the same unit: of other years, and other kinds of the same year (budget, goal sheets,
 * self-evaluation, final account), the nearest years first. These are what a document is compared with.
 */
export function relatedTo(document: DocumentSummary, all: readonly DocumentSummary[]): DocumentSummary[] {
  const unit = unitOf(document);
  if (unit === '') return [];
  const distance = ({ fiscalYear }: DocumentSummary): number =>
    fiscalYear === undefined || document.fiscalYear === undefined ? 50 : Math.abs(fiscalYear - document.fiscalYear);
  return all
    .filter((other) => other.id !== document.id && unitOf(other) === unit)
    .sort((a, b) => distance(a) - distance(b) || a.name.localeCompare(b.name, 'zh'))
    .slice(0, MOST);
}
