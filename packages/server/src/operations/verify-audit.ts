import { auditVerificationSchema } from '@jizhun/api';
import { breakWords } from '@jizhun/store';
import { operation } from '../operation.ts';

export const verifyAudit = operation({
  id: 'verifyAudit',
  method: 'post',
  path: '/audit/verification',
  summary: '从头核对操作记录是否完整、未被改动',
  needs: { operation: 'audit.verify' },
  answers: { 200: { description: '核对结果', schema: auditVerificationSchema } },
  problems: {},
  async handle({ by }, { audit: { trail, keptCheckpoints } }) {
    const verification = await trail.verify(await keptCheckpoints());
    const detail = verification.whole
      ? `首尾相连，与 ${verification.checkpoints} 个检查点相符。`
      : breakWords(verification.break);
    await trail.note(
      { operation: 'audit.verify', subject: { kind: 'trail', id: '' }, after: { whole: verification.whole, detail } },
      by(),
    );
    const count = verification.whole ? verification.end.seq : (await trail.head()).seq;
    return { status: 200, json: { whole: verification.whole, detail, count } };
  },
});
