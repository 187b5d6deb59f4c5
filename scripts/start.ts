/** `npm start`: builds the page where needed, brings the service up, says where it is, and ends it in order. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Service, startService } from '@jizhun/server';
import { startOptions, USAGE, UsageError } from './start/options.ts';
import { BuildFailed, buildState, buildWeb } from './start/web-build.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
let say = (line: string) => console.log(line);

/** An error of ours or of the machine, with what to do where it carries that. */
function complain(error: unknown): void {
  if (!(error instanceof Error)) {
    console.error(error);
    return;
  }
  if ('remedy' in error && typeof error.remedy === 'string') {
    console.error(`未能启动：${error.message}\n${error.remedy}`);
    if ('detail' in error && typeof error.detail === 'string' && error.detail !== '')
      console.error(`（${error.detail}）`);
  } else if (error instanceof BuildFailed) {
    console.error(`未能启动：网页构建失败。请重新运行 npm install 后再试。\n${error.output}`);
  } else {
    console.error('未能启动：', error);
  }
}

/** Brings the page up to date. An old one still serves where a new one cannot be built. */
async function prepareWeb(): Promise<void> {
  const state = buildState(root);
  if (state === 'fresh') return;
  say(state === 'missing' ? '正在构建网页（首次启动，约需几秒）…' : '网页的源文件有更新，正在重新构建…');
  try {
    await buildWeb(root);
  } catch (error) {
    if (state === 'missing' || !(error instanceof BuildFailed)) throw error;
    say(`重新构建未成，仍用此前的网页：${error.output.trim().split('\n').at(0) ?? ''}`);
  }
}

/** Runs until the service is told to stop. */
export async function main(args: string[]): Promise<void> {
  let options: ReturnType<typeof startOptions>;
  try {
    options = startOptions(args, root, process.env.INIT_CWD ?? process.cwd());
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  if (options.help) {
    say(USAGE);
    return;
  }

  if (options.logToOutput) say = (line) => console.error(line);
  // A terminal that was closed takes no more lines; the service goes on ending itself in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  let service: Service | undefined;
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(130);
    stopping = true;
    if (service === undefined) return;
    say('正在停止…');
    await service.close();
    say('已停止，数据已保存。');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  // A signal to npm alone ends npm and its shell, and would leave us running unseen.
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent && !stopping) void stop();
    }, 1_000).unref();
  }

  try {
    await prepareWeb();
    service = await startService({
      dataDirectory: options.dataDirectory,
      databaseUrl: process.env.DATABASE_URL,
      port: options.port,
      demonstration: true,
      examplesDirectory: path.join(root, 'examples'),
      webDirectory: path.join(root, 'packages', 'web', 'dist'),
      ...(options.logToOutput ? { logLine: (line: string) => process.stdout.write(line) } : {}),
      say,
      // What the log keeps of it holds nothing of what it was about; who sits at this machine sees all.
      log: (error) => {
        if (!options.logToOutput) console.error(new Date().toISOString(), error);
      },
    });
  } catch (error) {
    if (stopping) say('已取消启动。');
    else complain(error);
    process.exit(stopping ? 130 : 1);
  }
  if (stopping) {
    await service.close();
    say('已取消启动。');
    process.exit(130);
  }
  say('停止请按 Ctrl+C。');
  say(`绩准已启动：${service.address}`);
}

if (import.meta.main) await main(process.argv.slice(2));
