import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Disclosure, Report } from '@jizhun/model';
import type { AppliedEdit, Fixed } from '@jizhun/writer';
import { type Arguments, type OptionSpec, UsageError } from '../arguments.ts';
import { describeFileError, expandInputs, type InputFile } from '../files.ts';
import type { Terminal } from '../terminal.ts';
import { describeChanges } from '../text/changes.ts';
import { openTargets, type Targets, writeTarget } from './targets.ts';

/** Options of `jizhun check` that write into copies of the checked files. */
export const REWRITE_OPTIONS: readonly OptionSpec[] = [
  { name: 'fix', summary: '把能机械修改的问题改好，写入 -o 的文件（docx、xlsx），其余内容一字不动' },
  { name: 'dry-run', summary: '与 --fix 一起：只列出将作的修改，不写文件' },
  { name: 'over-formulas', summary: '与 --fix 一起：公式所在的单元格也改，公式变为数字' },
  { name: 'annotate', summary: '把问题作为批注加在单元格上，写入 -o 的文件（docx、xlsx）' },
];

type Checked = Report['documents'][number];

/** What became of the checked files. */
export interface Rewritten {
  /** Files that could not be rewritten as asked. */
  failed: number;
  /** The readings as they are now: of changed files what is read from them again. */
  disclosures: Disclosure[];
}

export interface Rewrite {
  /** Whether something was changed such that it has to be checked again. */
  readonly fixing: boolean;
  /** Writes copies of all documents of a report, and says what was done. Throws OutputError. */
  run(report: Report, disclosures: readonly Disclosure[], titleOf: (rule: string) => string): Promise<Rewritten>;
}

/**
 * Takes the wish to rewrite that the arguments express; undefined where there is none. What cannot be meant is said
 * before anything is read.
 *
 * @throws UsageError
 */
export function openRewrite(args: Arguments, terminal: Terminal): Rewrite | undefined {
  const [fixing, dryRun, annotating] = [args.has('fix'), args.has('dry-run'), args.has('annotate')];
  if (dryRun && !fixing) throw new UsageError('选项 --dry-run 与 --fix 一起使用。');
  if (args.has('over-formulas') && !fixing) throw new UsageError('选项 --over-formulas 与 --fix 一起使用。');
  if (!fixing && !annotating) return undefined;
  const option = fixing ? '--fix' : '--annotate';
  if (fixing && annotating)
    throw new UsageError('选项 --fix 和 --annotate 不能同时使用；请先用 --fix 改好，再对改后的文件用 --annotate。');
  if ((args.value('format') ?? 'text') !== 'text')
    throw new UsageError(`选项 --format 不能与 ${option} 一起使用：-o 是改后的文件。`);
  for (const written of ['write-suppressions', 'write-baseline'])
    if (args.has(written)) throw new UsageError(`选项 --${written} 不能与 ${option} 一起使用，请分两次执行。`);
  if (args.positionals.includes('-')) throw new UsageError(`从标准输入（-）读取时不能使用 ${option}，请写出文件名。`);
  const output = args.value('output');
  if (dryRun && output !== undefined) throw new UsageError('--dry-run 不写文件，不需要 -o。');
  if (!dryRun && (output === undefined || output === '-'))
    throw new UsageError(`使用 ${option} 时请用 -o 写出改后的文件名；多个文件时写文件夹。`);
  const { files } = expandInputs(args.positionals);
  const targets =
    output === undefined ? undefined : openTargets(output, files, args.positionals.length > 1 || isFolder(args, files));
  const work = new Work(files, targets, args, terminal);
  return {
    fixing: fixing && !dryRun,
    run: (report, disclosures, titleOf) =>
      fixing ? work.fix(report, disclosures) : work.annotate(report, disclosures, titleOf),
  };
}

/** Whether the one argument is a folder. */
function isFolder({ positionals: [only] }: Arguments, [first]: readonly InputFile[]): boolean {
  return first !== undefined && only !== undefined && first.path !== only;
}

class Work {
  readonly #files: ReadonlyMap<string, InputFile>;
  readonly #targets: Targets | undefined;
  readonly #quiet: boolean;
  readonly #overFormulas: boolean;
  readonly #terminal: Terminal;

  constructor(files: readonly InputFile[], targets: Targets | undefined, args: Arguments, terminal: Terminal) {
    this.#files = new Map(files.map((file) => [file.name, file]));
    this.#targets = targets;
    this.#quiet = args.has('quiet');
    this.#overFormulas = args.has('over-formulas');
    this.#terminal = terminal;
  }

