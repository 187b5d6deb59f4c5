import type { Disclosure, Finding, JsonPointer, Origin, Severity } from '@jizhun/model';
import { originsOf } from '@jizhun/model';
import { documentOrder } from './document-order.ts';
import { fingerprintKey, fingerprintOf } from './fingerprint.ts';
import type { Draft } from './rule.ts';
import type { Setting } from './settings.ts';

/** What a rule found, and the finding it became, which is kept as long as nothing it rests on has changed. */
export interface Note {
  readonly setting: Setting;
  readonly draft: Draft;
  finished?: Finished;
}

interface Finished {
  finding: Finding;
  /** How many with the same key stood before it. */
  before: number;
  /** By which it stands in the order of the document. */
  order: readonly number[];
  /** What its fingerprint is made of. */
  key: string;
  /** The provenance it was finished with: that of its own document, then that of the others. */
  provenance: readonly unknown[];
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** The findings of one document, in its order, with origins, severities and fingerprints. */
export function finish(notes: readonly Note[], own: Disclosure, all: readonly Disclosure[]): Finding[] {
  const order = documentOrder(own);
  const finished = notes.map((note) => {
    const known = note.finished;
    if (known && restsOn(known, note.draft, own, all)) return known;
    const finding = findingOf(note, own, all);
    note.finished = {
      finding,
      before: -1,
      order: order(finding),
      key: fingerprintKey(finding, own, all),
      provenance: [own.provenance, ...(note.draft.others ?? []).map(({ document }) => all[document]?.provenance)],
    };
    return note.finished;
  });
  finished.sort((a, b) => compareKeys(a.order, b.order) || RANK[a.finding.severity] - RANK[b.finding.severity]);
  const met = new Map<string, number>();
  return finished.map((one) => {
    const before = met.get(one.key) ?? 0;
    met.set(one.key, before + 1);
    // The same object as last time where it is the same finding: who shows it need not show it anew.
    if (one.before !== before) {
      one.finding = { ...one.finding, fingerprint: fingerprintOf(one.key, before) };
      one.before = before;
    }
    return one.finding;
  });
}

function restsOn({ provenance }: Finished, { others }: Draft, own: Disclosure, all: readonly Disclosure[]): boolean {
  if (provenance[0] !== own.provenance) return false;
  return others?.every(({ document }, i) => provenance[i + 1] === all[document]?.provenance) ?? true;
}

function findingOf({ setting, draft }: Note, own: Disclosure, all: readonly Disclosure[]): Finding {
  const { severity: lowered, others, basis, yields: _, ...rest } = draft;
  const { rule } = setting;
  let severity = lowered && RANK[lowered] > RANK[setting.severity] ? lowered : setting.severity;
  if (setting.adviceOnly) severity = 'info';
  const stated = basis ?? rule.basis[0];
  return {
    rule: rule.id,
    severity,
    ...rest,
    origins: originsFor(own, draft.paths),
    ...(stated === undefined ? {} : { basis: stated }),
    ...(others
      ? { others: others.map((other) => ({ ...other, origins: originsFor(all[other.document], other.paths) })) }
      : {}),
  };
}

/** Origins of all values concerned, each place once, in the order of the paths. */
function originsFor(disclosure: Disclosure | undefined, paths: readonly JsonPointer[]): Origin[] {
  if (!disclosure) return [];
  const found = new Map<string, Origin>();
  const put = (origin: Origin) => {
    const key = JSON.stringify(origin);
    if (!found.has(key)) found.set(key, origin);
  };
  for (const path of paths) {
    const unread = /^\/unread\/(\d+)$/.exec(path);
    const at = unread ? disclosure.unread[Number(unread[1])]?.at : undefined;
    if (at) put(at);
    for (const origin of originsOf(disclosure.provenance, path)) put(origin);
  }
  return [...found.values()];
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? -1) - (b[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
