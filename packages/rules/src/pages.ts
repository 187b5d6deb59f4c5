import { describeSubject, type Finding, type Severity, severityWord } from '@jizhun/model';
import { checkDisclosures } from './check.ts';
import { profileOfExample } from './example.ts';
import { formatArithmetic } from './format.ts';
import type { Example, Rule, Scope } from './rule.ts';
import { rules as allRules } from './rules/index.ts';
import { exampleText } from './summary.ts';

/** Pages of the rule catalogue (docs/rules), made from the rules themselves: they cannot say anything else. */

const SCOPES: Readonly<Record<Scope, string>> = {
  cell: '单元格',
  indicator: '指标',
  sheet: '绩效目标表',
  table: '预算表',
  disclosure: '整份文件',
  across: '多份文件之间',
};

/** What severities and outcomes mean, as the first page says it. */
const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: '应当改正',
  warning: '应当说明或改正',
  info: '供参考',
};

/** The page of one rule, in Markdown: 查什么、为什么、依据、参数、例子. */
function rulePage(rule: Rule, among: readonly Rule[]): string {
  const parameters = Object.entries(rule.parameters);
  return [
    `# ${rule.title}`,
    '',
    `\`${rule.id}\` · ${severityWord(rule.severity)}（${SEVERITIES[rule.severity]}） · 范围：${SCOPES[rule.scope]}`,
    '',
    '## 为什么查',
    '',
    rule.why,
    '',
    '## 依据',
    '',
    ...rule.basis.map((basis) => `- ${basis}`),
    '',
    ...(parameters.length > 0
      ? [
          '## 参数',
          '',
          '| 参数 | 含义 | 全国默认 |',
          '| --- | --- | --- |',
          ...parameters.map(([name, { title, default: value }]) => `| \`${name}\` | ${title} | ${shown(value)} |`),
          '',
        ]
      : []),
    '## 应当报的例子',
    '',
    ...rule.examples.wrong.flatMap((example) => wrongLines(rule, example, among)),
    '## 不应当报的例子',
    '',
    ...rule.examples.right.flatMap((example) => [`### ${example.title}`, '', ...fenced(exampleText(example)), '']),
    '_例子中的单位、项目均为虚构。本页由规则文件生成，改动请改规则文件后执行 `npm run docs:rules`。_',
    '',
  ].join('\n');
}

/** The list of all rules, by scope. */
function cataloguePage(rules: readonly Rule[]): string {
  const scopes = (Object.keys(SCOPES) as Scope[]).filter((scope) => rules.some((rule) => rule.scope === scope));
  return [
    '# 核对规则',
    '',
    `共 ${rules.length} 条。每条规则对一份文件有三种结果：发现问题；没有问题（不作声）；未核对（缺少一方，说明缺什么）。`,
    '',
    '- 一个原因只报一处：一个数填错而使几处合计不平的，只报填错的那个数。',
    '- 四舍五入不算错：允许的差额是最末一位印出小数的一半乘以相加的项数。',
    '- 拿不准的只作建议。',
    '',
    ...scopes.flatMap((scope) => [
      `## ${SCOPES[scope]}`,
      '',
      '| 规则 | 查什么 | 级别 |',
      '| --- | --- | --- |',
      ...rules
        .filter((rule) => rule.scope === scope)
        .map((rule) => `| [${rule.id}](${rule.id}.md) | ${rule.title} | ${severityWord(rule.severity)} |`),
      '',
    ]),
    '_本页由规则文件生成，执行 `npm run docs:rules` 更新。_',
    '',
  ].join('\n');
}

function wrongLines(rule: Rule, example: Example, among: readonly Rule[]): string[] {
  const findings = checkDisclosures(example.disclosures, {
    rules: among,
    profile: profileOfExample(rule.id, example),
  }).documents.flatMap((document) => document.findings.filter((finding) => finding.rule === rule.id));
  const said = findings.flatMap((finding) => [
    `${severityWord(finding.severity)}  ${describeSubject(finding)}`,
    finding.message,
    ...(finding.arithmetic ? formatArithmetic(finding.arithmetic).map((line) => `    ${line}`) : []),
    ...(finding.advice ? [`建议：${finding.advice}`] : []),
    ...(finding.fix ? [`修改：${finding.fix.title}（${finding.fix.edits.map(editLine).join('；')}）`] : []),
  ]);
  return [
    `### ${example.title}`,
    '',
    ...fenced(exampleText(example)),
    '',
    '报告：',
    '',
    ...fenced(said.join('\n')),
    '',
  ];
}

/** What a fix changes: 98→96, “优”→“良”, 新增“示例散件整理数量”. */
function editLine({ from, to }: NonNullable<Finding['fix']>['edits'][number]): string {
  if (from === undefined) return `新增${printed(to)}`;
  return to === undefined ? `去掉${printed(from)}` : `${printed(from)}→${printed(to)}`;
}

function printed(value: unknown): string {
  if (typeof value === 'string') return `“${value}”`;
  if (value === null || typeof value !== 'object') return String(value);
  const { level3, name, label } = value as Readonly<Record<string, unknown>>;
  return printed(level3 ?? name ?? label ?? '一行');
}

function fenced(text: string): string[] {
  return ['```text', text, '```'];
}

function shown(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? '是' : '否') : String(value);
}

/** Files of docs/rules: name → text. Those of `rules`, with the findings that they have among other rules. */
export function catalogueFiles(
  rules: readonly Rule[] = allRules,
  among: readonly Rule[] = allRules,
): Map<string, string> {
  return new Map([
    ['README.md', cataloguePage(rules)],
    ...rules.map((rule): [string, string] => [`${rule.id}.md`, rulePage(rule, among)]),
  ]);
}
