import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type KillState, roundsOf } from '../kill-rounds/state.ts';
import type { MutationState } from '../mutation/state.ts';
import { GOAL, KILL_ROUNDS, MEMORY_MB, SLOWEST_MS } from './limits.ts';
import { readersLines } from './readers.ts';
import type { State } from './state.ts';

const file = path.resolve(import.meta.dirname, '../../docs/quality.md');

/** Writes docs/quality.md from what all runs so far did. */
export function writeReport(state: State, mutation: MutationState, kills: KillState): void {
  const formats = Object.entries(state).map(([name, figures]) => ({ format: name.replace('a.', ''), ...figures }));
  const line = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const found = formats.flatMap(({ format, found }) => found.map((one) => ({ format, ...one })));
  const text = [
    '# Quality',
    '',
    `Written by \`npm run test:long\` on ${new Date().toISOString().slice(0, 10)}; the figures add up over its runs on this machine.`,
    '',
    '## Fuzzing',
    '',
    'Small files of each format are damaged with regard to their structure, then opened, read and checked with all rules, in',
    `processes that may die of it. All of it must end in a report or a refusal with a reason, within ${SLOWEST_MS / 1000} s of the processor and ${MEMORY_MB} MiB for`,
    `the whole process. Goal: ${GOAL.toLocaleString('en')} mutants a format. A failure that does not come again when its seed runs alone, in a`,
    'new process, is counted as unrepeated (a busy machine, or what earlier cases left in memory).',
    '',
    line('format', 'mutants', 'goal reached', 'read', 'refused', 'slowest case', 'peak memory of the process', 'found'),
    line(...Array<string>(8).fill('---')),
    ...formats.map((one) => {
      const { read = 0, failed = 0, uncounted = 0, ...refused } = one.outcomes;
      const reasons = Object.entries(refused)
        .sort(([, a], [, b]) => b - a)
        .map(([code, count]) => `${code} ${count}`);
      if (uncounted > 0) reasons.push(`not counted ${uncounted}`);
      if (failed > 0) reasons.push(`failed ${failed}`);
      return line(
        one.format,
        one.mutants,
        one.mutants >= GOAL ? 'yes' : 'no',
        read,
        reasons.join(', '),
        `${Math.round(one.slowest.ms)} ms (seed ${one.slowest.seed})`,
        `${Math.round(one.peakBytes / 1024 / 1024)} MiB`,
        one.found.length,
      );
    }),
    '',
    '## Found cases',
    '',
    ...(found.length === 0
      ? ['None in these runs.']
      : [
          'Kept in packages/documents/test/corpus, as found or smaller; tests/corpus.test.ts takes them through reader and rules.',
          '',
          line('format', 'seed', 'times', 'what happened'),
          line('---', '---', '---', '---'),
          ...found.map((one) =>
            line(
              one.format,
              one.seed,
              one.times ?? 1,
              one.description.split('\n', 1)[0]!.slice(0, 160).replaceAll('|', '\\|'),
            ),
          ),
        ]),
    '',
    ...killLines(kills),
    ...readersLines(),
    ...mutationLines(mutation),
  ];
  writeFileSync(file, text.join('\n'));
}

/** Writes the figures of mutation tests to docs/quality.md; what stands there besides, remarks added by hand too, stays. */
export function writeMutation(mutation: MutationState): void {
  const text = readFileSync(file, 'utf8');
  const start = text.indexOf('## Mutation tests');
  const end = start < 0 ? -1 : text.indexOf('\n## ', start);
  const [before, after] = [start < 0 ? `${text.trimEnd()}\n\n` : text.slice(0, start), end < 0 ? '' : text.slice(end)];
  writeFileSync(file, `${before}${mutationLines(mutation).join('\n')}${after}`);
}

/** What became of the service that was killed under load. */
function killLines(kills: KillState): string[] {
  const { server, postmaster, both } = kills.rounds;
  const all = roundsOf(kills);
  return [
    '## Kills under load',
    '',
    'The service as people start it, on a new data directory, with four people signed in who add, correct, answer for,',
    'remove and restore documents at the same time, one who adds and renames units, and an archive on its way; killed with SIGKILL at a random moment: the server,',
    'its database, or both at once. After the next start (the database alone is started again by the running server) each',
    'acknowledged change must be in the trail exactly once and have its effect, one that was not answered at most once; the',
    'trail must be whole against checkpoints kept outside of it; each job must come to its end; one postmaster, one lock, no',
    'socket left. The first start of each directory is killed at a random moment too.',
    '',
    `- ${all} rounds of ${KILL_ROUNDS} (server ${server}, database ${postmaster}, both ${both}) on ${kills.directories} data directories`,
    `- ${kills.acknowledged} changes acknowledged, ${kills.unsure} under way at the kill, ${kills.archives} archives handed over`,
    `- slowest start after a kill: ${(kills.slowestStartMs / 1000).toFixed(1)} s`,
    `- faults: ${kills.faults.length === 0 ? 'none' : kills.faults.length}`,
    ...kills.faults.map(({ seed, round, fault }) => `  - seed ${seed}, round ${round}: ${fault}`),
    '',
  ];
}

/** Stryker's figures over the rules and the engine, and the files of which most changes went unnoticed. */
function mutationLines(mutation: MutationState): string[] {
  const files = Object.entries(mutation).map(([name, { killed, survived }]) => ({
    name: name.replace('packages/rules/src/', ''),
    killed,
    all: killed + survived.length,
  }));
  const score = (some: typeof files): string => {
    const killed = some.reduce((sum, one) => sum + one.killed, 0);
    const all = some.reduce((sum, one) => sum + one.all, 0);
    return `${some.length} files, ${killed} of ${all} noticed: ${all === 0 ? '–' : `${((killed / all) * 100).toFixed(1)} %`}`;
  };
  const rules = files.filter(({ name }) => name.startsWith('rules/'));
  const engine = files.filter(({ name }) => !name.startsWith('rules/'));
  const least = files
    .filter(({ killed, all }) => all - killed >= 10)
    .sort((a, b) => b.all - b.killed - (a.all - a.killed))
    .slice(0, 20);
  return [
    '## Mutation tests',
    '',
    'Stryker changes the code of packages/rules in small ways (a condition turned, a bound moved, a text emptied) and asks',
    'whether a test notices. Of a rule all that it does is changed, not its title, reasons and examples; its tests are the',
    'examples of all rules, its page and what it says of everything one edit away from its examples. A change to the engine has',
    'to be noticed by the examples of all rules, by what is kept of their neighbours or by its unit tests, within 1.5 s: what',
    'only the slower of them would notice, or tests on random disclosures, counts as unnoticed. A changed loop without end counts',
    'as noticed. Goal: 80 %.',
    '',
    `- rules: ${score(rules)}`,
    `- engine: ${score(engine)}`,
    `- together: ${score(files)}`,
    '',
    ...(least.length === 0
      ? []
      : [
          '| most unnoticed in | changes | noticed |',
          '| --- | --- | --- |',
          ...least.map(({ name, killed, all }) => `| ${name} | ${all} | ${killed} |`),
          '',
        ]),
  ];
}
