import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rules } from '@jizhun/rules';
import { describe, expect, it } from 'vitest';
import { outOfReach, readField } from '../scripts/out-of-reach.ts';

const page = path.resolve(import.meta.dirname, '../docs/rules/out-of-reach.md');
const field = readField();
const ids = new Set(rules.map(({ id }) => id));

/** What reviewers look at, and the identities of the published set: each is a rule, or has a reason why it is none. */
describe('the field', () => {
  it.each(Object.entries(field))('%s: each row is a rule or has a reason', (_, rows) => {
    for (const [row, answer] of Object.entries(rows)) {
      if (typeof answer === 'string') expect(answer, row).toMatch(/[\u4e00-\u9fff].{10,}。$/);
      else {
        expect(answer.length, row).toBeGreaterThan(0);
        for (const id of answer) expect(ids, `${row}: ${id}`).toContain(id);
      }
    }
  });

  it('has all identities R01–R16', () => {
    const expected = Array.from({ length: 16 }, (_, i) => `R${String(i + 1).padStart(2, '0')}`);
    expect(Object.keys(field.reconciliation ?? {})).toEqual(expect.arrayContaining(expected));
  });

  it('has a page of what is out of reach: npm run docs:rules', () => {
    expect(readFileSync(page, 'utf8')).toBe(outOfReach());
  });
});
