import { z } from 'zod';
import { toldOperations } from './interface-facts.ts';

export const webhookRequestSchema = z
  .object({
    url: z.string().trim().min(1).max(500).describe('内网地址，http:// 或 https:// 开头'),
    operations: z.array(z.enum(toldOperations)).min(1).max(toldOperations.length).describe('哪些事情要通知'),
    unit: z.uuid().optional().describe('只通知这个单位及其所属单位的事情'),
  })
  .meta({ id: 'WebhookRequest', description: '增加事件推送' });
export type WebhookRequest = z.infer<typeof webhookRequestSchema>;

export const webhookSchema = z
  .object({
    id: z.uuid(),
    url: z.string(),
    operations: z.array(z.string()),
    unit: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    stoppedAt: z.iso.datetime().nullable(),
    waiting: z.int().min(0).describe('等待送达的条数'),
    givenUp: z.int().min(0).describe('多次没有送达而放弃的条数'),
  })
  .meta({ id: 'Webhook', description: '事件推送' });
export type Webhook = z.infer<typeof webhookSchema>;

export const webhookListSchema = z.object({ webhooks: z.array(webhookSchema) }).meta({ id: 'WebhookList' });
export type WebhookList = z.infer<typeof webhookListSchema>;

export const webhookAddedSchema = z
  .object({
    webhook: webhookSchema,
    secret: z.string().describe('验证签名用的密钥，只显示这一次；签名见 docs/interface.md'),
  })
  .meta({ id: 'WebhookAdded' });
export type WebhookAdded = z.infer<typeof webhookAddedSchema>;

export const webhookDeliverySchema = z
  .object({
    seq: z.int().describe('操作记录的编号'),
    operation: z.string(),
    attempts: z.int().min(0),
    dueAt: z.iso.datetime(),
    deliveredAt: z.iso.datetime().nullable(),
    givenUpAt: z.iso.datetime().nullable(),
    outcome: z.string().nullable().describe('最近一次的结果'),
  })
  .meta({ id: 'WebhookDelivery' });

export const webhookDeliveryListSchema = z
  .object({ deliveries: z.array(webhookDeliverySchema).describe('最近的在前') })
  .meta({ id: 'WebhookDeliveryList' });
export type WebhookDeliveryList = z.infer<typeof webhookDeliveryListSchema>;
