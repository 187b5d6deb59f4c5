import type { Inspection } from '@jizhun/store';
import { CLEAN, type Command, FAILED, FOUND } from '../command.ts';
import { dataDirectory } from '../data-directory.ts';
import { describeFailure } from '../failure.ts';

export const upgrade: Command = {
  name: 'upgrade',
  usage: '',
  summary: '把数据更新到本版本的结构：先备份，再更新，然后检查',
  options: [{ name: 'data', value: '目录', summary: '数据目录；不写时为程序目录下的 data' }],
  details: [
    '启动服务时也会自动备份并更新；用本命令可以先看到结果，再启动。服务运行中不能更新。',
    '更新失败时数据不变。更新后检查不通过，或要退回旧版本的，用旧版本的程序把备份恢复到新目录：jizhun restore 备份文件 --data 新目录。',
    '退出状态：0 已是最新，或更新后检查正常；1 更新后有不正常的项；2 未能更新。',
  ],
  examples: ['jizhun upgrade --data /srv/jizhun'],
  async run(args, terminal) {
    const directory = dataDirectory(args.value('data'));
    if (!directory.exists && !process.env.DATABASE_URL) {
      terminal.warn(`没有数据目录 ${directory.path}。请用 --data 写明数据目录。`);
      return FAILED;
    }
    const { openData } = await import('@jizhun/server/data');
    const wrong: Inspection[] = [];
    try {
      const { store, audits, backup } = await openData({
        databaseUrl: process.env.DATABASE_URL,
        dataDirectory: directory.path,
        say: (line) => terminal.warn(line),
        now: () => new Date(),
      });
      try {
        if (backup === undefined) {
          terminal.print('数据已是本版本的结构，没有改动。');
          return CLEAN;
        }
        for await (const inspection of audits.inspect()) if (!inspection.fine) wrong.push(inspection);
      } finally {
        await store.close();
      }
      for (const { what, detail } of wrong) terminal.print(`异常  ${what}：${detail}`);
      if (wrong.length === 0) terminal.print('已更新，检查一切正常。');
      else terminal.print(`更新后有 ${wrong.length} 项不正常。请用旧版本的程序把 ${backup} 恢复到新目录。`);
      return wrong.length === 0 ? CLEAN : FOUND;
    } catch (error) {
      terminal.warn(`没有更新：${describeFailure(error)}`);
      return FAILED;
    }
  },
};
