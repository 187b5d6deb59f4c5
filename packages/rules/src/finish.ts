import type { Disclosure, Finding, JsonPointer, Origin, Severity } from '@jizhun/model';
import { originsOf, sameValue } from '@jizhun/model';
import { documentOrder } from './document-order.ts';
import { fingerprintKey, fingerprintOf } from './fingerprint.ts';
import { once } from './once.ts';
import { type PrintedValues, partOf, standing } from './printed-values.ts';
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

/** What of a document a finding was finished with. */
interface Rest {
  /** Undefined for the finding's own. */
  document: number | undefined;
  /** What says where its values stand. */
  provenance: Disclosure['provenance'] | undefined;
  parts: readonly RestPart[];
}

/** The sheet, table … at `/list/at`, and what of it a fingerprint is made of. */
interface RestPart {
  list: string;
  at: string;
  is: unknown;
  printed: Map<JsonPointer, string>;
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
  const printed: Printed = (path, document) => {
    const one = checked(document);
    return one ? one.printed.at(one.disclosure, path) : '';
  };
  const finished = notes.map((note) => {
    const known = note.finished;
    if (known?.rests.every((rest) => isSame(rest, checked(rest.document)?.disclosure, printed))) return known;
    const rests = [
      restOf(undefined, note.draft.paths, own.disclosure, printed),
      ...(note.draft.others ?? []).map(({ document, paths }) =>
        restOf(document, paths, all[document]?.disclosure, printed),
      ),
    ];
    // Where its values stand as before, only what is printed round them is another.
    const stands = known?.rests.every(({ provenance }, i) => provenance === rests[i]!.provenance);
    const finding = known && stands ? known.finding : findingOf(note, own, all);
    note.finished = { finding, before: -1, order: order(finding), key: fingerprintKey(finding, printed), rests };
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

type Printed = (path: JsonPointer, document?: number) => string;

function restOf(
  document: number | undefined,
  paths: readonly JsonPointer[],
  disclosure: Disclosure | undefined,
  printed: Printed,
): Rest {
  const parts = new Map<JsonPointer, RestPart>();
  for (const path of disclosure ? paths : []) {
    const name = partOf(path);
    let part = parts.get(name);
    if (!part && disclosure) {
      const [, list = '', at = ''] = name.split('/');
      part = { list, at, is: standing(disclosure, list, at), printed: new Map() };
      parts.set(name, part);
    }
    part?.printed.set(path, printed(path, document));
  }
  return { document, provenance: disclosure?.provenance, parts: [...parts.values()] };
}

/** Whether a finding says the same of `disclosure`: its values stand in the same places, and the same is printed there. */
function isSame({ document, provenance, parts }: Rest, disclosure: Disclosure | undefined, printed: Printed): boolean {
  if (disclosure?.provenance !== provenance) return false;
  if (!disclosure) return true;
  for (const part of parts) {
    const is = standing(disclosure, part.list, part.at);
    if (is === part.is) continue;
    for (const [path, text] of part.printed) if (printed(path, document) !== text) return false;
    part.is = is;
  }
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

/** Says where an origin is: two that say the same are one place. */
const placeOf = once((origin: Origin): string => JSON.stringify(origin));

/** Origins of all values concerned, each place once, in the order of the paths. */
function originsFor(disclosure: Disclosure | undefined, paths: readonly JsonPointer[]): Origin[] {
  if (!disclosure) return [];
  const found = new Map<string, Origin>();
  const put = (origin: Origin) => {
    const key = placeOf(origin);
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
