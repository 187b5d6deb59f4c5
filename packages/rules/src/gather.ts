/** All facts as one, if there are any: one habit of the whole file, not a slip in each sheet. */
export function* allTogether<F>(facts: readonly F[]): Generator<{ all: readonly [F, ...F[]] }> {
  const [first, ...rest] = facts;
  if (first !== undefined) yield { all: [first, ...rest] };
}
