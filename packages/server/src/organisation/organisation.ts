import { beijingDay } from '@jizhun/model';
import type { Organisation as StoredOrganisation, Tree } from '@jizhun/store';

/** Who is there in a tenant; where no day is given, today in Beijing. */
export interface Organisation extends Omit<StoredOrganisation, 'tree'> {
  tree(day?: string): Promise<Tree>;
  today(): string;
}

export function createOrganisation(stored: StoredOrganisation, now: () => Date): Organisation {
  const today = () => beijingDay(now());
  return { ...stored, today, tree: (day = today()) => stored.tree(day) };
}
