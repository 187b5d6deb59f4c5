import { ruleListSchema } from '@jizhun/api';
import { ruleSummary, rules } from '@jizhun/rules';
import { operation } from '../operation.ts';

export const listRules = operation({
  id: 'listRules',
  method: 'get',
  path: '/rules',
  summary: '列出全部核对规则',
  needs: 'person',
  answers: { 200: { description: '规则', schema: ruleListSchema } },
  problems: {},
  async handle() {
    return { status: 200, json: { rules: rules.map(ruleSummary) } };
  },
});
