import type { HomeItem, HomeSection } from '@jizhun/api';
import type { DocumentRow } from '@jizhun/store';
import { readableDocuments } from '../documents/permitted.ts';
import { type HomeCaller, type HomeSources, line, MOST_LINES, section } from './sections.ts';

/** Most errors first, then most warnings, then the newest. */
const byWeight = (one: DocumentRow, other: DocumentRow): number =>
  other.findings.error - one.findings.error ||
  other.findings.warning - one.findings.warning ||
  other.addedAt.getTime() - one.addedAt.getTime();

const countOf = ({ error, warning }: DocumentRow['findings']): string =>
  [...(error > 0 ? [`错误 ${error} 处`] : []), ...(warning > 0 ? [`警告 ${warning} 处`] : [])].join('，');

const nameOf = ({ unitName, title, name, fiscalYear }: DocumentRow): string =>
  `${unitName ?? title ?? name}${fiscalYear === undefined ? '' : `（${fiscalYear} 年）`}`;

/** Which documents of one's own units have findings, with the sentence of the heaviest: what is red, and why. */
export async function documentSections(
  caller: HomeCaller,
  { documents, glance }: Pick<HomeSources, 'documents' | 'glance'>,
): Promise<HomeSection[]> {
  const readable = await readableDocuments(caller, documents);
  const rows = await documents.list({ ...readable, examples: false });
  const found = rows.filter(({ findings }) => findings.error + findings.warning > 0).sort(byWeight);
  const first = found.slice(0, MOST_LINES);
  const worst = await glance.worst(first.map(({ id }) => id));
  const items = first.map(
    (row): HomeItem =>
      line({
        id: `document-${row.id}`,
        weight: row.findings.error > 0 ? 'error' : 'warning',
        text: `${nameOf(row)}：${countOf(row.findings)}`,
        detail: worst.get(row.id)?.message ?? null,
        at: row.addedAt.toISOString(),
        link: { to: `/documents/${row.id}`, label: '看问题' },
      }),
  );
  const empty =
    rows.length === 0
      ? '还没有文件。加入预算绩效文件后，核对出的错误和警告列在这里。'
      : `${rows.length} 份文件都没有错误和警告。新加入的文件核对后，有问题的列在这里。`;
  const more =
    found.length > 0
      ? { to: '/documents?severity=error', label: '看全部有错误的文件' }
      : { to: '/documents', label: rows.length === 0 ? '去加入文件' : '看文件列表' };
  return [section({ id: 'documents', title: '有问题的文件', empty, more }, items, found.length)];
}
