import type { Arguments, OptionSpec } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** Exit statuses of every command. */
export const CLEAN = 0;
/** There are findings of severity error. */
export const FOUND = 1;
/** The command, or a part of what was asked, could not be done; standard error says why. */
export const FAILED = 2;

/** One word after `jizhun`. */
export interface Command {
  name: string;
  /** Arguments after the name, as the help text shows them. */
  usage: string;
  /** One line for the list of commands. */
  summary: string;
  options: readonly OptionSpec[];
  /** Paragraphs of the command's own help, after its options. */
  details: readonly string[];
  examples: readonly string[];
  /** Does the work and returns the exit status. Throws `UsageError` for arguments that make no sense. */
  run(args: Arguments, terminal: Terminal): Promise<number>;
}
