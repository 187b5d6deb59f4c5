import { exportTrail } from '@jizhun/store';
import { operation } from '../operation.ts';

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const line of lines) yield encoder.encode(line);
}

export const exportAudit = operation({
  id: 'exportAudit',
  method: 'get',
  path: '/audit/export',
  summary: '导出全部操作记录（JSON Lines），可用 jizhun audit 独立核对；导出本身也留有记录',
  needs: { operation: 'audit.export' },
  answers: { 200: { description: '操作记录', mediaType: 'application/x-ndjson' } },
  problems: {},
  async handle({ by }, { tenant, audit: { trail } }) {
    const stamp = by();
    await trail.note({ operation: 'audit.export', subject: { kind: 'trail', id: '' } }, stamp);
    const { seq, sha256 } = await trail.head();
    const name = `操作记录-${stamp.at.toISOString().slice(0, 10)}-${seq}.jsonl`;
    const pieces = encoded(exportTrail(trail, tenant, stamp.at));
    return { status: 200, file: { name, mediaType: 'application/x-ndjson', tag: `"${sha256}"`, pieces } };
  },
});
