import type { BudgetTableKind, Disclosure } from '@jizhun/model';
import type { DisclosureIndex, KeptIndex, SheetIndex, StatementIndex, TableIndex } from './disclosure-index.ts';
import { watchingLooks } from './looks.ts';

/**
 * An index that remembers what was looked at, so that what was found with it is found again only when one of these
 * things has changed.
 */
export class Watched implements DisclosureIndex {
  readonly disclosure: Disclosure;
  readonly #index: KeptIndex;
  readonly #seen = new Map<string, { read: (index: KeptIndex) => unknown; value: unknown }>();

  constructor(index: KeptIndex) {
    this.#index = index;
    this.disclosure = new Proxy(index.disclosure, {
      get: (disclosure, name) => {
        const key = name as keyof Disclosure;
        this.#note(`disclosure.${key}`, (now) => now.disclosure[key]);
        return disclosure[key];
      },
    });
  }

  get sheets(): readonly SheetIndex[] {
    return this.#note('sheets', (now) => now.sheets);
  }

  get tables(): readonly TableIndex[] {
    return this.#note('tables', (now) => now.tables);
  }

  get statements(): readonly StatementIndex[] {
    return this.#note('statements', (now) => now.statements);
  }

  tablesOf(kind: BudgetTableKind): readonly TableIndex[] {
    return this.#note(`tablesOf ${kind}`, (now) => now.tablesOf(kind));
  }

  /** Does what looks at this index, or at several; one that sees no indicator goes on though these change. */
  static during<T>(watched: readonly Watched[], work: () => T): T {
    const { result, looked } = watchingLooks(work);
    for (const one of watched) {
      if (!looked && one.#seen.has('sheets'))
        one.#seen.set('sheets', { read: (index) => index.rests, value: one.#index.rests });
    }
    return result;
  }

  /** Whether all that was looked at is the same in `now`. */
  holdsFor(now: KeptIndex): boolean {
    for (const { read, value } of this.#seen.values()) if (read(now) !== value) return false;
    return true;
  }

  #note<T>(name: string, read: (index: KeptIndex) => T): T {
    const value = read(this.#index);
    if (!this.#seen.has(name)) this.#seen.set(name, { read, value });
    return value;
  }
}
