import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { UsageError } from '../arguments.ts';
import { CLEAN, type Command, FAILED, FOUND } from '../command.ts';

export const audit: Command = {
  name: 'audit',
  usage: '操作记录文件',
  summary: '核对导出的操作记录是否完整、未被改动，不需要数据库',
  options: [
    { name: 'checkpoint', value: '文件', summary: '另存的检查点（audit-checkpoints.jsonl，或页面上取走的检查点）' },
  ],
  details: [
    '操作记录由页面“操作记录”导出，每行一条，逐条带有前一条的摘要（SHA-256 与 SM3）。',
    '只有导出文件时，能查出改动、缺少和错乱的记录；末尾被删、整段被重写的，要与另存的检查点核对才能查出。',
    '退出状态：0 完整；1 不完整，指出第一处；2 未能核对。',
  ],
  examples: ['jizhun audit 操作记录-2026-03-31-128.jsonl --checkpoint audit-checkpoints.jsonl'],
  async run(args, terminal) {
    const [file, ...more] = args.positionals;
    if (file === undefined) throw new UsageError('没有写出要核对的操作记录文件。');
    if (more.length > 0) throw new UsageError('一次核对一个操作记录文件。');
    const { breakWords, readCheckpoints, readExport, TrailFileError, verifyTrail } = await import('@jizhun/store');
    const from = args.value('checkpoint');
    let reading = from ?? file;
    try {
      const checkpoints = from === undefined ? [] : readCheckpoints(await readFile(from, 'utf8'));
      reading = file;
      const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
      const { tenant, exportedAt, events } = await readExport(lines);
      const verification = await verifyTrail(events, tenant, { checkpoints });
      if (!verification.whole) {
        terminal.print(`不完整：${breakWords(verification.break)}`);
        return FOUND;
      }
      const { end } = verification;
      terminal.print(`完整：${end.seq} 条操作记录首尾相连，导出于 ${exportedAt}。`);
      terminal.print(
        verification.checkpoints > 0
          ? `与 ${verification.checkpoints} 个检查点相符。`
          : '没有检查点可核对：末尾是否被删、是否整段重写，无从得知。请用 --checkpoint 给出另存的检查点。',
      );
      terminal.print(`末条摘要 SHA-256 ${end.sha256}`);
      terminal.print(`末条摘要 SM3     ${end.sm3}`);
      return CLEAN;
    } catch (error) {
      if (error instanceof TrailFileError) terminal.warn(`“${reading}”：${error.message}`);
      else if (error instanceof Error && 'code' in error)
        terminal.warn(`文件“${reading}”打不开（${error.code}）。请检查文件名。`);
      else throw error;
      return FAILED;
    }
  },
};
