import { inspectionsSchema } from '@jizhun/api';
import { PROGRAM } from '@jizhun/store';
import { backupAnswer } from '../audit/backup-answer.ts';
import { commandOperation } from '../operation.ts';

export const backUpInstallation = commandOperation({
  id: 'backUpInstallation',
  method: 'get',
  path: '/installation/backup',
  summary: '备份：数据库中的全部内容，各租户都在内；供 jizhun backup 用',
  needs: 'command',
  answers: { 200: { description: '备份', mediaType: 'application/gzip' } },
  problems: {},
  async handle(_input, { audits, store, version, now }) {
    const stamp = { at: now(), actor: PROGRAM, origin: '命令行' };
    for (const { id } of await store.tenants()) {
      await audits.of(id).trail.note({ operation: 'backup.make', subject: { kind: 'backup', id: '' } }, stamp);
    }
    return backupAnswer(stamp.at, await audits.backup(version, stamp.at));
  },
});

export const inspectInstallation = commandOperation({
  id: 'inspectInstallation',
  method: 'get',
  path: '/installation/inspections',
  summary: '检查所存的数据，各租户都在内；供 jizhun doctor 用',
  needs: 'command',
  answers: { 200: { description: '逐项的结果', schema: inspectionsSchema } },
  problems: {},
  async handle(_input, { audits }) {
    const inspections = [];
    for await (const inspection of audits.inspect()) inspections.push(inspection);
    return { status: 200, json: { inspections } };
  },
});
