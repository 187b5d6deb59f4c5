import { FAILED } from './command.ts';
import { describeDefect } from './defect.ts';
import { run } from './index.ts';
import { createTerminal } from './terminal.ts';

/** The process `jizhun`: called by bin/jizhun.mjs once a Node that runs TypeScript is at work. */
export async function main(argv: readonly string[]): Promise<void> {
  const terminal = createTerminal();
  process.on('uncaughtException', (error) => {
    terminal.warn(describeDefect(error));
    process.exit(FAILED);
  });
  process.exitCode = await run(argv, terminal);
}
