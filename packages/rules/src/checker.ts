import type { Disclosure, Report } from '@jizhun/model';
import { type CheckOptions, checkDisclosures } from './check.ts';

/** A check that is kept, so that an edit is answered without checking everything again. */
export interface Checker {
  /** The report on the disclosures as they stand now. */
  readonly report: Report;
  /**
   * Puts `disclosure` in the place of the one at position `document` and gives the new report, the same that
   * `checkDisclosures` would give. Fast where it shares its unchanged parts with the one before, as what `applyEdits`
   * gives does.
   *
   * @throws RangeError where there is no disclosure at that position.
   */
  update(document: number, disclosure: Disclosure): Report;
}

/** Checks disclosures and keeps what is needed to check them again after an edit. */
export function createChecker(disclosures: readonly Disclosure[], options: CheckOptions = {}): Checker {
  let now = disclosures;
  let report = checkDisclosures(now, options);
  return {
    get report() {
      return report;
    },
    update(document, disclosure) {
      if (!(document in now)) throw new RangeError(`There is no disclosure at position ${document}.`);
      now = now.map((one, i) => (i === document ? disclosure : one));
      report = checkDisclosures(now, options);
      return report;
    },
  };
}
