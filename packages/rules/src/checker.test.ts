import { applyEdits } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { checkDisclosures, createChecker, rules } from './index.ts';

const examples = rules.flatMap(({ id, examples: { wrong } }) =>
  wrong.map(({ title, disclosures }) => ({ title: `${id}: ${title}`, disclosures })),
);

describe('createChecker', () => {
  it('reports what a check of the same disclosures does', () => {
    for (const { disclosures } of examples)
      expect(createChecker(disclosures).report).toEqual(checkDisclosures(disclosures));
  });

  it('reports after an edit what a check of the edited disclosures does', () => {
    const { disclosures } = examples.find(({ disclosures }) => (disclosures[0]?.goalSheets.length ?? 0) > 1)!;
    const [one, ...others] = disclosures;
    const checker = createChecker(disclosures);
    const from = one!.goalSheets[0]!.name;
    const edited = applyEdits(one!, [{ path: '/goalSheets/0/name', from, to: '改过的名称' }]);
    if (!edited.ok) throw new Error(edited.message);
    expect(checker.update(0, edited.disclosure)).toEqual(checkDisclosures([edited.disclosure, ...others]));
    expect(checker.report).toEqual(checkDisclosures([edited.disclosure, ...others]));
  });

  it('takes disclosures one after the other', () => {
    for (const { disclosures } of examples) {
      const checker = createChecker([]);
      for (const [i, disclosure] of disclosures.entries()) {
        checker.add(disclosure);
        // Asked for in between or not, the report is the same.
        if (i % 2 === 0) expect(checker.report).toEqual(checkDisclosures(disclosures.slice(0, i + 1)));
      }
      expect(checker.report).toEqual(checkDisclosures(disclosures));
    }
  });

  it('knows the positions of its disclosures', () => {
    const checker = createChecker([]);
    expect(() => checker.update(0, examples[0]!.disclosures[0]!)).toThrow(RangeError);
  });
});
