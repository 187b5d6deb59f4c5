import { z } from 'zod';

const whole = (least: number, most: number, standard: number, description: string) =>
  z
    .int()
    .min(least)
    .max(most)
    .default(standard)
    .meta({ description: `${description}；${least} 至 ${most}，通常 ${standard}` });

/**
 * What a tenant decides about passwords, sessions and its trail. The standard values are those for 等保三级
 * (GB/T 22239—2019 8.1.4.1); docs/signing-in.md gives the reason for each.
 */
export const settingsSchema = z
  .object({
    password: z
      .object({
        minLength: whole(8, 64, 10, '口令至少几个字符'),
        minKinds: whole(1, 4, 2, '大写字母、小写字母、数字、其他字符中至少几种'),
        maxDays: whole(0, 3650, 90, '口令用多少天须更换，0 为不须更换'),
        remembered: whole(0, 24, 5, '不得与最近几次用过的口令相同'),
      })
      .prefault({}),
    lockOut: z
      .object({
        failures: whole(3, 20, 5, '连续几次输错口令后锁定账号'),
        minutes: whole(1, 1440, 30, '首次锁定多少分钟，再次锁定时加倍'),
      })
      .prefault({}),
    session: z
      .object({
        idleMinutes: whole(5, 480, 30, '多少分钟无操作，会话结束'),
        hours: whole(1, 24, 12, '无论有无操作，多少小时后会话结束'),
        atOnce: whole(1, 20, 3, '一人同时可有几个会话，再登录时结束最早的'),
      })
      .prefault({}),
    logs: z
      .object({
        months: whole(
          7,
          120,
          12,
          '服务日志保存多少个月（网络安全法第二十一条：不少于六个月）；操作记录一直保存，不删除',
        ),
      })
      .prefault({}),
  })
  .meta({ id: 'Settings', description: '口令、会话和记录保存的要求' });
export type TenantSettings = z.infer<typeof settingsSchema>;
