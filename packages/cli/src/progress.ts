import type { Terminal } from './terminal.ts';
import { padRight, shorten } from './text/wrap.ts';

const BAR = 24;
/** Without a screen one line per this many files is enough to see that the work goes on. */
const STEP = 50;

/** Shows on standard error how many of many files are done; says nothing about a single one. */
export interface Progress {
  /** One more file is done. */
  advance(name: string): void;
  finish(): void;
}

export function createProgress(terminal: Terminal, total: number, verb: string): Progress {
  let done = 0;
  if (total < 2 || (!terminal.live && total < STEP)) return { advance() {}, finish() {} };
  if (!terminal.live)
    return {
      advance() {
        done++;
        if (done % STEP === 0 && done < total) terminal.warn(`已${verb} ${done}/${total} 个文件`);
      },
      finish() {
        terminal.warn(`已${verb} ${done}/${total} 个文件`);
      },
    };
  return {
    advance(name) {
      done++;
      const filled = Math.round((BAR * done) / total);
      const bar = `${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}`;
      const head = `${verb} [${bar}] ${done}/${total} `;
      terminal.redraw(padRight(head + shorten(name, terminal.width - head.length - 4), terminal.width - 1));
    },
    finish() {
      terminal.redraw('');
    },
  };
}
