import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Ending, WatchedProcess } from './watched-process.ts';

const module = new URL('../test/hostile.ts', import.meta.url);

interface Outcome {
  said: object[];
  ending: Ending;
  cause: string;
}

/** What becomes of a process that is sent these; `kill` after so many milliseconds. */
function run(harms: readonly string[], killAfterMs?: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const said: object[] = [];
    const child = new WatchedProcess<{ harm: string }, object>(
      { module, settings: { a: 1 }, memoryMb: 200 },
      {
        message: (message) => said.push(message),
        end: (ending, cause) => resolve({ said, ending, cause }),
      },
    );
    child.ref();
    for (const harm of harms) child.send({ harm });
    if (killAfterMs !== undefined) setTimeout(() => child.kill('timeout'), killAfterMs);
  });
}

describe('a watched process', { timeout: 30_000 }, () => {
  it('is given its settings, answers and is ended', async () => {
    const { said, ending } = await run(['none', 'none'], 1500);
    expect(said).toMatchObject([{ settings: { a: 1 } }, { settings: { a: 1 } }]);
    expect(ending).toBe('timeout');
  });

  it('runs out of its heap without harm to this process', async () => {
    const { said, ending, cause } = await run(['none', 'heap']);
    expect([said.length, ending]).toEqual([1, 'memory']);
    expect(cause).toContain('heap out of memory');
  });

  it('is ended for memory outside of the heap', async () => {
    const { ending, cause } = await run(['buffers']);
    expect(ending).toBe('memory');
    expect(cause).toContain('more memory than allowed');
  });

  it('is ended while it hangs', async () => {
    expect(await run(['hang'], 1000)).toMatchObject({ said: [], ending: 'timeout' });
  });

  it('tells what it died of', async () => {
    expect(await run(['abort'])).toMatchObject({ ending: 'crash' });
    const { ending, cause } = await run(['throw']);
    expect(ending).toBe('crash');
    expect(cause).toContain('a mistake');
  });

  it.skipIf(process.platform === 'win32')('does not outlive its parent, even while it hangs', async () => {
    const script = `
      import { WatchedProcess } from ${JSON.stringify(new URL('./watched-process.ts', import.meta.url).href)};
      const child = new WatchedProcess({ module: new URL(${JSON.stringify(module.href)}), settings: {}, memoryMb: 200 }, {
        message({ pid }) { child.send({ harm: 'hang' }); process.stdout.write(String(pid)); }, end() {} });
      child.ref();
      child.send({ harm: 'none' });`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [text] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(text.toString());
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    for (let tries = 0; tries < 100 && isRunning(pid); tries++) await wait(50);
    expect(isRunning(pid)).toBe(false);
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
