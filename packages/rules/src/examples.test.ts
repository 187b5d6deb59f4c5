import { describe, expect, it } from 'vitest';
import { rightProblems, strangers, wrongProblems } from '../test/example-problems.ts';
import { rules } from './index.ts';

describe.each(rules.map((rule) => ({ id: rule.id, rule })))('$id', ({ id, rule }) => {
  it.each(rule.examples.wrong)('finds: $title', (example) => {
    expect(wrongProblems(id, example, rules)).toEqual([]);
  });

  it.each(rule.examples.right)('is silent: $title', (example) => {
    expect(rightProblems(id, example, rules)).toEqual([]);
  });
});

describe('examples', () => {
  it('give one finding for one cause', () => {
    for (const { id, examples } of rules) {
      for (const example of examples.wrong)
        expect(strangers(id, example, true, rules), `${id}: ${example.title}`).toEqual([]);
    }
  });

  it('that are right give no finding of any rule', () => {
    for (const { id, examples } of rules) {
      for (const example of examples.right)
        expect(strangers(id, example, false, rules), `${id}: ${example.title}`).toEqual([]);
    }
  });
});
