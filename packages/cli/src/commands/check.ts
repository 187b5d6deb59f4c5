import type { Disclosure, Report, Severity } from '@jizhun/model';
import type { Checker } from '@jizhun/rules';
import { UsageError } from '../arguments.ts';
import { CLEAN, type Command, FAILED, FOUND } from '../command.ts';
import { openOutput } from '../output.ts';
import { type Reading, readInputs } from '../readings.ts';
import { openRecords, RECORD_OPTIONS } from '../records.ts';
import { openRewrite, REWRITE_OPTIONS } from '../rewrite/rewrite.ts';
import { createStyle } from '../text/style.ts';
import { version } from '../version.ts';

/** From the least to the most severe. */
const LEVELS: readonly Severity[] = ['info', 'warning', 'error'];

export const check: Command = {
  name: 'check',
  usage: '文件或文件夹…',
  summary: '核对文件，列出问题、算式、建议和依据',
  options: [
    {
      name: 'format',
      value: '格式',
      choices: ['text', 'json', 'sarif', 'html'],
      summary: 'text 供人阅读（默认）；json 核对报告；sarif 供其他工具；html 可打印、可转交的报告',
    },
    { name: 'output', short: 'o', value: '文件', summary: '写入文件，不写则输出到屏幕' },
    { name: 'rule', value: '规则', multiple: 'commas', summary: '只列出这一条规则的结果，可重复，或以逗号相连' },
    {
      name: 'severity',
      value: '级别',
      choices: LEVELS.toReversed(),
      summary: '最低列出的级别：error 错误、warning 警告、info 建议（默认）',
    },
    { name: 'name', value: '文件名', summary: '从标准输入（-）读取时的文件名' },
    ...REWRITE_OPTIONS,
    ...RECORD_OPTIONS,
    { name: 'quiet', short: 'q', summary: '每处问题一行，不显示进度、提示、未核对项和合计' },
  ],
  details: [
    '可以同时给出多个文件和文件夹，文件夹连同下级一并核对；多份文件之间相互对照。“-”表示标准输入。',
    '缺少一方而无法比较的，列为“未核对”，不作结论。',
    '忽略清单和基线中的问题不列出，也不影响退出状态；没有生效的忽略、基线中不再有的问题会逐条说明。写法见 docs/suppressing.md。',
    '--fix 和 --annotate 不改原文件：改后的文件写到 -o；多个文件时 -o 是文件夹。--fix 之后的退出状态按改后的文件判断。',
    '退出状态：0 没有错误；1 有错误；2 有文件未能读取或无可核对（其余照常核对）。',
  ],
  examples: [
    'jizhun check 预算公开.docx',
    'jizhun check 2024年公开/ --severity error',
    'jizhun check 2024年公开/ --format html -o 核对报告.html',
    'jizhun check 预算公开.docx --fix --dry-run',
    'jizhun check 预算公开.docx --fix -o 改后.docx',
    'jizhun check 预算公开.xlsx --annotate -o 批注.xlsx',
    'jizhun check 预算公开.docx --rule unit-missing --write-suppressions 忽略.json --reason 按册计',
    'jizhun check 2023年公开/ --write-baseline 基线.json',
  ],
  async run(args, terminal) {
    if (args.positionals.length === 0) throw new UsageError('没有写出要核对的文件。');
    const format = args.value('format') ?? 'text';
    const quiet = args.has('quiet');
    const wanted = args.values('rule');
    // The rules load while the worker reads.
    const loading = import('@jizhun/rules');
    if (wanted.length > 0)
      rejectUnknownRules(
        wanted,
        (await loading).rules.map(({ id }) => id),
      );
    const records = await openRecords(args, terminal);
    const rewrite = openRewrite(args, terminal);
    // When files are rewritten, `--output` names them, and not the report.
    const output = openOutput(rewrite ? undefined : args.value('output'), terminal);
    try {
      const disclosures: Disclosure[] = [];
      const notes: string[] = [];
      const empty: string[] = [];
      let checker: Checker | undefined;
      let checked = 0;
      // While the workers read the next files this thread checks those before.
      const catchUp = (): void => {
        if (checker) for (; checked < disclosures.length; checked++) checker.add(disclosures[checked]!);
      };
      const take = ({ disclosure, notices }: Reading): void => {
        if (isEmpty(disclosure)) empty.push(disclosure.source.name);
        else disclosures.push(disclosure);
        catchUp();
        if (lacksIndicators(disclosure))
          notes.push(
            `文件“${disclosure.source.name}”的绩效目标表中没有读出绩效指标，指标未核对。\n  请补填绩效指标；表中已有指标的，请把文件交给维护人员。`,
          );
        for (const { message } of notices) notes.push(`${disclosure.source.name}：${message}`);
      };
      const startChecker = async () => {
        const module = await loading;
        checker = module.createChecker([]);
        return { ...module, checker };
      };
      const [unread, { checker: whole, checkDisclosures, rules }] = await Promise.all([
        readInputs(args.positionals, { stdinName: args.value('name'), quiet }, terminal, take),
        startChecker(),
      ]);
      catchUp();
      const refused = unread + empty.length;
      for (const name of empty)
        terminal.warn(
          `文件“${name}”中没有读出绩效目标表、预算表，也没有读出文字中的数字，无法核对。\n  请确认文件是否选对；确为预算、绩效公开文件的，请把它交给维护人员。`,
        );
      const level = (args.value('severity') as Severity | undefined) ?? 'info';
      const known = new Set(rules.map(({ id }) => id));
      const ran = wanted.length === 0 ? known : new Set(wanted);
      const listed = (all: Report): Report => atLeast(all, level);
      const report = listed(records.write(onlyRules(whole.report, ran), { ran, known }, listed));
      if (!quiet) for (const note of notes) terminal.warn(note);
      if (rewrite) {
        const titles = new Map(rules.map(({ id, title }) => [id, title]));
        const titleOf = (rule: string): string => titles.get(rule) ?? rule;
        const { failed, disclosures: now } = await rewrite.run(report, disclosures, titleOf);
        const left = rewrite.fixing ? records.apply(onlyRules(checkDisclosures(now), ran), { ran, known }) : report;
        return refused + failed > 0 ? FAILED : statusOf(listed(left));
      }
      if (format === 'json') output.print(JSON.stringify(report));
      else if (format !== 'text') {
        const { htmlReport, sarifLog } = await import('@jizhun/writer');
        const source = { report, disclosures, rules, date: records.today, tool: `绩准 ${version()}` };
        output.print(format === 'html' ? htmlReport(source) : JSON.stringify(sarifLog(source), null, 2));
      } else {
        const { printChecked, printLapsed, printTotals } = await import('../text/report.ts');
        const titles = new Map(rules.map(({ id, title }) => [id, title]));
        const toFile = args.has('output');
        const layout = {
          width: toFile ? 80 : terminal.width,
          style: toFile ? createStyle(false) : terminal.style,
          titleOf: (rule: string) => titles.get(rule) ?? rule,
          brief: quiet,
        };
        for (const document of report.documents) {
          const text = printChecked(document, report.documents, layout);
          if (text !== '') output.print(quiet ? text : `${text}\n`);
        }
        if (report.lapsed !== undefined) {
          if (quiet) terminal.warn(`忽略清单中有 ${report.lapsed.length} 条没有生效。`);
          else output.print(`${printLapsed(report.lapsed, layout)}\n`);
        }
        if (!quiet && report.documents.length > 0 && report.documents.length + refused > 1)
          output.print(printTotals(report, refused));
      }
      return refused > 0 ? FAILED : statusOf(report);
    } finally {
      output.close();
    }
  },
};

