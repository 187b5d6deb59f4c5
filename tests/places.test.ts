import { places } from '@jizhun/places';
import { rules } from '@jizhun/rules';
import { describe, expect, test } from 'vitest';

describe.each([...places])('$id', ({ profile }) => {
  test('speaks only of rules that there are, in the values that they take', () => {
    const known = new Map(rules.map((rule) => [rule.id, rule]));
    for (const id of [...Object.keys(profile.severity ?? {}), ...Object.keys(profile.disabledRules ?? {})]) {
      expect([...known.keys()]).toContain(id);
    }
    for (const [id, byName] of Object.entries(profile.ruleParameters ?? {})) {
      for (const [name, entries] of Object.entries(byName)) {
        const parameter = known.get(id)?.parameters[name];
        expect([id, name, parameter !== undefined]).toEqual([id, name, true]);
        for (const { value } of entries) expect(typeof value).toBe(typeof parameter?.default);
      }
    }
  });
});
