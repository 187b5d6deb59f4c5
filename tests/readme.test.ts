import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** `$ command` and the output shown under it; a line … stands for lines left out. */
function runsIn(text: string): { command: string; shown: string[][] }[] {
  return [...text.matchAll(/```console\n\$ (.+)\n([\s\S]*?)```/g)].map(([, command = '', output = '']) => ({
    command,
    shown: output.split(/^…\n/m).map((part) => part.trimEnd().split('\n')),
  }));
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)#]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^https?:/.test(target));
}

describe.each(['README.md', 'README.zh-CN.md'])('%s', (name) => {
  const text = readFileSync(path.join(root, name), 'utf8');

  test.each(runsIn(text))('$command prints what is shown', ({ command, shown }) => {
    const [program = '', ...args] = command.split(' ');
    const { stdout } = spawnSync(path.join(root, program), args, { cwd: root, encoding: 'utf8' });
    let rest = stdout;
    for (const part of shown) {
      const block = part.join('\n');
      expect(rest).toContain(block);
      rest = rest.slice(rest.indexOf(block) + block.length);
    }
  });

  test('shows the command at work', () => {
    expect(runsIn(text).length).toBeGreaterThan(0);
  });
});

test.each(['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/decisions/README.md'])(
  'every link of %s leads somewhere',
  (name) => {
    const file = path.join(root, name);
    for (const target of linksIn(readFileSync(file, 'utf8')))
      expect(existsSync(path.resolve(path.dirname(file), target)), target).toBe(true);
  },
);
