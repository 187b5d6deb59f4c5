import type { JsonPointer, Severity } from '@jizhun/model';
import { severities } from '../format/words.ts';

/** What the address of a document says: the finding or the cell that is chosen, the tab, and how findings are filtered. */
export interface DocumentSearch {
  finding?: string;
  cell?: JsonPointer;
  tab?: 'source';
  /** The source stands beside the paper, in half of the page. */
  beside?: true;
  severity?: Severity;
  find?: string;
}

/** Reads an address; what it does not understand it leaves out. A finding goes before a cell. */
export function readDocumentSearch(raw: Record<string, unknown>): DocumentSearch {
  const search: DocumentSearch = {};
  if (typeof raw.finding === 'string' && raw.finding !== '') search.finding = raw.finding;
  else if (typeof raw.cell === 'string' && raw.cell.startsWith('/')) search.cell = raw.cell;
  if (raw.tab === 'source') search.tab = 'source';
  if (search.tab && (raw.beside === true || raw.beside === 'true')) search.beside = true;
  const severity = severities.find((s) => s === raw.severity);
  if (severity) search.severity = severity;
  if (typeof raw.find === 'string' && raw.find !== '') search.find = raw.find;
  return search;
}
