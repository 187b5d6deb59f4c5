import { randomBytes, randomUUID } from 'node:crypto';
import {
  webhookAddedSchema,
  webhookDeliveryListSchema,
  webhookListSchema,
  webhookRequestSchema,
  webhookSchema,
} from '@jizhun/api';
import type { StoredWebhook } from '@jizhun/store';
import { z } from 'zod';
import { badRequest, notFound } from '../http/problem.ts';
import { operation, type PersonServices } from '../operation.ts';
import { refusalOf } from '../webhooks/address.ts';

const MISSING = '这项事件推送';
const MOST_DELIVERIES = 100;
const params = z.object({ id: z.uuid() });
const needs = { operation: 'system.webhooks' } as const;

/** One as it is answered: never its secret. */
async function answer(webhook: StoredWebhook, { organisation }: PersonServices) {
  const unit = webhook.unit === undefined ? null : (await organisation.tree()).unit(webhook.unit);
  return {
    id: webhook.id,
    url: webhook.url,
    operations: webhook.operations,
    unit: webhook.unit === undefined ? null : { id: webhook.unit, name: unit?.name ?? webhook.unit },
    createdAt: webhook.createdAt.toISOString(),
    createdBy: webhook.createdBy,
    stoppedAt: webhook.stoppedAt?.toISOString() ?? null,
    waiting: webhook.waiting,
    givenUp: webhook.givenUp,
  };
}

async function found(id: string, { webhooks }: PersonServices): Promise<StoredWebhook> {
  const webhook = await webhooks.find(id);
  if (webhook === undefined) throw notFound(MISSING);
  return webhook;
}

export const listWebhooks = operation({
  id: 'listWebhooks',
  method: 'get',
  path: '/webhooks',
  summary: '列出事件推送，新增加的在前，已停止的也在其中',
  needs,
  answers: { 200: { description: '事件推送', schema: webhookListSchema } },
  problems: {},
  async handle(_input, services) {
    const all = await services.webhooks.list();
    return { status: 200, json: { webhooks: await Promise.all(all.map((one) => answer(one, services))) } };
  },
});

export const addWebhook = operation({
  id: 'addWebhook',
  method: 'post',
  path: '/webhooks',
  summary: '增加事件推送：从现在起，把所选的事情通知一个内网地址；密钥只在回答中出现这一次',
  needs,
  body: webhookRequestSchema,
  secret: true,
  answers: { 201: { description: '已增加', schema: webhookAddedSchema } },
  problems: { 400: '地址不能用，或没有所指的单位' },
  async handle({ body, by }, services) {
    const refusal = refusalOf(body.url);
    if (refusal !== undefined) throw badRequest(refusal, '请填写内网中接收通知的地址。');
    if (body.unit !== undefined && (await services.organisation.tree()).unit(body.unit) === undefined)
      throw badRequest('没有“unit”所指的单位。', '请从单位列表中选择。');
    const id = randomUUID();
    const secret = randomBytes(32).toString('base64url');
    const { url, operations, unit } = body;
    await services.webhooks.add(
      { id, url, secret, operations: [...new Set(operations)], ...(unit === undefined ? {} : { unit }) },
      by(),
    );
    return { status: 201, json: { webhook: await answer(await found(id, services), services), secret } };
  },
});

export const stopWebhook = operation({
  id: 'stopWebhook',
  method: 'delete',
  path: '/webhooks/{id}',
  summary: '停止一项事件推送；没有送达的不再送',
  needs,
  params,
  answers: { 200: { description: '现在的情形', schema: webhookSchema } },
  problems: { 404: '没有这项事件推送' },
  async handle({ params: { id }, by }, services) {
    await services.webhooks.stop(id, by());
    return { status: 200, json: await answer(await found(id, services), services) };
  },
});

export const listWebhookDeliveries = operation({
  id: 'listWebhookDeliveries',
  method: 'get',
  path: '/webhooks/{id}/deliveries',
  summary: `一项事件推送最近的 ${MOST_DELIVERIES} 条通知，以及各自的结果`,
  needs,
  params,
  answers: { 200: { description: '通知', schema: webhookDeliveryListSchema } },
  problems: { 404: '没有这项事件推送' },
  async handle({ params: { id } }, services) {
    await found(id, services);
    const rows = await services.webhooks.deliveries(id, MOST_DELIVERIES);
    return {
      status: 200,
      json: {
        deliveries: rows.map(({ dueAt, deliveredAt, givenUpAt, outcome, ...row }) => ({
          ...row,
          dueAt: dueAt.toISOString(),
          deliveredAt: deliveredAt?.toISOString() ?? null,
          givenUpAt: givenUpAt?.toISOString() ?? null,
          outcome: outcome ?? null,
        })),
      },
    };
  },
});
