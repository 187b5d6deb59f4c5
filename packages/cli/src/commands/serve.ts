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
  ],
  details: [
    '数据库默认随程序自带；设置环境变量 DATABASE_URL 则改用已有的 PostgreSQL（14 或更新）。',
    '只在本机（127.0.0.1）上提供服务。停止请按 Ctrl+C。',
  ],
  examples: ['jizhun serve --port 8080'],
  async run(args) {
    const { main } = (await import(START.href)) as { main(args: string[]): Promise<void> };
    const given = ['port', 'data'].flatMap((name) => {
      const value = args.value(name);
      return value === undefined ? [] : [`--${name}`, value];
    });
    await main(given);
    // What went wrong is said and set already; a service that runs keeps the process alive.
    return Number(process.exitCode ?? CLEAN);
  },
};
