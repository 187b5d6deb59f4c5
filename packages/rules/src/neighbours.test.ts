import { expect, it } from 'vitest';
import { neighboursOfRule, saidOf } from '../test/neighbours.ts';
import { rules } from './index.ts';

/**
 * What rules say of everything one edit away from their examples has not changed. Where it was meant to:
 * `vitest run packages/rules/src/neighbours.test.ts -u`.
 */
it.each(rules.map((rule) => ({ id: rule.id, rule })))(
  '$id says the same as before of what is near its examples',
  ({ rule }) => {
    expect(saidOf(rule, neighboursOfRule(rule), rules)).toMatchSnapshot();
  },
);
