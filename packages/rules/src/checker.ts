import type { Disclosure, Report } from '@jizhun/model';
import { DocumentCheck } from './document-check.ts';
import { finish, type Note, takeOver } from './finish.ts';
import type { AcrossRule, Draft } from './rule.ts';
import { rules as allRules } from './rules/index.ts';
import type { CheckOptions } from './settings.ts';
import { Watched } from './watched.ts';

/** A check that is kept, so that an edit is answered without checking everything again. */
export interface Checker {
  /** The report on the disclosures as they stand now. */
  readonly report: Report;
  /**
   * Puts `disclosure` in the place of the one at position `document` and gives the new report, the same that
   * `checkDisclosures` would give. Only rules are run again that look at what has changed. Fast where it shares its
   * unchanged parts with the one before, as what `applyEdits` gives does. Findings that are the same as before are the
   * same objects.
   *
   * @throws RangeError where there is no disclosure at that position.
   */
  update(document: number, disclosure: Disclosure): Report;
  /** Checks one more disclosure, by itself for now: those across documents wait until `report` is asked for. */
  add(disclosure: Disclosure): void;
}

/** What a rule across documents found, by document, and what it looked at in each. */
interface Across {
  taking: readonly number[];
  watched: readonly Watched[];
  notes: ReadonlyMap<number, readonly Note[]>;
}

/** Checks disclosures and keeps what is needed to check them again after an edit. */
export function createChecker(disclosures: readonly Disclosure[], options: CheckOptions = {}): Checker {
  const checks = disclosures.map((disclosure) => new DocumentCheck(disclosure, options));
  const rules = (options.rules ?? allRules).filter((rule): rule is AcrossRule => rule.kind === 'across');
  const acrossNotes = new Map<AcrossRule, Across>();
  let report: Report | undefined;

  function reportNow(): Report {
    for (const rule of rules) {
      const known = acrossNotes.get(rule);
      const taking = checks.flatMap((check, i) => (check.setting(rule) ? [i] : []));
      if (known && holds(known, taking, checks)) continue;
      const found = findAcross(rule, taking, checks);
      for (const [document, notes] of found.notes) takeOver(notes, known?.notes.get(document) ?? []);
      acrossNotes.set(rule, found);
    }
    return {
      schema: 'jizhun/report@1',
      documents: checks.map((check, i) => {
        const { notes, unchecked } = check.found;
        const across = [...acrossNotes.values()].flatMap((one) => one.notes.get(i) ?? []);
        return {
          source: check.disclosure.source,
          findings: finish([...notes, ...across], check, checks),
          unchecked: [...unchecked],
          suppressed: [],
        };
      }),
    };
  }

  return {
    get report() {
      report ??= reportNow();
      return report;
    },
    update(document, disclosure) {
      const check = checks[document];
      if (!check) throw new RangeError(`There is no disclosure at position ${document}.`);
      check.update(disclosure);
      report = reportNow();
      return report;
    },
    add(disclosure) {
      checks.push(new DocumentCheck(disclosure, options));
      report = undefined;
    },
  };
}

function holds({ taking, watched }: Across, now: readonly number[], checks: readonly DocumentCheck[]): boolean {
  return (
    taking.length === now.length &&
    now.every((document, i) => document === taking[i] && watched[i]!.holdsFor(checks[document]!.index))
  );
}

function findAcross(rule: AcrossRule, taking: readonly number[], checks: readonly DocumentCheck[]): Across {
  const notes = new Map<number, Note[]>();
  const watched = taking.map((document) => new Watched(checks[document]!.index));
  const first = taking[0] === undefined ? undefined : checks[taking[0]]?.setting(rule);
  if (first && taking.length > 1) {
    for (const { document: at, draft } of Watched.during(watched, () => [...rule.find(watched, first.values)])) {
      const document = taking[at]!;
      const setting = checks[document]!.setting(rule)!;
      const others = draft.others?.map((other) => ({ ...other, document: taking[other.document]! }));
      const note = { setting, draft: others ? ({ ...draft, others } satisfies Draft) : draft };
      const own = notes.get(document);
      if (own) own.push(note);
      else notes.set(document, [note]);
    }
  }
  return { taking, watched, notes };
}
