import { applyEdits, type Disclosure } from '@jizhun/model';
import { checkDisclosures, createChecker } from '@jizhun/rules';
import { type Figure, ratio } from './figure.ts';
import { compare } from './measure.ts';

/** A re-check may take this share of a whole check. */
const GOAL = 0.05;

/** Checking again after one edit against checking everything, with the edit made and taken back in turn. */
export async function measureRecheck(name: string, one: Disclosure, rounds: number, warmUp: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [what, path] of editsOf(one)) {
    const edited = withEdit(one, path);
    const checker = createChecker([one]);
    let now = one;
    const [again, whole] = await compare(
      () => {
        now = now === one ? edited : one;
        checker.update(0, now);
      },
      () => checkDisclosures([one]),
      rounds,
      warmUp,
    );
    figures.push(ratio(`check ${name} again after an edit of ${what}`, again, 'all rules over the whole', whole, GOAL));
  }
  return figures;
}

/** A target in the middle of the sheets, and a figure in the middle of the tables. */
function editsOf(one: Disclosure): [what: string, path: string][] {
  const targets = one.goalSheets.flatMap(({ indicators }, s) =>
    indicators.flatMap(({ targets }, i) => targets.map((_, t) => `/goalSheets/${s}/indicators/${i}/targets/${t}/raw`)),
  );
  const cells = one.budgetTables.flatMap(({ rows }, t) =>
    rows.flatMap((row, r) =>
      row.cells.flatMap((cell, c) => (typeof cell === 'number' ? [`/budgetTables/${t}/rows/${r}/cells/${c}`] : [])),
    ),
  );
  const middle = (paths: readonly string[]): string | undefined => paths[Math.floor(paths.length / 2)];
  const [target, cell] = [middle(targets), middle(cells)];
  return [
    ...(target ? [['a target', target] as [string, string]] : []),
    ...(cell ? [['a figure', cell] as [string, string]] : []),
  ];
}

function withEdit(one: Disclosure, path: string): Disclosure {
  const from = path
    .split('/')
    .slice(1)
    .reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], one);
  const outcome = applyEdits(one, [{ path, from, to: typeof from === 'number' ? from + 1 : `${String(from)}0` }]);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.disclosure;
}
