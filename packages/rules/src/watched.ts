import type { BudgetTableKind, Disclosure } from '@jizhun/model';
import type { DisclosureIndex, SheetIndex, StatementIndex, TableIndex } from './disclosure-index.ts';

/**
 * An index that remembers what was looked at, so that what was found with it is found again only when one of these
 * things has changed.
 */
export class Watched implements DisclosureIndex {
  readonly disclosure: Disclosure;
  readonly #index: DisclosureIndex;
  readonly #seen = new Map<string, { read: (index: DisclosureIndex) => unknown; value: unknown }>();

  constructor(index: DisclosureIndex) {
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

  /** Whether all that was looked at is the same in `now`. */
  holdsFor(now: DisclosureIndex): boolean {
    for (const { read, value } of this.#seen.values()) if (read(now) !== value) return false;
    return true;
  }

  #note<T>(name: string, read: (index: DisclosureIndex) => T): T {
    const value = read(this.#index);
    if (!this.#seen.has(name)) this.#seen.set(name, { read, value });
    return value;
  }
}
