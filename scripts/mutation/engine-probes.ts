import { readdirSync } from 'node:fs';
import path from 'node:path';
import { rules } from '@jizhun/rules';
import { rightProblems, strangers, wrongProblems } from '@jizhun/rules/example-problems';
import { neighboursOfRule, saidOf } from '@jizhun/rules/neighbours';
import { type Test, takeTests } from './vitest-in-process.ts';

/** On random disclosures, on ../shared, or run here in another way: for every change these take too long. */
const OTHERS = ['checker', 'examples', 'fuzz', 'golden', 'metamorphic', 'neighbours'];

const source = path.resolve(import.meta.dirname, '../../packages/rules/src');
/** Unit tests of the engine. */
const UNITS = readdirSync(source)
  .flatMap((name) => /^(.+)\.test\.ts$/.exec(name)?.[1] ?? [])
  .filter((name) => !OTHERS.includes(name));

/** Of each example so few neighbours: a change that shows in what is said of them shows in what is kept of all. */
const NEIGHBOURS = 12;

/**
 * The tests that a change to the engine has to pass. `query` tells the modules of this change from those of another,
 * `before` holds what rules say of neighbours of their examples without any change.
 */
export async function probes(query: string, before: Map<string, string>): Promise<Test[]> {
  const all: Test[] = [];
  for (const name of UNITS) {
    await import(`${path.join(source, `${name}.test.ts`)}${query}`);
    all.push(...takeTests().map((test) => ({ ...test, name: `${name}: ${test.name}` })));
  }
  const none = (problems: readonly string[]): void => {
    if (problems.length > 0) throw new Error(problems[0]);
  };
  for (const rule of rules) {
    const { id, examples } = rule;
    for (const example of examples.wrong)
      all.push({
        name: `${id}: ${example.title}`,
        run: () => none([...wrongProblems(id, example, rules), ...strangers(id, example, true, rules)]),
      });
    for (const example of examples.right)
      all.push({
        name: `${id}: ${example.title}`,
        run: () => none([...rightProblems(id, example, rules), ...strangers(id, example, false, rules)]),
      });
    let near: ReturnType<typeof neighboursOfRule> | undefined;
    all.push({
      name: `${id}: near its examples`,
      run: () => {
        near ??= neighboursOfRule(rule, NEIGHBOURS);
        const said = saidOf(rule, near, rules);
        if (!before.has(id)) before.set(id, said);
        none(said === before.get(id) ? [] : ['says something else']);
      },
    });
  }
  return all;
}
