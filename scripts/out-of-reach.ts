import { readFileSync } from 'node:fs';

export type Field = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../packages/rules/measure/${name}`, import.meta.url), 'utf8')) as T;
}

/** Rows of what reviewers look at: the rules that find it, or the reason why none does. */
export function readField(): Field {
  return read<Field>('field.json');
}

/** The page as the data files give it. */
export function outOfReach(): string {
  const map = read<Record<string, Record<string, { miss?: string }>>>('golden-map.json');
  const missed = Object.entries(map).flatMap(([document, entries]) =>
    Object.entries(entries).flatMap(([index, { miss }]) => (miss ? [{ document, index, reason: miss }] : [])),
  );
  return page(readField(), missed);
}

/** The page docs/rules/out-of-reach.md: what reviewers look at and no rule does, each with the reason. */
function page(field: Field, missed: readonly { document: string; index: string; reason: string }[]): string {
  const titles: Readonly<Record<string, string>> = {
    lint: '绩效目标表的常见问题',
    reconciliation: '预算公开表的勾稽关系',
    evaluation: '自评与指标设计',
    monitoring: '绩效运行监控',
    across: '多份文件之间',
  };
  return [
    '# 规则核对不到的内容',
    '',
    '审核人会看、而规则不核对的，逐条写明原因；规则核对的，写明由哪条规则核对。',
    '',
    ...Object.entries(field).flatMap(([part, rows]) => {
      const entries = Object.entries(rows);
      return [
        `## ${titles[part] ?? part}`,
        '',
        '| 内容 | 不核对的原因 |',
        '| --- | --- |',
        ...entries.flatMap(([row, answer]) => (typeof answer === 'string' ? [`| ${row} | ${answer} |`] : [])),
        '',
        '| 内容 | 规则 |',
        '| --- | --- |',
        ...entries.flatMap(([row, answer]) =>
          typeof answer === 'string' ? [] : [`| ${row} | ${answer.map((id) => `[${id}](${id}.md)`).join('、')} |`],
        ),
        '',
      ];
    }),
    '## 真实文件中没有找到的问题',
    '',
    '人读真实文件时确认、而规则没有找到的（文件号、序号见 packages/rules/measure/golden-map.json）：',
    '',
    ...missed.map(({ document, index, reason }) => `- ${document} 第 ${index} 条：${reason}`),
    '',
    '_本页由 packages/rules/measure/field.json 生成，执行 `npm run docs:rules` 更新。_',
    '',
  ].join('\n');
}
