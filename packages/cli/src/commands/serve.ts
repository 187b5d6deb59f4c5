import { CLEAN, type Command } from '../command.ts';

/** Bringing the page up to date is the checkout's business, not a package's: `npm start` and this run the same script. */
const START = new URL('../../../../scripts/start.ts', import.meta.url);

export const serve: Command = {
  name: 'serve',
  usage: '',
  summary: '启动网页服务，与 npm start 相同',
  options: [
    { name: 'port', value: '端口', summary: '网页的端口；不写时用 7788，被占用则顺延' },
    { name: 'data', value: '目录', summary: '数据目录；不写时为程序目录下的 data' },
    {
      name: 'log',
      value: '形式',
      choices: ['json'],
      summary: 'json 日志写到标准输出，每行一个 JSON；不写时写入数据目录的 logs',
    },
  ],
  details: [
    '数据库默认随程序自带；设置环境变量 DATABASE_URL 则改用已有的 PostgreSQL（14 或更新）。',
    '新的数据目录成为演示，只供本机；正式的数据目录用 jizhun init 建立，主机名、端口、HTTPS 按其中的 installation.json。',
    '停止请按 Ctrl+C。',
  ],
  examples: ['jizhun serve --port 8080'],
  async run(args) {
    const { main } = (await import(START.href)) as { main(args: string[]): Promise<void> };
    const given = ['port', 'data', 'log'].flatMap((name) => {
      const value = args.value(name);
      return value === undefined ? [] : [`--${name}`, value];
    });
    await main(given);
    // What went wrong is said and set already; a service that runs keeps the process alive.
    return Number(process.exitCode ?? CLEAN);
  },
};
