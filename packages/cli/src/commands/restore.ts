import { createReadStream } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../arguments.ts';
import { CLEAN, type Command, FAILED } from '../command.ts';
import { describeFailure } from '../failure.ts';

export const restore: Command = {
  name: 'restore',
  usage: '备份文件',
  summary: '把备份恢复到新的数据目录，并逐表核对',
  options: [{ name: 'data', value: '目录', summary: '恢复到的目录，必须是新的或空的' }],
  details: [
    '恢复后逐表与备份的摘要核对，不一致则不恢复。设置了 DATABASE_URL 时恢复到它所指的空数据库，--data 只存放检查点。',
    '恢复好的目录用 jizhun doctor --data 目录 检查，用 jizhun serve --data 目录 启动。',
  ],
  examples: ['jizhun restore 备份.sql.gz --data /srv/jizhun-restored'],
  async run(args, terminal) {
    const [file, ...more] = args.positionals;
    if (file === undefined || more.length > 0) throw new UsageError('请写出一个备份文件。');
    const named = args.value('data');
    if (named === undefined) throw new UsageError('没有写出恢复到的目录（--data 目录）。');
    const directory = path.resolve(named);
    const [{ restoreStore }, { putCheckpoints }] = await Promise.all([
      import('@jizhun/store'),
      import('@jizhun/server/audit'),
    ]);
    try {
      const { head, tables, place } = await restoreStore(
        {
          databaseUrl: process.env.DATABASE_URL,
          dataDirectory: directory,
          say: (line) => terminal.warn(line),
          now: () => new Date(),
        },
        createReadStream(file),
      );
      await putCheckpoints(directory, head.checkpoints);
      const { putInstallation } = await import('@jizhun/server/initialise');
      const kept = head.installation === undefined ? undefined : await putInstallation(directory, head.installation);
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      terminal.print(`已恢复到 ${place}：${tables.length} 张表，${rows} 行，与备份逐表一致。`);
      if (kept?.https)
        terminal.print('HTTPS 的证书和私钥不在备份中：请放入 tls 目录（certificate.pem、key.pem）后再启动。');
      terminal.print(`备份于 ${head.madeAt}，绩准 ${head.program}，PostgreSQL ${head.server}。`);
      return CLEAN;
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      terminal.warn(missing ? `文件“${file}”打不开。请检查文件名。` : `没有恢复：${describeFailure(error)}`);
      return FAILED;
    }
  },
};
