import { severitySchema } from '@jizhun/model/schema';
import { z } from 'zod';

/** A rule as the catalogue shows it; everything that a person needs to judge it, nothing that runs. */
export const ruleSummarySchema = z
  .object({
    id: z.string().describe('如 half-over-full'),
    title: z.string(),
    severity: severitySchema,
    scope: z.string().describe('cell、indicator、sheet、table、disclosure、across'),
    basis: z.array(z.string()).describe('依据'),
    why: z.string().describe('为什么要查'),
    parameters: z
      .array(z.object({ name: z.string(), title: z.string(), value: z.string() }))
      .describe('取自地方配置的参数及其全国默认值'),
    examples: z.array(
      z.object({
        title: z.string(),
        verdict: z.enum(['right', 'wrong']).describe('right 不应报；wrong 应当报'),
        text: z.string().describe('例子的内容'),
      }),
    ),
  })
  .meta({ id: 'RuleSummary', description: '规则' });
export type RuleSummary = z.infer<typeof ruleSummarySchema>;

export const ruleListSchema = z.object({ rules: z.array(ruleSummarySchema) }).meta({ id: 'RuleList' });
export type RuleList = z.infer<typeof ruleListSchema>;

export const ruleDetailSchema = z.object({ rule: ruleSummarySchema }).meta({ id: 'RuleDetail' });
export type RuleDetail = z.infer<typeof ruleDetailSchema>;
