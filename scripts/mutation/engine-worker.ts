/**
 * `node scripts/mutation/engine-worker.ts FILE FROM`: the changes that Stryker makes to one file of the engine, from the
 * number FROM on, against the examples of all rules, what is kept of their neighbours, and the unit tests of the engine,
 * all in this process. All changes are in the code at once and switched on one by one; what a module does only as it is
 * loaded is loaded anew. One line of JSON for each.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createInstrumenter } from '@stryker-mutator/instrumenter';
import { createInjector } from 'typed-inject';
import { logger } from './silent-logger.ts';
import type { Test } from './vitest-in-process.ts';

/** A loop that runs so often has no end. */
const HITS = 3_000_000;
/** Tests of one change take no longer than this of the processor: the quickest come first, what the rest would have noticed is not counted. */
const MOST_MS = 1_500;

/** Where the changed code asks which change is made, and says which it came by: the contract of Stryker's instrumenter. */
interface Switch {
  activeMutant?: string;
  hitCount?: number;
  hitLimit?: number;
  currentTestId?: string;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
}

const root = path.resolve(import.meta.dirname, '../..');
const [file = '', from = '0'] = process.argv.slice(2);
const url = pathToFileURL(path.join(root, file)).href;
const engine = pathToFileURL(path.join(root, 'packages/rules')).href;
const here = pathToFileURL(import.meta.dirname).href;

const { files, mutants } = await createInjector()
  .provideValue('logger', logger)
  .injectFunction(createInstrumenter)
  .instrument([{ name: file, content: readFileSync(path.join(root, file), 'utf8'), mutate: true }], {
    plugins: null,
    excludedMutations: [],
    ignorers: [],
  });
const changed = files[0]?.content ?? '';
/** The modules that are the same for every change, as they are read the first time. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'vitest') return next('./vitest-in-process.ts', { ...context, parentURL: import.meta.url });
    const found = next(specifier, context);
    const query = /\?mutant=.*$/.exec(context.parentURL ?? '')?.[0];
    const own = found.url.startsWith(engine) || found.url.startsWith(`${here}/engine-probes.ts`);
    return query && own && !found.url.includes('?') ? { ...found, url: `${found.url}${query}` } : found;
  },
  load: (of, context, next) =>
    of === url || of.startsWith(`${url}?`)
      ? { format: 'module-typescript', source: changed, shortCircuit: true }
      : next(of, context),
});

const control: Switch = { mutantCoverage: { static: {}, perTest: {} } };
Object.assign(globalThis, { __stryker__: control });

/** What rules say without any change, by their ids. */
const before = new Map<string, string>();

async function probesOf(query: string): Promise<Test[]> {
  const module = (await import(`./engine-probes.ts${query}`)) as typeof import('./engine-probes.ts');
  return module.probes(query, before);
}

/** Whether all these tests pass, one after another as long as there is time. */
async function pass(tests: readonly Test[]): Promise<boolean> {
  const start = process.cpuUsage();
  for (const test of tests) {
    const { user, system } = process.cpuUsage(start);
    if (user + system >= MOST_MS * 1000) return true;
    try {
      await test.run();
    } catch {
      return false;
    }
  }
  return true;
}

const tests: { test: Test; ms: number; seen: ReadonlySet<string>; at: number }[] = [];
for (const [at, test] of (await probesOf('?mutant=none')).entries()) {
  control.currentTestId = String(at);
  const start = performance.now();
  try {
    await test.run();
  } catch (error) {
    throw new Error(`${test.name} fails without any change: ${String(error)}`);
  }
  const seen = new Set(Object.keys(control.mutantCoverage?.perTest[at] ?? {}));
  tests.push({ test, ms: performance.now() - start, seen, at });
}
delete control.currentTestId;
const onLoad = control.mutantCoverage?.static ?? {};
delete control.mutantCoverage;
tests.sort((a, b) => a.ms - b.ms);

for (const [i, { id, mutatorName, replacement, location }] of mutants.entries()) {
  if (i < Number(from)) continue;
  // Said before it is tried: the other side counts a change that is never answered for.
  console.log(JSON.stringify({ i, of: mutants.length }));
  control.activeMutant = id;
  control.hitCount = 0;
  control.hitLimit = HITS;
  let noticed: boolean;
  try {
    const loaded = onLoad[id] === undefined ? undefined : await probesOf(`?mutant=${id}`);
    const mine = loaded
      ? tests.map(({ at }) => loaded[at]!)
      : tests.flatMap(({ test, seen }) => (seen.has(id) ? [test] : []));
    noticed = !(await pass(mine));
  } catch {
    noticed = true;
  }
  console.log(JSON.stringify({ i, noticed, line: location.start.line + 1, mutator: mutatorName, replacement }));
}
