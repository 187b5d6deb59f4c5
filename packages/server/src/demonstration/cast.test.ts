import { readdirSync } from 'node:fs';
import path from 'node:path';
import { conflictOf, ROLES, type Role, roleNames } from '@jizhun/lifecycle';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AUTHORITIES, DOCUMENT_UNITS, dayAfter, PROJECTS, people, STORIES, UNITS } from './cast.ts';

const TODAY = '2026-03-31';
const cast = people(TODAY);
const units = [...UNITS, ...STORIES.flatMap((story) => (story.kind === 'merge' ? [story.into] : []))];
const unitKeys = new Set(units.map(({ key }) => key));
const authorityKeys = new Set(AUTHORITIES.map(({ key }) => key));
const departments = UNITS.filter(({ parent }) => parent === undefined);

test('nothing in it could be taken for a real place, unit or person', () => {
  for (const { name } of [...AUTHORITIES, ...units, ...cast]) expect(name).toContain('示例');
  for (const story of STORIES) expect(story.basis).toContain('示例');
  for (const { adcode } of AUTHORITIES) expect(adcode).toMatch(/^99\d{4}$/);
});

test('it shows what the organisation can hold: levels, departments, a renamed and a merged unit, projects over years', () => {
  expect(AUTHORITIES.length).toBeGreaterThanOrEqual(3);
  expect(departments.length).toBeGreaterThanOrEqual(6);
  expect(departments.length).toBeLessThanOrEqual(10);
  expect(STORIES.map(({ kind }) => kind).sort()).toEqual(['merge', 'rename']);
  expect(PROJECTS.some(({ from, to }) => to !== undefined && to > from)).toBe(true);
});

test('every name in it leads to something that was named before', () => {
  const seen = new Set<string>();
  for (const { key, parent, authority } of UNITS) {
    expect(authorityKeys).toContain(authority);
    if (parent !== undefined) expect(seen).toContain(parent);
    expect(seen).not.toContain(key);
    seen.add(key);
  }
  expect(new Set(units.map(({ code, authority }) => `${authority} ${code}`)).size).toBe(units.length);
  for (const { unit } of PROJECTS) expect(unitKeys).toContain(unit);
  for (const unit of DOCUMENT_UNITS.values()) expect(unitKeys).toContain(unit);
  const projects = new Set(PROJECTS.map(({ key }) => key));
  for (const { assignments, deputy } of cast) {
    for (const { unit, inCharge, given } of assignments) {
      if (unit !== undefined) expect(unitKeys).toContain(unit);
      for (const key of inCharge ?? []) expect(departments.map((department) => department.key)).toContain(key);
      for (const key of given?.projects ?? []) expect(projects).toContain(key);
      for (const name of given?.documents ?? []) expect([...DOCUMENT_UNITS.keys()]).toContain(name);
    }
    const stoodInFor = cast.find(({ key }) => key === deputy?.of);
    if (deputy !== undefined) expect(stoodInFor?.assignments.map(({ role }) => role)).toContain(deputy.role);
  }
});

test('every role is there and offered once, each held where it is held, and by nobody together with one that excludes it', () => {
  expect(cast.flatMap(({ offered }) => offered ?? []).sort()).toEqual([...roleNames].sort());
  expect(new Set(cast.map(({ name }) => name)).size).toBe(cast.length);
  expect(new Set(cast.map(({ key }) => key)).size).toBe(cast.length);
  for (const { assignments, offered } of cast) {
    if (offered !== undefined) expect(assignments[0]?.role).toBe(offered);
    const held: Role[] = [];
    for (const { role, unit, authority } of assignments) {
      expect({ unit: unit !== undefined, authority: authority !== undefined }).toEqual({
        unit: ROLES[role].seat === 'unit',
        authority: ROLES[role].seat === 'authority',
      });
      expect(conflictOf(held, role)).toBeUndefined();
      held.push(role);
    }
  }
});

test('on whatever day it is made, the deputy stands in and the third party is at work', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
      const today = dayAfter('2026-01-01', days);
      const all = people(today);
      const deputy = all.find((person) => person.deputy !== undefined)?.deputy;
      expect(deputy !== undefined && deputy.from <= today && today <= deputy.to).toBe(true);
      const third = all.flatMap(({ assignments }) => assignments).find(({ role }) => role === 'third-party');
      expect(third?.to !== undefined && third.from !== undefined && third.from <= today && today < third.to).toBe(true);
    }),
  );
});

test('every example is somebody’s', () => {
  const folder = path.resolve(import.meta.dirname, '../../../../examples');
  const names = readdirSync(folder).filter((name) => /\.(docx|xlsx|txt)$/.test(name));
  expect([...DOCUMENT_UNITS.keys()].sort()).toEqual(names.sort());
});
