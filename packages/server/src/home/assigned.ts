import type { HomeItem, HomeSection } from '@jizhun/api';
import { daysBetween, type HomeCaller, type HomeSources, line, section } from './sections.ts';

const places = { document: '/documents/', unit: '/units/', project: '/projects/' } as const;
const kinds = { document: '文件', unit: '单位', project: '项目' } as const;

/** What a third party was given, and until when. */
export async function assignedSection(
  { principal, today }: HomeCaller,
  { documents, glance, nameOf }: Pick<HomeSources, 'documents' | 'glance' | 'nameOf'>,
): Promise<HomeSection> {
  const given = principal.assignments.filter(({ role }) => role === 'third-party');
  // A far day: whatever end there is.
  const ends = new Map(
    (await glance.ending({ from: today, to: '9999-12-31' }, given.length, principal.person)).rows.map((row) => [
      row.assignment,
      row.day,
    ]),
  );
  const items: HomeItem[] = [];
  for (const { id, items: things } of given) {
    const until = ends.get(id);
    for (const { kind, id: thing } of things) {
      const name = kind === 'document' ? (await documents.find(thing))?.name : await nameOf({ kind, id: thing });
      if (name === undefined) continue;
      items.push(
        line({
          id: `item-${id}-${thing}`,
          weight: 'info',
          text: `${kinds[kind]}：${name}`,
          detail: until === undefined ? null : `可以查看、提出意见、评分，到 ${until} 为止。`,
          daysLeft: until === undefined ? null : daysBetween(today, until),
          link: { to: `${places[kind]}${thing}`, label: '打开' },
        }),
      );
    }
  }
  return section(
    {
      id: 'assigned',
      title: '分派的事项',
      empty: '还没有分派。财政部门把文件、项目或单位分派以后，列在这里，并说明到哪一天为止。',
    },
    items,
  );
}
