import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** No answer in this time: the change made a loop without end. */
const PATIENCE_MS = 60_000;

/** A change that no test noticed. */
interface Survivor {
  line: number;
  mutator: string;
  replacement: string;
}

export interface Figures {
  /** Changes that a test noticed, those that ended in an endless loop included. */
  killed: number;
  survived: Survivor[];
}

/** A line of the worker: a change that is tried now, or what became of it. */
type Line = { i: number; of: number } | (Survivor & { i: number; noticed: boolean });

/** What becomes of all changes to a file; a worker that no longer answers is ended and another goes on after that change. */
export async function figuresOf(worker: 'rule-worker' | 'engine-worker', file: string): Promise<Figures> {
  const figures: Figures = { killed: 0, survived: [] };
  for (let from: number | undefined = 0; from !== undefined; ) from = await follow(`${worker}.ts`, file, from, figures);
  return figures;
}

/** The number of the change to go on with; undefined when all were tried. */
function follow(worker: string, file: string, from: number, figures: Figures): Promise<number | undefined> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, worker), file, String(from)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let trying: number | undefined;
    let said = '';
    let timer: NodeJS.Timeout | undefined;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    };
    wait();
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-2000);
    });
    createInterface(child.stdout).on('line', (text) => {
      wait();
      const line = JSON.parse(text) as Line;
      if ('of' in line) {
        trying = line.i;
        return;
      }
      trying = undefined;
      const { noticed, line: at, mutator, replacement } = line;
      if (noticed) figures.killed++;
      else figures.survived.push({ line: at, mutator, replacement: replacement.slice(0, 80) });
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(undefined);
      else if (signal === 'SIGKILL' && trying !== undefined) {
        figures.killed++;
        resolve(trying + 1);
      } else reject(new Error(`${file}: ${said}`));
    });
  });
}
