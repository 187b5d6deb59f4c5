import type { Inspection } from '@jizhun/store';
import { CLEAN, type Command, FAILED, FOUND } from '../command.ts';
import { dataDirectory } from '../data-directory.ts';
import { describeFailure } from '../failure.ts';
import type { Terminal } from '../terminal.ts';
import { hang } from '../text/wrap.ts';

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  summary: '检查所存的数据：操作记录是否完整，原文件是否与加入时一致',
  options: [
    { name: 'data', value: '目录', summary: '数据目录；不写时为程序目录下的 data' },
    { name: 'format', value: '格式', choices: ['text', 'json'], summary: 'text 供人阅读（默认）；json' },
  ],
  details: [
    '服务正在运行时由它代为检查；没有运行时启动数据库检查，检查完即停止。',
    '操作记录除首尾相连外，还与数据目录中 audit-checkpoints.jsonl 所存的检查点核对。',
    '退出状态：0 一切正常；1 有不正常的项；2 未能检查。',
  ],
  examples: ['jizhun doctor', 'jizhun doctor --data /srv/jizhun'],
  async run(args, terminal) {
    const directory = dataDirectory(args.value('data'));
    if (!directory.exists && !process.env.DATABASE_URL) {
      terminal.warn(`没有数据目录 ${directory.path}。请用 --data 写明数据目录，或先用 jizhun serve 启动一次。`);
      return FAILED;
    }
    const json = args.value('format') === 'json';
    const seen: Inspection[] = [];
    try {
      for await (const inspection of inspections(directory.path, terminal)) {
        seen.push(inspection);
        if (!json) for (const line of lines(inspection, terminal)) terminal.print(line);
      }
    } catch (error) {
      terminal.warn(describeFailure(error));
      return FAILED;
    }
    if (json) terminal.print(JSON.stringify({ inspections: seen }, null, 2));
    const wrong = seen.filter(({ fine }) => !fine).length;
    if (!json)
      terminal.print(
        wrong === 0 ? `检查了 ${seen.length} 项，一切正常。` : `检查了 ${seen.length} 项，${wrong} 项不正常。`,
      );
    return wrong === 0 ? CLEAN : FOUND;
  },
};

/** What a running service sees, or what is seen in the database once it is up. */
async function* inspections(directory: string, terminal: Terminal): AsyncGenerator<Inspection> {
  const { askServiceJson, serviceRuns } = await import('../running-service.ts');
  if (serviceRuns(directory, terminal)) {
    const { inspections: seen } = await askServiceJson<{ inspections: Inspection[] }>(directory, 'inspections');
    yield* seen;
    return;
  }
  const { openData } = await import('@jizhun/server/data');
  const { store, audits } = await openData({
    databaseUrl: process.env.DATABASE_URL,
    dataDirectory: directory,
    say: (line) => terminal.warn(line),
    now: () => new Date(),
  });
  try {
    yield { what: '数据库', fine: true, detail: `PostgreSQL ${store.serverVersion}，${store.place}` };
    yield* audits.inspect();
  } finally {
    await store.close();
  }
}

function lines({ what, fine, detail, remedy }: Inspection, { style, width }: Terminal): string[] {
  const head = hang(`${fine ? '正常' : style.strong('异常')}  `, `${what}：${detail}`, 6, width);
  return remedy === undefined ? head : [...head, ...hang('      ', `怎么办：${remedy}`, 6, width)];
}
