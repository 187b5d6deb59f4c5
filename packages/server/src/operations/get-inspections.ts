import { inspectionsSchema } from '@jizhun/api';
import { operation } from '../operation.ts';

export const getInspections = operation({
  id: 'getInspections',
  method: 'get',
  path: '/inspections',
  summary: '检查所存的数据：操作记录是否完整，原文件是否与加入时一致；与 jizhun doctor 相同',
  needs: { operation: 'system.read' },
  answers: { 200: { description: '逐项的结果', schema: inspectionsSchema } },
  problems: {},
  async handle(_input, { audit }) {
    const inspections = [];
    for await (const inspection of audit.inspect()) inspections.push(inspection);
    return { status: 200, json: { inspections } };
  },
});
