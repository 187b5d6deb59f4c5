import { healthSchema } from '@jizhun/api';
import { operation } from '../operation.ts';

export const getHealth = operation({
  id: 'getHealth',
  method: 'get',
  path: '/health',
  summary: '运行状况',
  answers: { 200: { description: '运行状况', schema: healthSchema } },
  problems: {},
  async handle(_input, { documents, store, version, uploadLimit, pending }) {
    const ok = await store.isUp();
    const total = ok ? await documents.count() : 0;
    return {
      status: 200,
      json: {
        status: ok ? 'ok' : 'degraded',
        version,
        database: { kind: store.kind, ok, version: store.serverVersion },
        documents: { total, pending: pending() },
        limits: { uploadBytes: uploadLimit },
      },
    };
  },
});
