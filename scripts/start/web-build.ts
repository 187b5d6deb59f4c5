import { spawn } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The packages that the page is made of. */
const SOURCES = ['web', 'api', 'model', 'places', 'reader', 'rules', 'lifecycle'];
const NOT_SOURCES = /(^|[/\\])(dist|dist\.building-\d+|node_modules)([/\\]|$)|\.test\.tsx?$/;

/** The page could not be built; `output` is what the builder printed. */
export class BuildFailed extends Error {
  readonly output: string;
  constructor(output: string) {
    super('网页构建失败');
    this.name = 'BuildFailed';
    this.output = output;
  }
}

function newestSource(root: string): number {
  let newest = 0;
  for (const name of SOURCES) {
    const folder = path.join(root, 'packages', name);
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (!entry.isFile() || NOT_SOURCES.test(path.relative(folder, file))) continue;
      newest = Math.max(newest, statSync(file).mtimeMs);
    }
  }
  return newest;
}

/** Whether the built page is there and no source is newer; `missing` where there is none at all. */
export function buildState(root: string): 'fresh' | 'old' | 'missing' {
  const index = path.join(root, 'packages', 'web', 'dist', 'index.html');
  if (!existsSync(index)) return 'missing';
  return statSync(index).mtimeMs < newestSource(root) ? 'old' : 'fresh';
}

/**
 * Builds the page into a folder beside `dist` that then takes its place, so that a build that is killed leaves the old
 * page, or none, but never half of one.
 *
 * @throws BuildFailed
 */
export async function buildWeb(root: string): Promise<void> {
  const web = path.join(root, 'packages', 'web');
  const staging = path.join(web, `dist.building-${process.pid}`);
  const vite = path.join(
    path.dirname(createRequire(path.join(web, 'package.json')).resolve('vite/package.json')),
    'bin',
    'vite.js',
  );
  const child = spawn(process.execPath, [vite, 'build', '--outDir', staging, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: web,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  try {
    const code = await new Promise<number | null>((settle, fail) => {
      child.on('error', fail);
      child.on('close', settle);
    });
    if (code !== 0 || !existsSync(path.join(staging, 'index.html'))) throw new BuildFailed(output);
    const dist = path.join(web, 'dist');
    rmSync(dist, { recursive: true, force: true });
    renameSync(staging, dist);
  } catch (error) {
    throw error instanceof BuildFailed
      ? error
      : new BuildFailed(`${output}${error instanceof Error ? error.message : error}`);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
