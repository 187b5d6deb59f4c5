import { severityWord } from '@jizhun/model';
import { type Rule, ruleSummary } from '@jizhun/rules';
import { nearest, UsageError } from '../arguments.ts';
import { CLEAN, type Command } from '../command.ts';
import { markOf } from '../text/report.ts';
import type { Style } from '../text/style.ts';
import { hang, padRight, wrapText } from '../text/wrap.ts';

const SCOPES: Record<Rule['scope'], string> = {
  cell: '单元格',
  indicator: '指标',
  sheet: '绩效目标表',
  table: '预算表',
  disclosure: '整份文件',
  across: '多份文件之间',
};

export const rules: Command = {
  name: 'rules',
  usage: '[规则…]',
  summary: '列出全部核对规则，或说明其中几条',
  options: [{ name: 'format', value: '格式', choices: ['text', 'json'], summary: 'text 供人阅读（默认）；json' }],
  details: ['不写规则则列出全部；写出规则名（如 half-over-full）则说明查什么、为什么、依据、参数和例子。'],
  examples: ['jizhun rules', 'jizhun rules half-over-full'],
  async run(args, terminal) {
    const { rules: all } = await import('@jizhun/rules');
    const chosen = args.positionals.length === 0 ? all : args.positionals.map((id) => find(id, all));
    if (args.value('format') === 'json') {
      const summaries = chosen.map(ruleSummary);
      terminal.print(JSON.stringify(args.positionals.length === 1 ? summaries[0] : summaries, null, 2));
    } else if (args.positionals.length === 0) terminal.print(listRules(all, terminal.width, terminal.style));
    else terminal.print(chosen.map((rule) => explainRule(rule, terminal.width, terminal.style)).join('\n\n'));
    return CLEAN;
  },
};

function find(id: string, all: readonly Rule[]): Rule {
  const rule = all.find((candidate) => candidate.id === id);
  if (rule) return rule;
  const near = nearest(
    id,
    all.map((candidate) => candidate.id),
  );
  throw new UsageError(`没有规则「${id}」${near ? `，是否要写 ${near}` : ''}。执行 jizhun rules 查看全部规则。`);
}

function listRules(all: readonly Rule[], width: number, style: Style): string {
  const column = Math.max(...all.map(({ id }) => id.length)) + 2;
  const lines = [`共 ${all.length} 条规则；执行 jizhun rules 规则名 查看说明。`];
  for (const scope of Object.keys(SCOPES) as Rule['scope'][]) {
    const within = all.filter((rule) => rule.scope === scope);
    if (within.length === 0) continue;
    lines.push('', style.strong(SCOPES[scope]));
    for (const { id, title, severity } of within)
      lines.push(...hang(`  ${padRight(id, column)}${severityWord(severity)}`, title, column + 8, width));
  }
  return lines.join('\n');
}

function explainRule(rule: Rule, width: number, style: Style): string {
  const { title, id, severity, scope, why, basis, parameters, examples } = ruleSummary(rule);
  const lines = wrapText(`${title}  ${id}`, width).map(style.strong);
  const put = (label: string, text: string): void => {
    lines.push(...hang(`  ${label}`, text, 8, width));
  };
  put('级别', markOf(severity));
  put('范围', SCOPES[scope]);
  put('为何', why);
  for (const [i, text] of basis.entries()) put(i === 0 ? '依据' : '', text);
  for (const [i, parameter] of parameters.entries())
    put(i === 0 ? '参数' : '', `${parameter.title}：${parameter.value}（${parameter.name}，可由地方配置改变）`);
  for (const example of examples) {
    put(example.verdict === 'wrong' ? '应报' : '不报', example.title);
    for (const line of example.text.split('\n')) lines.push(...hang('', line, 10, width).map(style.faint));
  }
  return lines.join('\n');
}
