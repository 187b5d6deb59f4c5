import type { Disclosure, Finding, JsonPointer, Origin, Severity } from '@jizhun/model';
import { originsOf, sameValue } from '@jizhun/model';
import { documentOrder } from './document-order.ts';
import { fingerprintKey, fingerprintOf } from './fingerprint.ts';
import { type PrintedValues, partAt, partOf } from './printed-values.ts';
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
  rests: readonly Rest[];
}

/** The parts of a document, its provenance with them, that a finding was finished with. */
interface Rest {
  /** Undefined for the finding's own. */
  document: number | undefined;
  provenance: Disclosure['provenance'] | undefined;
  parts: ReadonlyMap<JsonPointer, unknown>;
}

/** A document among those that are checked together. */
export interface Checked {
  disclosure: Disclosure;
  printed: PrintedValues;
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/**
 * Takes over what a note became, from those that a rule left before, where it says the same: mostly an edit changes
 * nothing of what a rule has to say of all sheets.
 */
export function takeOver(notes: readonly Note[], before: readonly Note[]): void {
  let known: Map<string, Note> | undefined;
  notes.forEach((note, i) => {
    let like = before[i];
    if (like?.draft.message !== note.draft.message) {
      known ??= new Map(before.map((one) => [keyOf(one), one]));
      like = known.get(keyOf(note));
    }
    if (like?.finished && sameValue(like.draft, note.draft)) note.finished = like.finished;
  });
}

function keyOf({ draft: { paths, message } }: Note): string {
  return `${paths[0]}\n${message}`;
}

/** The findings of one document, in its order, with origins, severities and fingerprints. */
export function finish(notes: readonly Note[], own: Checked, all: readonly Checked[]): Finding[] {
  const order = documentOrder(own.disclosure);
  const checked = (document: number | undefined) => (document === undefined ? own : all[document]);
  const printed = (path: JsonPointer, document?: number): string => {
    const one = checked(document);
    return one ? one.printed.at(one.disclosure, path) : '';
  };
  const finished = notes.map((note) => {
    if (note.finished?.rests.every((rest) => isSame(rest, checked(rest.document)?.disclosure))) return note.finished;
    const finding = findingOf(note, own, all);
    note.finished = {
      finding,
      before: -1,
      order: order(finding),
      key: fingerprintKey(finding, printed),
      rests: [
        restOf(undefined, finding.paths, own.disclosure),
        ...(finding.others ?? []).map(({ document, paths }) => restOf(document, paths, all[document]?.disclosure)),
      ],
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

function restOf(document: number | undefined, paths: readonly JsonPointer[], disclosure: Disclosure | undefined): Rest {
  const parts = new Map<JsonPointer, unknown>();
  for (const path of disclosure ? paths : []) {
    const part = partOf(path);
    if (disclosure && !parts.has(part)) parts.set(part, partAt(disclosure, part));
  }
  return { document, provenance: disclosure?.provenance, parts };
}

function isSame({ provenance, parts }: Rest, disclosure: Disclosure | undefined): boolean {
  if (disclosure?.provenance !== provenance) return false;
  for (const [part, is] of parts) if (disclosure && partAt(disclosure, part) !== is) return false;
  return true;
}

function findingOf({ setting, draft }: Note, { disclosure }: Checked, all: readonly Checked[]): Finding {
  const { severity: lowered, others, basis, yields: _, ...rest } = draft;
  const { rule } = setting;
  let severity = lowered && RANK[lowered] > RANK[setting.severity] ? lowered : setting.severity;
  if (setting.adviceOnly) severity = 'info';
  const stated = basis ?? rule.basis[0];
  return {
    rule: rule.id,
    severity,
    ...rest,
    origins: originsFor(disclosure, draft.paths),
    ...(stated === undefined ? {} : { basis: stated }),
    ...(others
      ? {
          others: others.map((other) => ({
            ...other,
            origins: originsFor(all[other.document]?.disclosure, other.paths),
          })),
        }
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
