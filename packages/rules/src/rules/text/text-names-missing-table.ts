import type { BudgetTableKind } from '@jizhun/model';
import { DISCLOSURE_2016 } from '../../basis.ts';
import type { DisclosureIndex } from '../../disclosure-index.ts';
import { paragraph, right, table, wrong } from '../../example.ts';
import { type Sentence, sentencesOf } from '../../prose.ts';
import { defineRule } from '../../rule.ts';

interface Named {
  sentence: Sentence;
  name: string;
}

const SECTION = '2、支出说明';

/** Names of the tables that every disclosure holds, with the kinds that are meant. */
const NAMES: readonly [RegExp, readonly BudgetTableKind[]][] = [
  [/(?<![\u4e00-\u9fff])项目支出(?:预算|明细)?表|(?<=[、和及与《])项目支出(?:预算|明细)?表/g, ['project-list']],
  [/(?<=^|[、和及与《,:：。])(?:一般公共预算)?基本支出(?:预算)?表/g, ['basic-expenditure']],
  [/(?<=^|[、和及与《,:：。])(?:财政拨款)?三公经费(?:支出)?(?:预算)?表/g, ['three-public']],
  [/(?<=^|[、和及与《,:：。])政府性基金预算(?:支出)?表/g, ['government-funds']],
  [/(?<=^|[、和及与《,:：。])国有资本经营预算(?:支出)?表/g, ['state-capital']],
];

export default defineRule({
  id: 'text-names-missing-table',
  title: '文字说明提到的表没有公开',
  severity: 'warning',
  scope: 'disclosure',
  why: '文字说明引用的表应当在公开的表中找得到；找不到，可能是漏放了表，也可能是照抄了旧的说明。',
  basis: [`${DISCLOSURE_2016}：应当公开规定的各表，并作出说明`],
  parameters: {
    tables: { title: '文件中至少有几张预算表才核对（只有文字或摘录的文件不核对）', default: 6 },
  },
  *find(index, { tables }): Generator<Named> {
    if (index.tables.length < tables) return;
    const told = new Set<string>();
    for (const sentence of sentencesOf(index)) {
      if (/(没有|无|不涉及|未|不再|空表|另行)/.test(sentence.text)) continue;
      for (const [pattern, kinds] of NAMES) {
        for (const [name] of sentence.text.matchAll(pattern)) {
          if (told.has(name) || isThere(index, name, kinds)) continue;
          told.add(name);
          yield { sentence, name };
        }
      }
    }
  },
  report({ sentence, name }, index) {
    return {
      message: `文字说明提到“${name}”，而这份文件的 ${index.tables.length} 张表中没有这张表。`,
      subject: { section: sentence.section, row: name },
      paths: [sentence.path],
      advice: `补上“${name}”；不需要公开的，从说明中删去。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '说明提到项目支出表，表中没有',
        { section: SECTION, row: '项目支出表' },
        {
          tables: [...nineTables()],
          paragraphs: [paragraph(SECTION, '收支预算总表支出栏、基本支出表、项目支出表按科目编制。')],
        },
      ),
    ],
    right: [
      right('提到的表都有', {
        tables: [...nineTables(), table('project-list', '部门预算项目支出表', ['预算数'], [])],
        paragraphs: [paragraph(SECTION, '收支预算总表支出栏、基本支出表、项目支出表按科目编制。')],
      }),
      right('只有说明、没有表的文件', {
        paragraphs: [paragraph(SECTION, '收支预算总表支出栏、基本支出表、项目支出表按科目编制。')],
      }),
    ],
  },
});

function isThere(index: DisclosureIndex, name: string, kinds: readonly BudgetTableKind[]): boolean {
  if (kinds.some((kind) => index.tablesOf(kind).length > 0)) return true;
  const words = name.replace(/(预算|明细)?表$/, '');
  return index.tables.some((one) => one.table.title.replace(/[“”"\s]/g, '').includes(words) && one.kind === 'other');
}

function nineTables() {
  const kinds = [
    ['income-expenditure-summary', '部门预算收支总表'],
    ['income-summary', '部门预算收入总表'],
    ['expenditure-summary', '部门预算支出总表'],
    ['fiscal-summary', '部门预算财政拨款收支总表'],
    ['general-public-budget-expenditure', '部门预算一般公共预算财政拨款支出表'],
    ['basic-expenditure', '部门预算一般公共预算财政拨款基本支出表'],
  ] as const;
  return kinds.map(([kind, title]) => table(kind, title, ['预算数'], []));
}
