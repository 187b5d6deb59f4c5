import { applyEdits, type Disclosure } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { neighboursOf } from '../test/neighbours.ts';
import type { SheetIndex } from './disclosure-index.ts';
import { goalSheet, indicator, disclosure as make, profileOfExample } from './example.ts';
import { checkDisclosures, createChecker, rules } from './index.ts';
import { once } from './once.ts';
import { defineGathered, defineRule, type RuleText } from './rule.ts';

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

describe('an edit of an indicator', () => {
  const one = make({
    sheets: [1, 2].map((n) =>
      goalSheet(`示例经费${n}`, { indicators: [indicator('产出指标/数量指标/示例数量', `≥${n}个`)] }),
    ),
  });
  const edit = (now: Disclosure, to: string): Disclosure => {
    const path = '/goalSheets/0/indicators/0/targets/0/raw';
    const outcome = applyEdits(now, [{ path, from: now.goalSheets[0]!.indicators[0]!.targets[0]!.raw, to }]);
    if (!outcome.ok) throw new Error(outcome.message);
    return outcome.disclosure;
  };
  const text = {
    id: 'test',
    title: '',
    severity: 'info',
    scope: 'sheet',
    why: '',
    basis: [],
    parameters: {},
    examples: { wrong: [], right: [] },
  } as const satisfies RuleText & { scope: 'sheet' };
  const saying = (message: string) => ({ message, subject: {}, paths: ['/goalSheets/0/name'] });

  it('runs no rule again that looks at none', () => {
    let runs = 0;
    const rule = defineRule({
      ...text,
      *find(index) {
        runs++;
        for (const { sheet } of index.sheets) yield { name: sheet.name };
      },
      report: ({ name }) => saying(name),
    });
    const checker = createChecker([one], { rules: [rule] });
    expect(runs).toBe(2);
    checker.update(0, edit(one, '≥9个'));
    expect(runs).toBe(2);
    checker.update(0, { ...one, goalSheets: [{ ...one.goalSheets[0]!, code: 'P1' }, one.goalSheets[1]!] });
    expect(runs).toBe(3);
  });

  it('is seen by what another rule was told of the indicators before', () => {
    const figures = once((sheet: SheetIndex) => sheet.indicators.map((at) => at.indicator.targets[0]?.raw).join());
    const telling = (id: string) =>
      defineRule({
        ...text,
        id,
        *find(index) {
          for (const sheet of index.sheets) yield { said: figures(sheet) };
        },
        report: ({ said }) => saying(said),
      });
    const rules = [telling('first'), telling('second')];
    const checker = createChecker([one], { rules });
    const edited = edit(one, '≥9个');
    expect(checker.update(0, edited)).toEqual(checkDisclosures([edited], { rules }));
  });

  it('is seen by a rule that looks at indicators when it has the facts of all sheets', () => {
    const rule = defineGathered({
      ...text,
      *find(index) {
        for (const sheet of index.sheets) yield { sheet };
      },
      // Now and then only: that it looked at none before says nothing of now.
      *gather(facts) {
        const looks = facts.some(({ sheet }) => sheet.sheet.name === '示例经费9');
        const raws = facts.map(({ sheet }) => (looks ? sheet.indicators[0]?.indicator.targets[0]?.raw : ''));
        yield { said: raws.join() };
      },
      report: ({ said }) => saying(said),
    });
    const checker = createChecker([one], { rules: [rule] });
    let now = one;
    const expectSame = (): void => expect(checker.update(0, now)).toEqual(checkDisclosures([now], { rules: [rule] }));
    now = edit(now, '≥7个');
    expectSame();
    now = { ...now, goalSheets: [now.goalSheets[0]!, { ...now.goalSheets[1]!, name: '示例经费9' }] };
    expectSame();
    now = edit(now, '≥8个');
    expectSame();
  });
});
