import type { Disclosure, Report } from '@jizhun/model';
import { createChecker } from './checker.ts';
import type { CheckOptions } from './settings.ts';

/**
 * Runs all rules over one or several disclosures.
 *
 * Every rule has one of three outcomes: found; right (silent); unchecked, with what is missing. Findings stand in the
 * order of the document. Pure: the same disclosures and options give the same report.
 */
export function checkDisclosures(disclosures: readonly Disclosure[], options: CheckOptions = {}): Report {
  return createChecker(disclosures, options).report;
}
