import { operation } from '../operation.ts';

export const getBackup = operation({
  id: 'getBackup',
  method: 'get',
  path: '/backup',
  summary: '备份：此刻数据库中的全部内容，不影响使用；用 jizhun restore 恢复',
  answers: { 200: { description: '备份', mediaType: 'application/gzip' } },
  problems: {},
  async handle({ by }, { audit, version }) {
    const stamp = by();
    await audit.trail.note({ operation: 'backup.make', subject: { kind: 'backup', id: '' } }, stamp);
    const tag = `"${stamp.at.toISOString()}"`;
    const name = `绩准备份-${stamp.at.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '')}.sql.gz`;
    const pieces = await audit.backup(version, stamp.at);
    return { status: 200, file: { name, mediaType: 'application/gzip', tag, pieces } };
  },
});
