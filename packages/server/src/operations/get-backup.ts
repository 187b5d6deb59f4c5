import { backupAnswer } from '../audit/backup-answer.ts';
import { ProblemError } from '../http/problem.ts';
import { operation } from '../operation.ts';

export const getBackup = operation({
  id: 'getBackup',
  method: 'get',
  path: '/backup',
  summary: '备份：此刻数据库中的全部内容，不影响使用；用 jizhun restore 恢复',
  needs: { operation: 'system.backup' },
  answers: { 200: { description: '备份', mediaType: 'application/gzip' } },
  problems: { 409: '数据库中还有其他租户的数据，只能在服务器上备份' },
  async handle({ by }, { audit, audits, store, version }) {
    // The administrators of one tenant do not get the data of another.
    if ((await store.tenants()).length > 1) {
      throw new ProblemError(409, 'several-tenants', {
        title: '不能从页面备份',
        detail: '数据库中还有其他租户的数据，备份会把它们一并带走。',
        remedy: '请在服务器上运行 jizhun backup。',
      });
    }
    const stamp = by();
    await audit.trail.note({ operation: 'backup.make', subject: { kind: 'backup', id: '' } }, stamp);
    return backupAnswer(stamp.at, await audits.backup(version, stamp.at));
  },
});
