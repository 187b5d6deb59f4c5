import { healthSchema } from '@jizhun/api';
import { renewalPending } from '../documents/read-again.ts';
import { publicOperation } from '../operation.ts';

export const getHealth = publicOperation({
  id: 'getHealth',
  method: 'get',
  path: '/health',
  summary: '运行状况；登录后另有文件的份数',
  needs: 'nobody',
  answers: { 200: { description: '运行状况', schema: healthSchema } },
  problems: {},
  async handle({ principal }, { store, tenants, version, uploadLimit }) {
    const ok = await store.isUp();
    const figures =
      ok && principal !== undefined
        ? {
            documents: {
              total: await tenants.of(principal.tenant).documents.count('all'),
              pending: await renewalPending(tenants.of(principal.tenant)),
            },
          }
        : {};
    return {
      status: 200,
      json: {
        status: ok ? 'ok' : 'degraded',
        version,
        database: { kind: store.kind, ok, version: store.serverVersion },
        ...figures,
        limits: { uploadBytes: uploadLimit },
      },
    };
  },
});
