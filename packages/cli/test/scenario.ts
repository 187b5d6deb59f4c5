import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A run of the command as a text file that anyone can read and check:
 *
 *     ==== title
 *     What it shows
 *     ==== file 示例.txt          (a file with this content; any number of them)
 *     ==== copy examples/a.docx   (a file of the repository; any number of them)
 *     ==== command
 *     jizhun check 示例.txt
 *     ==== stdin
 *     ==== stdout
 *     ==== stderr
 *     ==== status
 *     0
 */
export interface Scenario {
  title: string;
  files: { name: string; text: string }[];
  copies: string[];
  command: string;
  stdin: string;
  stdout: string;
  stderr: string;
  status: string;
}

const HEADING = /^==== (\w+)(?: (.+))?$/;

export function parseScenario(text: string): Scenario {
  const scenario: Scenario = {
    title: '',
    files: [],
    copies: [],
    command: '',
    stdin: '',
    stdout: '',
    stderr: '',
    status: '',
  };
  let take: (line: string) => void = () => {};
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const [, section, name = ''] = HEADING.exec(line) ?? [];
    if (section === undefined) take(line);
    else if (section === 'file') {
      const file = { name, text: '' };
      scenario.files.push(file);
      take = (content) => {
        file.text += `${content}\n`;
      };
    } else if (section === 'copy') {
      scenario.copies.push(name);
      take = () => {};
    } else if (section === 'title' || section === 'command' || section === 'status')
      take = (content) => {
        scenario[section] = content;
      };
    else if (section === 'stdin' || section === 'stdout' || section === 'stderr')
      take = (content) => {
        scenario[section] += `${content}\n`;
      };
    else throw new Error(`a scenario has no section ${section}`);
  }
  return scenario;
}

export function printScenario(scenario: Scenario): string {
  const { title, files, copies, command, stdin, stdout, stderr, status } = scenario;
  return [
    `==== title\n${title}\n`,
    ...files.map(({ name, text }) => `==== file ${name}\n${text}`),
    ...copies.map((name) => `==== copy ${name}\n`),
    `==== command\n${command}\n`,
    stdin === '' ? '' : `==== stdin\n${stdin}`,
    `==== stdout\n${stdout}`,
    `==== stderr\n${stderr}`,
    `==== status\n${status}\n`,
  ].join('');
}

const root = path.resolve(import.meta.dirname, '../../..');
const bin = path.join(root, 'packages/cli/bin/jizhun.mjs');

/** Runs the command of a scenario in a folder that holds only its files; returns the scenario with what really came. */
export function runScenario(scenario: Scenario): Scenario {
  const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-scenario-'));
  try {
    for (const { name, text } of scenario.files) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    for (const name of scenario.copies) cpSync(path.join(root, name), path.join(folder, path.basename(name)));
    const [program, ...args] = scenario.command.split(/\s+/);
    if (program !== 'jizhun') throw new Error(`a scenario runs jizhun, not ${program}`);
    const { stdout, stderr, status } = spawnSync(process.execPath, [bin, ...args], {
      cwd: folder,
      input: scenario.stdin,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    return { ...scenario, stdout, stderr, status: String(status) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
