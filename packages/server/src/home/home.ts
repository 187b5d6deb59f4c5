import type { Home, HomeSection } from '@jizhun/api';
import { peopleSections, runningSection, trailSection } from './administration.ts';
import { assignedSection } from './assigned.ts';
import { documentSections } from './documents.ts';
import { personalSection } from './personal.ts';
import { type HomeCaller, type HomeSources, holds, section } from './sections.ts';

/** Those who have to do with documents; a third party has its own list. */
const BUSINESS = [
  'clerk',
  'unit-head',
  'department-reviewer',
  'finance-desk',
  'performance-office',
  'budget-office',
  'auditor',
] as const;

const templates = (): HomeSection =>
  section(
    {
      id: 'templates',
      title: '表样和地方配置',
      empty: '表样和地方配置随本系统一起更新，现在没有需要处理的。核对规则可以在“规则”页查看。',
      more: { to: '/rules', label: '看规则' },
    },
    [],
  );

/** The first page of a person: what is due, what is wrong, what to do next; only what they may read. */
export async function homeOf(
  caller: HomeCaller,
  sources: HomeSources,
  passwordExpiresOn: string | null,
): Promise<Home> {
  const own = await personalSection(caller, sources, passwordExpiresOn);
  const work = [
    ...(holds(caller, 'third-party') ? [await assignedSection(caller, sources)] : []),
    ...(holds(caller, 'security-administrator') ? await peopleSections(caller, sources) : []),
    ...(holds(caller, 'system-administrator') ? [await runningSection(caller, sources)] : []),
    ...(holds(caller, 'audit-administrator') ? [await trailSection(caller, sources)] : []),
    ...(holds(caller, ...BUSINESS) ? await documentSections(caller, sources) : []),
    ...(holds(caller, 'template-administrator') ? [templates()] : []),
  ];
  // What concerns the person alone comes first where there is something, and out of the way where there is not.
  const sections = own.items.length > 0 ? [own, ...work] : [...work, own];
  const urgent = (items: HomeSection['items']) =>
    items.filter(({ weight }) => weight === 'error' || weight === 'warning').length;
  // An auditor only looks at documents: they are nothing for them to do.
  const corrects = caller.principal.assignments.some(({ role }) => role !== 'auditor');
  const due = sections
    .map(({ id, items, count }) => {
      if (id === 'assigned') return count;
      if (id === 'documents') return corrects ? count : 0;
      return urgent(items);
    })
    .reduce((sum, count) => sum + count, 0);
  return { sections, due };
}
