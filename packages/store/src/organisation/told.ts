import { ROLES } from '@jizhun/lifecycle';
import type { Deed } from '../audit/event.ts';
import type { Change } from './changes.ts';
import { type Draft, lastTerm, type Touched } from './state.ts';

/** Names beside ids, so that a row of the trail can be read without what it is about. */
function accounts(draft: Draft) {
  const unitName = (id: string | null) => {
    const unit = id === null ? undefined : draft.units.get(id);
    return unit === undefined ? null : lastTerm(unit).name;
  };
  const authorityName = (id: string | null) => (id === null ? null : (draft.authorities.get(id)?.name ?? null));
  const personName = (id: string) => draft.people.get(id)?.name ?? null;

  /** What a row says of an entity: of a unit the term that it has last. */
  return (touched: Touched, at: 'before' | 'after'): Record<string, unknown> | undefined => {
    switch (touched.kind) {
      case 'authority': {
        const { [at]: authority } = touched;
        if (authority === undefined) return undefined;
        const { id: _, ...rest } = authority;
        return { ...rest, parentName: authorityName(rest.parent) };
      }
      case 'unit': {
        const { [at]: unit } = touched;
        if (unit === undefined) return undefined;
        const term = lastTerm(unit);
        return { ...term, parentName: unitName(term.parent), authorityName: authorityName(term.authority) };
      }
      case 'project': {
        const { [at]: project } = touched;
        if (project === undefined) return undefined;
        const { id: _, createdAt: __, ...rest } = project;
        return { ...rest, unitName: unitName(rest.unit) };
      }
      case 'person': {
        const { [at]: person } = touched;
        if (person === undefined) return undefined;
        const { id: _, createdAt: __, ...rest } = person;
        return rest;
      }
      case 'assignment': {
        const { [at]: held } = touched;
        if (held === undefined) return undefined;
        const { id: _, ...rest } = held;
        return {
          ...rest,
          personName: personName(rest.person),
          roleName: ROLES[rest.role].name,
          unitName: unitName(rest.unit),
          authorityName: authorityName(rest.authority),
        };
      }
      case 'succession':
        return undefined;
    }
  };
}

/** The rows of the trail for a change that was just planned: one for everything that it touched. */
export function deedsOf(draft: Draft, { operation, reason }: Change): Deed[] {
  const account = accounts(draft);
  const deeds = new Map<string, Deed & { after?: Record<string, unknown> | undefined }>();
  const touched = draft.touched();
  for (const one of touched) {
    const { kind, id } = one;
    if (kind === 'succession') continue;
    deeds.set(`${kind} ${id}`, {
      operation,
      subject: { kind, id },
      before: account(one, 'before'),
      after: account(one, 'after'),
      reason,
    });
  }
  // Who went on as whom stands at both; a unit into which others were merged may be the same as before in itself.
  const add = (unit: string, list: 'predecessors' | 'successors', other: string) => {
    const there = draft.units.get(unit);
    const one = deeds.get(`unit ${unit}`) ?? {
      operation,
      subject: { kind: 'unit', id: unit },
      after: account({ kind: 'unit', id: unit, before: there, after: there }, 'after'),
      reason,
    };
    const known = one.after?.[list];
    const [named] = [draft.units.get(other)]
      .filter((found) => found !== undefined)
      .map((found) => lastTerm(found).name);
    const listed = [...(Array.isArray(known) ? known : []), { id: other, name: named ?? null }];
    deeds.set(`unit ${unit}`, { ...one, after: { ...one.after, [list]: listed } });
  };
  for (const one of touched) {
    if (one.kind !== 'succession' || one.after === undefined) continue;
    const { predecessor, successor } = one.after;
    add(predecessor, 'successors', successor);
    add(successor, 'predecessors', predecessor);
  }
  return [...deeds.values()];
}
