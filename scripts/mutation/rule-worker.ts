/**
 * `node scripts/mutation/rule-worker.ts FILE FROM`: the changes that Stryker makes to one rule, from the number FROM on,
 * each in a copy of the rule that is loaded into this process, against the examples of all rules, the page of its own and the neighbours of its examples.
 * One line of JSON for each: starting a test runner for every change would take a hundred times as long.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { catalogueFiles, type Rule, rules } from '@jizhun/rules';
import { rightProblems, strangers, wrongProblems } from '@jizhun/rules/example-problems';
import { neighboursOfRule, saidOf } from '@jizhun/rules/neighbours';
import { createInstrumenter } from '@stryker-mutator/instrumenter';
import { createInjector } from 'typed-inject';
import { ruleRanges } from './ranges.ts';
import { logger } from './silent-logger.ts';

/** A loop that runs so often has no end. */
const HITS = 1_000_000;

/** Where the changed code asks which change is made: the contract of Stryker's instrumenter. */
interface Switch {
  activeMutant?: string;
  hitCount?: number;
  hitLimit?: number;
}

const root = path.resolve(import.meta.dirname, '../..');
const [file = '', from = '0'] = process.argv.slice(2);
const source = readFileSync(path.join(root, file), 'utf8');
const url = pathToFileURL(path.join(root, file)).href;
const id = path.basename(file, '.ts');
const own = rules.find((rule) => rule.id === id);
if (!own) throw new Error(`${file} is no rule`);
const page = readFileSync(path.join(root, 'docs/rules', `${id}.md`), 'utf8');

const neighbours = neighboursOfRule(own);
const saidBefore = saidOf(own, neighbours, rules);

const instrumenter = createInjector().provideValue('logger', logger).injectFunction(createInstrumenter);
const { files, mutants } = await instrumenter.instrument(
  [
    {
      name: file,
      content: source,
      mutate: ruleRanges(source).map(([start, end]) => ({
        start: { line: start, column: 0 },
        end: { line: end, column: 0 },
      })),
    },
  ],
  { plugins: null, excludedMutations: [], ignorers: [] },
);
const changed = files[0]?.content ?? '';
registerHooks({
  load: (of, context, next) =>
    of.startsWith(`${url}?`) ? { format: 'module-typescript', source: changed, shortCircuit: true } : next(of, context),
});

const control: Switch = {};
Object.assign(globalThis, { __stryker__: control });

/** The rule as it is with this change made, its constants included. */
async function ruleWith(mutant: string | undefined): Promise<Rule> {
  if (mutant === undefined) delete control.activeMutant;
  else control.activeMutant = mutant;
  control.hitCount = 0;
  control.hitLimit = HITS;
  const module = (await import(`${url}?mutant=${mutant}`)) as { default: Rule };
  return module.default;
}

/** Whether the tests of rules pass with this one in the place of the original. */
function passes(rule: Rule): boolean {
  const all = rules.map((one) => (one.id === id ? rule : one));
  const { wrong, right } = own!.examples;
  if (right.some((example) => rightProblems(id, example, all).length > 0)) return false;
  if (wrong.some((example) => wrongProblems(id, example, all).length > 0)) return false;
  if (catalogueFiles([rule], all).get(`${id}.md`) !== page) return false;
  if (saidOf(rule, neighbours, all) !== saidBefore) return false;
  // Sums are weighed together; of other rules no finding hangs on another rule.
  const few = rule.kind === 'identity' ? all : [rule];
  return rules.every(({ id: other, examples }) => {
    if (other === id) return true;
    return (
      examples.right.every((example) => strangers(other, example, false, few).length === 0) &&
      examples.wrong.every((example) => strangers(other, example, true, few).length === 0)
    );
  });
}

if (!passes(await ruleWith(undefined))) throw new Error(`${file}: its tests fail without any change`);
for (const [i, { id: mutant, mutatorName, replacement, location }] of mutants.entries()) {
  if (i < Number(from)) continue;
  // Said before it is tried: the other side counts a change that is never answered for.
  console.log(JSON.stringify({ i, of: mutants.length }));
  let noticed: boolean;
  try {
    noticed = !passes(await ruleWith(mutant));
  } catch {
    noticed = true;
  }
  console.log(JSON.stringify({ i, noticed, line: location.start.line + 1, mutator: mutatorName, replacement }));
}
