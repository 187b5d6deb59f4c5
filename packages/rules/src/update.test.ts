import type { Disclosure } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { neighboursOf } from '../test/neighbours.ts';
import { profileOfExample } from './example.ts';
import { checkDisclosures, createChecker, rules } from './index.ts';

/** So many edits of each disclosure. */
const EDITS = 4;

/** What all rules may look at. */
const headOf = ({ goalSheets: _, budgetTables: __, statements: ___, paragraphs: ____, ...head }: Disclosure) => head;

/**
 * What a kept check says after an edit is what a whole check says, and what has not changed is the same object: by
 * examples, always the same ones. checker.test.ts asks the same of random disclosures and edits.
 */
describe('an edit of the examples', () => {
  it.each(rules.map((rule) => ({ id: rule.id, rule })))('of $id is answered as by a whole check', ({ rule }) => {
    const example = rule.examples.wrong[0]!;
    const profile = profileOfExample(rule.id, example);
    const { disclosures } = example;
    const [one, ...others] = disclosures;
    const checker = createChecker(disclosures, { profile });
    expect(checker.report).toEqual(checkDisclosures(disclosures, { profile }));
    let before = checker.report.documents[0]!.findings;
    let last = one!;
    for (const edited of neighboursOf(one!, EDITS)) {
      for (const now of [edited, one!]) {
        const updated = checker.update(0, now);
        expect(updated).toEqual(checkDisclosures([now, ...others], { profile }));
        const { findings } = updated.documents[0]!;
        // Findings that are the same as before are the same objects, unless values have moved or all was checked anew.
        const kept = now.provenance === last.provenance && JSON.stringify(headOf(now)) === JSON.stringify(headOf(last));
        for (const finding of kept ? findings : []) {
          const same = before.find((known) => JSON.stringify(known) === JSON.stringify(finding));
          if (same) expect(findings).toContain(same);
        }
        before = findings;
        last = now;
      }
    }
    expect(checker.update(0, structuredClone(one!)).documents[0]!.findings).toEqual(before);
  });

  it('takes one more disclosure in, and compares it with the others', () => {
    const across = rules.filter((rule) => rule.scope === 'across');
    expect(across.length).toBeGreaterThan(0);
    for (const { id, examples } of across) {
      const example = examples.wrong[0]!;
      const profile = profileOfExample(id, example);
      const [first, ...others] = example.disclosures;
      const checker = createChecker([first!], { profile });
      expect(checker.report).toEqual(checkDisclosures([first!], { profile }));
      for (const other of others) checker.add(other);
      expect(checker.report).toEqual(checkDisclosures(example.disclosures, { profile }));
      expect(checker.report).toBe(checker.report);
    }
  });
});