function statusOf({ documents }: Report): number {
  return documents.some(({ findings }) => findings.some(({ severity }) => severity === 'error')) ? FOUND : CLEAN;
}

/** Nothing in it that a rule could look at: to call that free of errors would be a lie. */
function isEmpty({ goalSheets, budgetTables, statements }: Disclosure): boolean {
  return goalSheets.length + budgetTables.length + statements.length === 0;
}

/** Goal sheets without a single indicator: most rules then have nothing to look at. */
function lacksIndicators({ goalSheets }: Disclosure): boolean {
  return goalSheets.length > 0 && goalSheets.every(({ indicators, withheld }) => indicators.length === 0 && !withheld);
}

function rejectUnknownRules(wanted: readonly string[], known: readonly string[]): void {
  for (const id of wanted)
    if (!known.includes(id)) throw new UsageError(`没有规则「${id}」。执行 jizhun rules 查看全部规则。`);
}

/**
 * What some of the rules say. All of them have looked: which figure of several is the wrong one is settled by all sums
 * together, so that a finding, and its fingerprint, would be another without the others.
 */
function onlyRules(report: Report, wanted: ReadonlySet<string>): Report {
  return {
    ...report,
    documents: report.documents.map((document) => ({
      ...document,
      findings: document.findings.filter(({ rule }) => wanted.has(rule)),
      unchecked: document.unchecked.filter(({ rule }) => wanted.has(rule)),
    })),
  };
}

/** The report without findings below `level`. What could not be checked stays. */
function atLeast(report: Report, level: Severity): Report {
  const least = LEVELS.indexOf(level);
  if (least === 0) return report;
  return {
    ...report,
    documents: report.documents.map((document) => ({
      ...document,
      findings: document.findings.filter(({ severity }) => LEVELS.indexOf(severity) >= least),
    })),
  };
}
