import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Baseline, Report, Suppression } from '@jizhun/model';
import type { Run } from '@jizhun/rules';
import { type Arguments, type OptionSpec, UsageError } from './arguments.ts';
import { describeFileError } from './files.ts';
import { OutputError } from './output.ts';
import type { Terminal } from './terminal.ts';

/** Options of `jizhun check` about what is known already: findings answered for, and baselines. */
export const RECORD_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'suppress',
    value: '文件',
    multiple: 'one each',
    summary: '按这份忽略清单，已说明理由的问题不再列出；可写多次，每次一个文件',
  },
  {
    name: 'write-suppressions',
    value: '文件',
    summary: '把列出的问题加进这份忽略清单；配合 --reason，或事后在文件中填写理由',
  },
  { name: 'reason', value: '理由', summary: '写入忽略清单的理由' },
  { name: 'by', value: '姓名', summary: '写入忽略清单：谁说明的' },
  { name: 'expires', value: '日期', summary: '写入忽略清单：有效的最后一日，如 2024-12-31' },
  { name: 'baseline', value: '文件', summary: '与基线对照，只列出新增的问题，不再有的另行说明' },
  { name: 'write-baseline', value: '文件', summary: '把现有问题记为基线' },
  { name: 'date', value: '日期', summary: '以这一天为准判断是否过期，并印在报告上；不写为今天' },
];

/** What is known already, and what is to be written down. */
export interface Records {
  /** The day by which things expire and that is printed on reports: 2024-03-31. */
  today: string;
  /** The report without what is known. */
  apply(report: Report, run: Omit<Run, 'today'>): Report;
  /**
   * The same, after writing down what was asked for. `listed` leaves out what is not to be listed: only what is left is
   * answered for.
   *
   * @throws OutputError where a file cannot be written
   */
  write(report: Report, run: Omit<Run, 'today'>, listed: (report: Report) => Report): Report;
}

/**
 * Takes the records that the arguments name.
 *
 * @throws UsageError, OutputError
 */
export async function openRecords(args: Arguments, terminal: Terminal): Promise<Records> {
  const rules = await import('@jizhun/rules');
  const { RecordFileError, isDay, parseBaseline, parseSuppressions } = rules;
  for (const name of ['date', 'expires']) {
    const day = args.value(name);
    if (day !== undefined && !isDay(day))
      throw new UsageError(`选项 --${name} 的值「${day}」不是日期，应如 2024-12-31。`);
  }
  const target = args.value('write-suppressions');
  for (const name of ['reason', 'by', 'expires'])
    if (args.has(name) && target === undefined)
      throw new UsageError(`选项 --${name} 与 --write-suppressions 一起使用。`);
  const baselineTarget = args.value('write-baseline');
  const today = args.value('date') ?? localDay(new Date());

  const parse = <T>(file: string, reader: (text: string, name: string) => T): T => {
    const text = attempt(file, () => readFileSync(file, 'utf8'));
    try {
      return reader(text, file);
    } catch (error) {
      throw error instanceof RecordFileError ? new OutputError(error.message) : error;
    }
  };
  const given = args.values('suppress').flatMap((file) => parse(file, parseSuppressions));
  const there = target !== undefined && existsSync(target) ? parse(target, parseSuppressions) : [];
  const baselineFile = args.value('baseline');
  let answered: readonly Suppression[] = [...given, ...there];
  let base: Baseline | undefined = baselineFile === undefined ? undefined : parse(baselineFile, parseBaseline);

  const suppress = (report: Report, run: Omit<Run, 'today'>): Report =>
    rules.applySuppressions(report, answered, { ...run, today });
  const apply = (report: Report, run: Omit<Run, 'today'>): Report => {
    const left = suppress(report, run);
    return base === undefined ? left : rules.applyBaseline(left, base, run);
  };
  return {
    today,
    apply,
    write(report, run, listed) {
      if (target !== undefined) {
        const all = rules.addSuppressions(there, listed(apply(report, run)), {
          reason: args.value('reason') ?? '',
          at: today,
          ...optional('by', args.value('by')),
          ...optional('expires', args.value('expires')),
        });
        attempt(target, () => writeFileSync(target, rules.printSuppressions(all)));
        const open = all.filter(({ reason }) => reason.trim() === '').length;
        terminal.warn(
          `忽略清单“${target}”共 ${all.length} 条，新增 ${all.length - there.length} 条${open > 0 ? `；其中 ${open} 条没有写理由，填写后才生效` : ''}。`,
        );
        answered = [...given, ...all];
      }
      if (baselineTarget !== undefined) {
        const written = rules.baselineOf(suppress(report, run));
        attempt(baselineTarget, () => writeFileSync(baselineTarget, rules.printBaseline(written)));
        const count = written.documents.reduce((sum, { findings }) => sum + findings.length, 0);
        terminal.warn(`基线“${baselineTarget}”记下 ${written.documents.length} 份文件的 ${count} 处问题。`);
        base ??= written;
      }
      return apply(report, run);
    },
  };
}

function optional<K extends string>(name: K, value: string | undefined): { [k in K]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { [k in K]?: string };
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new OutputError(describeFileError(file, error));
  }
}

function localDay(now: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
