import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { UsageError } from './arguments.ts';

/** Asks the person at the terminal, one question after another. */
export interface Questions {
  /**
   * The answer to a question, `usual` where nothing is typed. `fault` says what is wrong with an answer; the question is
   * put again then.
   *
   * @throws UsageError where the input ends before it is answered
   */
  ask(question: string, options?: { usual?: string; fault?: (answer: string) => string | undefined }): Promise<string>;
  close(): void;
}

/** Questions on `output`, answers by lines from `input`. */
export function questionsOn(input: Readable, output: Writable): Questions {
  const lines: Interface = createInterface({ input, output, terminal: false });
  const arrived: string[] = [];
  let waiting: ((line: string | undefined) => void) | undefined;
  let ended = false;
  lines.on('line', (line) => {
    if (waiting === undefined) arrived.push(line);
    else waiting(line);
  });
  lines.on('close', () => {
    ended = true;
    waiting?.(undefined);
  });
  const next = (): Promise<string | undefined> => {
    const line = arrived.shift();
    if (line !== undefined || ended) return Promise.resolve(line);
    return new Promise((settle) => {
      waiting = (answer) => {
        waiting = undefined;
        settle(answer);
      };
    });
  };
  return {
    async ask(question, { usual, fault } = {}) {
      for (;;) {
        output.write(`${question}${usual === undefined || usual === '' ? '' : `［${usual}］`}：`);
        const line = await next();
        if (line === undefined) throw new UsageError(`“${question}”没有回答。`);
        const answer = line.trim() === '' ? (usual ?? '') : line.trim();
        const wrong = fault?.(answer) ?? (answer === '' && usual === undefined ? '请填写。' : undefined);
        if (wrong === undefined) return answer;
        output.write(`${wrong}\n`);
      }
    },
    close: () => lines.close(),
  };
}
