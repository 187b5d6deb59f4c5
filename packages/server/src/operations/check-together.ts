import { checkedTogetherSchema, checkRequestSchema } from '@jizhun/api';
import type { Disclosure } from '@jizhun/model';
import { checkDisclosures, rules } from '@jizhun/rules';
import { summaryAnswer } from '../documents/answer.ts';
import { inForce } from '../documents/correct.ts';
import { documentNotFound } from '../http/problem.ts';
import { operation } from '../operation.ts';

const across = rules.filter(({ kind }) => kind === 'across');

export const checkTogether = operation({
  id: 'checkTogether',
  method: 'post',
  path: '/checks',
  summary: '几份文件一起核对：找出相互不一致之处；不保存',
  body: checkRequestSchema,
  answers: { 200: { description: '跨文件的问题', schema: checkedTogetherSchema } },
  problems: { 400: '少于两份，或多于上限，或有重复', 404: '其中有一份已不在列表中' },
  async handle({ body }, { documents }) {
    const chosen = await Promise.all(
      body.documents.map(async (id) => {
        const [row, stored] = await Promise.all([documents.find(id), documents.disclosure(id)]);
        if (row === undefined || stored === undefined) throw documentNotFound();
        const read = JSON.parse(stored.disclosure) as Disclosure;
        return { row, disclosure: inForce(read, await documents.corrections(id)) };
      }),
    );
    const report = checkDisclosures(
      chosen.map(({ disclosure }) => disclosure),
      { rules: across },
    );
    return {
      status: 200,
      json: { documents: chosen.map(({ row }) => summaryAnswer(row)), report, rules: across.map(({ id }) => id) },
    };
  },
});
