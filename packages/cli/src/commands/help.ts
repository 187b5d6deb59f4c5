import { displayWidth } from '@jizhun/model';
import { nearest, type OptionSpec, UsageError } from '../arguments.ts';
import { CLEAN, type Command } from '../command.ts';
import { commandNames, loadCommand } from '../commands.ts';
import { hang, padRight, wrapText } from '../text/wrap.ts';

export const help: Command = {
  name: 'help',
  usage: '[命令]',
  summary: '显示说明',
  options: [],
  details: [],
  examples: ['jizhun help check'],
  async run(args, terminal) {
    const [name] = args.positionals;
    if (name === undefined) {
      const commands = await Promise.all(commandNames.map(loadCommand));
      terminal.print(printOverview(commands, terminal.width));
      return CLEAN;
    }
    if (!commandNames.includes(name)) throw new UsageError(describeUnknownCommand(name));
    terminal.print(printHelp(await loadCommand(name), terminal.width));
    return CLEAN;
  },
};

export function describeUnknownCommand(name: string): string {
  const near = nearest(name, commandNames);
  return `没有命令「${name}」${near ? `，是否要写 ${near}` : ''}。可用：${commandNames.join('、')}。`;
}

/** All commands, a line each. */
function printOverview(commands: readonly Command[], width: number): string {
  return [
    '绩准：读取、核对预算绩效目标文件',
    '',
    '用法：jizhun 命令 [选项] [文件或文件夹…]',
    '',
    '命令：',
    ...commands.flatMap(({ name, summary }) => hang(`  ${padRight(name, 8)}`, summary, 10, width)),
    '',
    '选项：',
    ...hang('  --help, -h', '显示命令的说明', 17, width),
    ...hang('  --version, -V', '显示版本', 17, width),
    '',
    '执行 jizhun help 命令 查看一个命令的选项和例子。',
  ].join('\n');
}

/** One command: usage, options, what to know, examples. */
export function printHelp(command: Command, width: number): string {
  const { name, usage, summary, options, details, examples } = command;
  const column = Math.max(0, ...options.map((option) => displayWidth(signature(option)))) + 4;
  const lines = [
    `jizhun ${name}：${summary}`,
    '',
    `用法：jizhun ${name}${options.length > 0 ? ' [选项]' : ''} ${usage}`,
  ];
  if (options.length > 0) lines.push('', '选项：');
  for (const option of options) lines.push(...hang(`  ${signature(option)}`, option.summary, column, width));
  if (details.length > 0) lines.push('', ...details.flatMap((text) => wrapText(text, width)));
  if (examples.length > 0) lines.push('', '例：', ...examples.map((example) => `  ${example}`));
  return lines.join('\n');
}

function signature({ name, short, value }: OptionSpec): string {
  return `--${name}${short ? `, -${short}` : ''}${value ? ` ${value}` : ''}`;
}
