import { z } from 'zod';

export const healthSchema = z
  .object({
    status: z.enum(['ok', 'degraded']).describe('degraded：数据库暂不可用'),
    version: z.string(),
    database: z.object({ kind: z.enum(['embedded', 'external']), ok: z.boolean(), version: z.string().optional() }),
    documents: z
      .object({
        total: z.int().min(0).describe('可以查看的份数'),
        pending: z.int().min(0).describe('读法或规则更新后，等待重新读取、核对的份数'),
      })
      .optional()
      .describe('登录后才有；数据库不可用时没有'),
    limits: z.object({ uploadBytes: z.int().describe('一份文件的字节数上限') }),
  })
  .meta({ id: 'Health', description: '运行状况' });
export type Health = z.infer<typeof healthSchema>;
