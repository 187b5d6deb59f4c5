import { z } from 'zod';

const linkSchema = z.object({ to: z.string().describe('页面的地址'), label: z.string() });

export const homeItemSchema = z
  .object({
    id: z.string(),
    weight: z.enum(['error', 'warning', 'info', 'fine']).describe('轻重'),
    text: z.string().describe('什么事，一句话'),
    detail: z.string().nullable().describe('为什么，或怎么办'),
    daysLeft: z.int().nullable().describe('还剩几天；当天为 0，逾期为负；没有期限的为空'),
    at: z.iso.datetime().nullable().describe('何时发生；与时间无关的为空'),
    link: linkSchema,
  })
  .meta({ id: 'HomeItem', description: '首页的一件事' });
export type HomeItem = z.infer<typeof homeItemSchema>;

export const homeSchema = z
  .object({
    sections: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        empty: z.string().describe('没有事项时，这里会出现什么'),
        items: z.array(homeItemSchema).describe('急的、重的在前'),
        count: z.int().min(0).describe('全部事项数；只列出前若干件'),
        more: linkSchema.nullable().describe('接下来去哪里；没有的为空'),
      }),
    ),
    due: z.int().min(0).describe('需要本人处理的件数'),
  })
  .meta({ id: 'Home', description: '待办：该做什么、什么有问题、接下来做什么' });
export type Home = z.infer<typeof homeSchema>;
export type HomeSection = Home['sections'][number];