  async fix(report: Report, disclosures: readonly Disclosure[]): Promise<Rewritten> {
    const [{ applyFixes }, { createIntake }] = await Promise.all([import('@jizhun/writer'), import('@jizhun/intake')]);
    const intake = createIntake({ workers: 1 });
    const readings: Disclosure[] = [];
    let failed = 0;
    try {
      for (const [i, document] of report.documents.entries()) {
        const disclosure = disclosures[i] as Disclosure;
        readings.push(disclosure);
        const fixes = document.findings.flatMap(({ fix, rule }) => (fix ? [{ edits: fix.edits, rule }] : []));
        if (fixes.length === 0) {
          this.#say(`文件“${document.source.name}”没有可以机械修改的问题，没有写出文件。`);
          continue;
        }
        const bytes = this.#bytesOf(document);
        if (!bytes) {
          failed++;
          continue;
        }
        const read = async (again: Uint8Array, name: string): Promise<Disclosure | undefined> => {
          const result = await intake.read(again, name);
          return result.ok ? result.disclosure : undefined;
        };
        const overFormulas = this.#overFormulas;
        const fixed = await applyFixes(bytes, document.source.name, disclosure, fixes, read, { overFormulas });
        if (!isOffice(document)) {
          this.#terminal.warn(`文件“${document.source.name}”没有改写：${fixed.notApplied[0]?.why ?? ''}。`);
          failed++;
          continue;
        }
        this.#tell(disclosure, fixed, fixes);
        if (fixed.applied.length === 0) continue;
        readings[i] = (await read(fixed.bytes, document.source.name)) ?? disclosure;
        this.#write(document, fixed.bytes, `写入修改 ${countOf(fixed.applied)} 处`);
      }
    } finally {
      await intake.close();
    }
    return { failed, disclosures: readings };
  }

  async annotate(
    report: Report,
    disclosures: readonly Disclosure[],
    titleOf: (rule: string) => string,
  ): Promise<Rewritten> {
    const { annotate } = await import('@jizhun/writer');
    const at = new Date().toISOString();
    let failed = 0;
    for (const document of report.documents) {
      const { name } = document.source;
      if (document.findings.length === 0) {
        this.#say(`文件“${name}”没有问题，没有写出文件。`);
        continue;
      }
      const bytes = this.#bytesOf(document);
      const annotated = bytes && (await annotate(bytes, name, document, { at, titleOf }));
      if (annotated?.ok) this.#write(document, annotated.bytes, `加批注 ${document.findings.length} 处`);
      else {
        failed++;
        if (annotated) this.#terminal.warn(`文件“${name}”没有加批注：${annotated.why}。`);
      }
    }
    return { failed, disclosures: [...disclosures] };
  }

  #say(line: string): void {
    if (!this.#quiet) this.#terminal.warn(line);
  }

  #write({ source }: Checked, bytes: Uint8Array, what: string): void {
    const file = this.#files.get(source.name);
    const target = file && this.#targets?.of(file);
    if (target === undefined) return;
    writeTarget(target, bytes);
    this.#say(`文件“${source.name}”${what}，存为“${target}”。`);
  }

  /** The file as it was read; says why where it is not to be had. */
  #bytesOf({ source }: Checked): Uint8Array | undefined {
    const file = this.#files.get(source.name);
    if (!file) {
      this.#terminal.warn(`文件“${source.name}”在压缩包中，不能改写。\n  请解压后再对其中的文件使用。`);
      return undefined;
    }
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(file.path);
    } catch (error) {
      this.#terminal.warn(describeFileError(file.name, error));
      return undefined;
    }
    if (createHash('sha256').update(bytes).digest('hex') === source.sha256) return bytes;
    this.#terminal.warn(`文件“${source.name}”在核对期间有改动，没有改写。\n  请重新执行。`);
    return undefined;
  }

  #tell(disclosure: Disclosure, fixed: Fixed, fixes: readonly { rule: string }[]): void {
    const { width, style } = this.#terminal;
    const ruleOf = (fix: number): string => fixes[fix]?.rule ?? '';
    this.#terminal.print(describeChanges(disclosure, fixed, ruleOf, { width, style, brief: this.#quiet }));
  }
}

/** Cells and rows that change; a cell that stands for several values counts once. */
function countOf(applied: readonly AppliedEdit[]): number {
  const cells = new Set(applied.flatMap(({ cells: own }) => own.map(({ at }) => JSON.stringify(at))));
  return cells.size + applied.filter(({ row }) => row !== undefined).length;
}

function isOffice({ source }: Checked): boolean {
  return source.mediaType.includes('openxmlformats');
}
