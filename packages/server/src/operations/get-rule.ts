import { ruleDetailSchema } from '@jizhun/api';
import { ruleSummary, rules } from '@jizhun/rules';
import { z } from 'zod';
import { notFound } from '../http/problem.ts';
import { operation } from '../operation.ts';

export const getRule = operation({
  id: 'getRule',
  method: 'get',
  path: '/rules/{id}',
  summary: '一条规则',
  needs: 'person',
  params: z.object({
    id: z
      .string()
      .regex(/^[a-z0-9-]{1,100}$/)
      .meta({ description: '规则编号，如 half-over-full' }),
  }),
  answers: { 200: { description: '规则', schema: ruleDetailSchema } },
  problems: { 404: '没有这条规则' },
  async handle({ params }) {
    const rule = rules.find(({ id }) => id === params.id);
    if (rule === undefined) throw notFound('这条规则');
    return { status: 200, json: { rule: ruleSummary(rule) } };
  },
});
