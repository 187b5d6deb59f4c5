import type { HomeItem, HomeSection } from '@jizhun/api';
import type { Role } from '@jizhun/lifecycle';
import type { Documents, Glance } from '@jizhun/store';
import type { Audit } from '../audit/audit.ts';
import type { TenantJobs } from '../jobs/jobs.ts';
import type { Permit } from '../operation.ts';

/** Lines of one section; the rest is counted. */
export const MOST_LINES = 8;

const DAY_MS = 86_400_000;

/** What the first page is made of. */
export interface HomeSources {
  documents: Pick<Documents, 'list' | 'owners' | 'owner' | 'find'>;
  glance: Glance;
  jobs: Pick<TenantJobs, 'list' | 'titleOf'>;
  audit: Pick<Audit, 'keptCheckpoints'> & { trail: Pick<Audit['trail'], 'list' | 'head'> };
  /** What things are called; undefined where they are not there. */
  nameOf(item: { kind: 'unit' | 'project'; id: string }): Promise<string | undefined>;
}

/** For whom, and when, the page is made. */
export interface HomeCaller extends Permit {
  now: Date;
  /** The day in Beijing. */
  today: string;
}

/** Whether somebody holds one of these roles today, themselves or as a deputy. */
export const holds = ({ principal }: Pick<Permit, 'principal'>, ...roles: Role[]): boolean =>
  principal.assignments.some(({ role }) => roles.includes(role));

/** Days from one day to another: 0 for the same. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** So many days after a day. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** A line; what is left out is empty. */
export const line = (item: Pick<HomeItem, 'id' | 'weight' | 'text' | 'link'> & Partial<HomeItem>): HomeItem => ({
  detail: null,
  daysLeft: null,
  at: null,
  ...item,
});

/** A section with its first lines; `count`: of all, where more are known than given. */
export const section = (
  head: Pick<HomeSection, 'id' | 'title' | 'empty'> & { more?: HomeSection['more'] },
  items: readonly HomeItem[],
  count = items.length,
): HomeSection => ({
  id: head.id,
  title: head.title,
  empty: head.empty,
  items: items.slice(0, MOST_LINES),
  count: Math.max(count, items.length),
  more: head.more ?? null,
});
