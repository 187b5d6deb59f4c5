import { BUDGET_TABLE_KINDS } from '@jizhun/model';
import { DISCLOSURE_2016 } from '../../basis.ts';
import type { DisclosureIndex, TableIndex } from '../../disclosure-index.ts';
import { right, table, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';

interface Fact {
  table: TableIndex;
}

/** Tables that are published empty where there is no such money. */
const MAY_BE_EMPTY = ['government-funds', 'state-capital', 'three-public'] as const;
const SAYS_NOTHING = /(没有|无|未安排|不涉及|空表|为空|无此项|无相关)/;

/** Whether a note under the table, or a sentence about it, says that there is nothing. */
function isExplained({ disclosure }: DisclosureIndex, { table: one, kind }: TableIndex): boolean {
  const about = kind === 'government-funds' ? /基金/ : kind === 'state-capital' ? /国有资本/ : /三公|因公出国/;
  const says = (text: string): boolean => SAYS_NOTHING.test(text) && (about.test(text) || /本表|此表/.test(text));
  return (
    (one.note !== undefined && one.note.trim() !== '') ||
    disclosure.unread.some(({ text }) => says(text)) ||
    (disclosure.paragraphs ?? []).some(({ text }) => says(text))
  );
}

export default defineRule({
  id: 'empty-table-note',
  title: '空表没有说明',
  severity: 'info',
  scope: 'disclosure',
  why: '没有数据的表也要公开，并注明没有这类收支；只公开空表，读者不知道是没有，还是漏填。',
  basis: [`${DISCLOSURE_2016}：没有数据的表格应当列出空表并说明`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const kind of MAY_BE_EMPTY) {
      for (const one of index.tablesOf(kind)) {
        const filled = one.rows.some(({ values }) =>
          values.some((value) => typeof value === 'string' || (value !== null && value !== 0n)),
        );
        // A table of which nothing at all was read says nothing of the printed one.
        if (!filled && one.columns.length > 1 && !isExplained(index, one)) yield { table: one };
      }
    }
  },
  report({ table: { table: one, kind, path } }) {
    const name = BUDGET_TABLE_KINDS[kind as keyof typeof BUDGET_TABLE_KINDS];
    return {
      message: `《${one.title}》没有数据，也没有说明。`,
      subject: { table: one.title },
      paths: [`${path}/title`],
      actual: '空表',
      advice: `在表下注明本单位没有${name.replace(/(预算)?支出表$/, '')}收支；漏填的补填。`,
    };
  },
  examples: {
    wrong: [
      wrong(
        '政府性基金表是空的',
        { table: '政府性基金预算支出表' },
        {
          tables: [
            table(
              'government-funds',
              '政府性基金预算支出表',
              ['合计', '基本支出', '项目支出'],
              [['合计', null, null, null]],
            ),
          ],
        },
      ),
    ],
    right: [
      right('表下注明', {
        tables: [
          {
            ...table(
              'government-funds',
              '政府性基金预算支出表',
              ['合计', '基本支出', '项目支出'],
              [['合计', null, null, null]],
            ),
            note: '注：本单位没有政府性基金预算支出。',
          },
        ],
      }),
    ],
  },
});
