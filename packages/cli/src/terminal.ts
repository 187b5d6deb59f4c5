import { createStyle, type Style } from './text/style.ts';

/** Where a command writes, and how. */
export interface Terminal {
  /** Writes text and a line break to standard output. */
  print(text: string): void;
  /** Writes text and a line break to standard error. */
  warn(text: string): void;
  /** Redraws one line of standard error; only where `live`. */
  redraw(line: string): void;
  /** Standard error is a screen, so that a line may be redrawn. */
  live: boolean;
  /** Columns that text may take. */
  width: number;
  style: Style;
}

const NARROWEST = 60;
const WIDEST = 100;

export function createTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const columns = stdout.isTTY ? stdout.columns : 80;
  const live = stderr.isTTY === true && env.TERM !== 'dumb';
  let drawn = false;
  const clear = (): void => {
    if (drawn) stderr.write('\r\u001b[K');
    drawn = false;
  };
  // A reader that has seen enough (`| head`) closes the pipe: end as other programs do, without a word.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(141);
  });
  return {
    print(text) {
      clear();
      stdout.write(`${text}\n`);
    },
    warn(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    redraw(line) {
      clear();
      if (line === '') return;
      stderr.write(line);
      drawn = true;
    },
    live,
    width: Math.min(WIDEST, Math.max(NARROWEST, columns)),
    style: createStyle(stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'),
  };
}
