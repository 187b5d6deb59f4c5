import type { Role } from '@jizhun/lifecycle';
import { storable } from '../storable.ts';
import { covers, isDay, type Period, periodWords } from './days.ts';
import { Refusal } from './refusal.ts';
import { type Draft, lastTerm, lifeOf } from './state.ts';
import type { Authority, Day, Person, Project, Unit } from './types.ts';

/** What planning knows besides the organisation itself. */
export interface Context {
  draft: Draft;
  at: Date;
  /** The day of `at` in Beijing. */
  today: Day;
  /** The person who makes the change; undefined where the program does by itself. */
  actor: string | undefined;
}

/** Whoever has this role gives roles and passwords to everyone else: somebody must always have it, and get in. */
export const GUARDIAN: Role = 'security-administrator';

const LONGEST = 200;

/** A name or code as it is stored. @throws Refusal `bad-value` where nothing is left of it, or it is too long */
export function text(value: string, what: string): string {
  const clean = storable(value).trim();
  if (clean === '') throw new Refusal('bad-value', `${what}不能为空。`, `请填写${what}。`);
  if (clean.length > LONGEST) throw new Refusal('bad-value', `${what}过长。`, `${what}至多 ${LONGEST} 字。`);
  return clean;
}

/** As `text`, of what may be missing: a blank is as good as nothing. */
export const textOrNull = (value: string | null | undefined, what: string): string | null =>
  value === undefined || value === null || value.trim() === '' ? null : text(value, what);

/** What a field becomes: left out it stays. */
export const kept = <T>(asked: T | undefined, there: T): T => (asked === undefined ? there : asked);

export function day(value: Day, what: string): Day {
  if (!isDay(value)) throw new Refusal('bad-day', `${what}“${value}”不是日历上的日期。`, '日期写作 2026-12-31。');
  return value;
}

const missing = (what: string) => new Refusal('not-found', `没有${what}。`, '它可能已被移除；请刷新后再看。');

export function authorityOf({ draft }: Context, id: string): Authority {
  const authority = draft.authorities.get(id);
  if (authority === undefined) throw missing('这个财政部门');
  return authority;
}

export function unitOf({ draft }: Context, id: string): Unit {
  const unit = draft.units.get(id);
  if (unit === undefined) throw missing('这个单位');
  return unit;
}

export function projectOf({ draft }: Context, id: string): Project {
  const project = draft.projects.get(id);
  if (project === undefined) throw missing('这个项目');
  return project;
}

export function personOf({ draft }: Context, id: string): Person {
  const person = draft.people.get(id);
  if (person === undefined) throw missing('这个人员');
  return person;
}

export const nameOf = (unit: Unit): string => lastTerm(unit).name;

/** Refuses a unit that is not there for all of a period. */
export function requireUnit(unit: Unit, period: Period, what: string): void {
  const life = lifeOf(unit);
  if (covers(life, period)) return;
  throw new Refusal(
    'not-there-then',
    `${what}“${nameOf(unit)}”存续于 ${periodWords(life)}，不能用于 ${periodWords(period)}。`,
    '请改选单位，或改正日期。',
  );
}

/** Refuses an authority that is not there for all of a period. */
export function requireAuthority(authority: Authority, period: Period, what: string): void {
  if (covers(authority, period)) return;
  throw new Refusal(
    'not-there-then',
    `${what}“${authority.name}”存续于 ${periodWords(authority)}，不能用于 ${periodWords(period)}。`,
    '请改选财政部门，或改正日期。',
  );
}

/** The first few of a list, and how many there are. */
export function several(names: readonly string[], measure: string): string {
  const shown = names.slice(0, 3).map((name) => `“${name}”`);
  return names.length > 3 ? `${shown.join('、')}等 ${names.length} ${measure}` : shown.join('、');
}
