import { measureWrites } from '@jizhun/store/writes';
import { type Figure, ratio } from './figure.ts';

/** Writing with the trail may take so many times the same rows without it: half as fast. */
const GOAL = 2;
const ROUNDS = 5;
const TRANSACTIONS = 300;

/** The program's own writes with their rows in the trail, against the same rows in the same transactions without. */
export async function measureAudit(): Promise<Figure[]> {
  return (await measureWrites(ROUNDS, TRANSACTIONS)).map(({ what, connections, audited, bare }) =>
    ratio(
      `writing ${what} with its row in the trail, ${connections === 1 ? '1 connection' : `${connections} connections`}`,
      audited,
      'the same rows in the same transaction, without the trail',
      bare,
      GOAL,
    ),
  );
}
