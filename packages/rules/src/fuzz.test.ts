import { disclosureSchema, reportSchema } from '@jizhun/model/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { disclosures } from '../test/any-disclosure.ts';
import { checkDisclosures } from './index.ts';

it('answers any disclosure with a report, never with an error', () => {
  fc.assert(
    fc.property(fc.array(disclosures, { maxLength: 3 }), (some) => {
      for (const one of some) expect(disclosureSchema.safeParse(one).error).toBeUndefined();
      const report = checkDisclosures(some);
      expect(reportSchema.safeParse(report).error).toBeUndefined();
      expect(report.documents).toHaveLength(some.length);
      for (const { findings } of report.documents) {
        for (const { paths, message } of findings) {
          expect(paths.length).toBeGreaterThan(0);
          expect(message).not.toMatch(/undefined|NaN|\[object/);
        }
      }
    }),
    { numRuns: 300 },
  );
});
