import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { GOAL, MEMORY_MB, SLOWEST_MS } from './limits.ts';
import type { State } from './state.ts';

const file = path.resolve(import.meta.dirname, '../../docs/quality.md');

/** Writes docs/quality.md from what all runs so far did. */
export function writeReport(state: State): void {
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
    `processes that may die of it. All of it must end in a report or a refusal with a reason, within ${SLOWEST_MS / 1000} s and ${MEMORY_MB} MiB for`,
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
          'Kept in packages/documents/test/corpus; corpus.test.ts runs them.',
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
  ];
  writeFileSync(file, text.join('\n'));
}
