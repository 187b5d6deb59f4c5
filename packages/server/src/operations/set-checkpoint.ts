import { checkpointSchema } from '@jizhun/api';
import { operation } from '../operation.ts';

export const setCheckpoint = operation({
  id: 'setCheckpoint',
  method: 'post',
  path: '/audit/checkpoints',
  summary: '立一个检查点并取走，另存他处，日后据以核对',
  needs: { operation: 'audit.verify' },
  answers: { 201: { description: '检查点', schema: checkpointSchema } },
  problems: {},
  async handle({ by }, { audit }) {
    await audit.trail.note({ operation: 'audit.checkpoint', subject: { kind: 'trail', id: '' } }, by());
    const checkpoint = await audit.setCheckpoint();
    if (checkpoint === undefined) throw new Error('no checkpoint after a new row');
    return { status: 201, json: checkpoint };
  },
});
