import type { Severity } from '@jizhun/model';
import { severities } from '../format/words.ts';

/** What the address of the catalogue of rules says. */
export interface RulesSearch {
  q?: string;
  severity?: Severity;
  scope?: string;
}

export function readRulesSearch(raw: Record<string, unknown>): RulesSearch {
  const search: RulesSearch = {};
  if (typeof raw.q === 'string' && raw.q !== '') search.q = raw.q;
  const severity = severities.find((s) => s === raw.severity);
  if (severity) search.severity = severity;
  if (typeof raw.scope === 'string' && raw.scope !== '') search.scope = raw.scope;
  return search;
}
