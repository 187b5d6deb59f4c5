import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '../arguments.ts';
import { CLEAN, type Command, FAILED } from '../command.ts';
import { dataDirectory } from '../data-directory.ts';
import { describeFailure } from '../failure.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';

export const backup: Command = {
  name: 'backup',
  usage: '',
  summary: '备份全部数据（含原文件和操作记录），服务运行中也可以',
  options: [
    { name: 'output', short: 'o', value: '文件', summary: '写成的备份文件，如 备份.sql.gz；已有同名文件时不覆盖' },
    { name: 'data', value: '目录', summary: '数据目录；不写时为程序目录下的 data' },
  ],
  details: [
    '备份是某一时刻的全部内容，备份期间可以照常使用。请定期备份，并存到另一台机器上。',
    '写到一半中断不会留下不完整的备份文件。用 jizhun restore 恢复到新的目录并核对。',
  ],
  examples: ['jizhun backup -o 备份.sql.gz'],
  async run(args, terminal) {
    const output = args.value('output');
    if (output === undefined) throw new UsageError('没有写出备份文件名（-o 文件）。');
    if (existsSync(output)) {
      terminal.warn(`文件“${output}”已存在，没有覆盖。请换一个文件名。`);
      return FAILED;
    }
    const directory = dataDirectory(args.value('data'));
    if (!directory.exists && !process.env.DATABASE_URL) {
      terminal.warn(`没有数据目录 ${directory.path}。请用 --data 写明数据目录。`);
      return FAILED;
    }
    const draft = path.join(path.dirname(output), `.${path.basename(output)}.${process.pid}`);
    try {
      await write(directory.path, draft, terminal);
      await rename(draft, output);
      terminal.print(`已备份：${output}，${((await stat(output)).size / 1e6).toFixed(1)} MB。`);
      return CLEAN;
    } catch (error) {
      terminal.warn(`没有备份成：${describeFailure(error)}`);
      return FAILED;
    } finally {
      await rm(draft, { force: true });
    }
  },
};

/** Writes the backup, made by a running service or by a database started for it. */
async function write(directory: string, file: string, terminal: Terminal): Promise<void> {
  const { askService, serviceRuns } = await import('../running-service.ts');
  if (serviceRuns(directory, terminal)) {
    await pipeline(await askService(directory, 'backup'), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    return;
  }
  const { openData } = await import('@jizhun/server/data');
  const { DATABASE_URL: databaseUrl } = process.env;
  const now = () => new Date();
  const { store, audits } = await openData({
    databaseUrl,
    dataDirectory: directory,
    say: (line) => terminal.warn(line),
    now,
  });
  try {
    const pieces = await audits.backup(version(), now());
    await pipeline(pieces, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  } finally {
    await store.close();
  }
}
