import { parseArguments, UsageError } from './arguments.ts';
import { CLEAN, FAILED } from './command.ts';
import { commandNames, loadCommand } from './commands.ts';
import { describeDefect } from './defect.ts';
import { OutputError } from './output.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

export type { Terminal } from './terminal.ts';

const HELP = { name: 'help', short: 'h', summary: '显示说明' } as const;

/**
 * Runs one command line (without `node` and the script's name) and returns its exit status: 0 clean, 1 findings of
 * severity error, 2 could not run. Whatever goes wrong is said in Chinese on the terminal's error side.
 */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name = 'help', ...rest] = argv;
  try {
    if (name === '--version' || name === '-V') {
      terminal.print(`jizhun ${version()}（Node.js ${process.versions.node}）`);
      return CLEAN;
    }
    const called = name === '--help' || name === '-h' ? 'help' : name;
    if (called.startsWith('-')) throw new UsageError(`没有选项 ${called}。`);
    if (!commandNames.includes(called)) {
      const { describeUnknownCommand } = await import('./commands/help.ts');
      throw new UsageError(describeUnknownCommand(called));
    }
    const command = await loadCommand(called);
    const args = parseArguments(rest, [...command.options, HELP]);
    if (args.has('help')) {
      const { printHelp } = await import('./commands/help.ts');
      terminal.print(printHelp(command, terminal.width));
      return CLEAN;
    }
    return await command.run(args, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      const known = commandNames.includes(name) && name !== 'help' ? ` ${name}` : '';
      terminal.warn(`jizhun：${error.message}\n执行 jizhun help${known} 查看用法。`);
    } else if (error instanceof OutputError) terminal.warn(`jizhun：${error.message}`);
    else terminal.warn(describeDefect(error));
    return FAILED;
  }
}
