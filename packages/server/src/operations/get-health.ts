import { healthSchema } from '@jizhun/api';
import { readableDocuments } from '../documents/permitted.ts';
import { renewalPending } from '../documents/read-again.ts';
import type { Principal } from '../identity/principal.ts';
import { publicOperation } from '../operation.ts';
import { createPermit } from '../permit.ts';
import type { TenantServices } from '../tenants.ts';

/** How many documents there are for someone, and how many of all wait for being read or checked again. */
async function figuresFor(principal: Principal, own: TenantServices) {
  const which = await readableDocuments(createPermit(principal, own), own.documents);
  return { documents: { total: await own.documents.count(which), pending: await renewalPending(own) } };
}

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
    const figures = ok && principal !== undefined ? await figuresFor(principal, tenants.of(principal.tenant)) : {};
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
