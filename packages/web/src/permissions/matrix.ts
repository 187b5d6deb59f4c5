import type { PermissionTable } from '@jizhun/api';
import type { Operation, Relation, Role, State } from '@jizhun/lifecycle';

/** What a role may do to what stands to it in one way. */
export interface CellPart {
  relation: Relation;
  /** Only in these states; undefined: in every state. */
  states?: readonly State[];
  basis: readonly string[];
}

/** Where a role and an operation meet. */
export interface Cell {
  parts: readonly CellPart[];
  /** Why it can never be granted; undefined where it only is not. */
  prohibited?: string;
}

/** One character or two for a relation, as a dense table shows it. */
export const relationMark: Readonly<Record<Relation, string>> = {
  own: '本',
  below: '属',
  'in-charge': '对口',
  authority: '级',
  office: '局',
  'lower-authority': '下级',
  tenant: '各',
  assigned: '派',
  'at-large': '全',
  shared: '例',
  self: '己',
};

/** Only what holds for this relation, or in this state. */
export interface Narrowing {
  relation?: Relation | undefined;
  state?: State | undefined;
}

/** What the table says of a role and an operation. */
export function cellOf(table: PermissionTable, role: Role, operation: Operation, narrowing: Narrowing = {}): Cell {
  const prohibition = table.prohibitions.find(
    ({ roles, operations }) => roles.includes(role) && operations.includes(operation),
  );
  if (prohibition !== undefined) return { parts: [], prohibited: prohibition.basis };
  const stateful = table.operations.find(({ id }) => id === operation)?.stateful === true;
  const grants = table.grants.filter(
    ({ roles, operations, states }) =>
      roles.includes(role) &&
      operations.includes(operation) &&
      (narrowing.state === undefined || !stateful || states === null || states.includes(narrowing.state)),
  );
  const parts = table.relations
    .filter(({ id }) => narrowing.relation === undefined || narrowing.relation === id)
    .flatMap(({ id }): CellPart[] => {
      const lines = grants.filter(({ relations }) => relations.includes(id));
      if (lines.length === 0) return [];
      const free = lines.some(({ states }) => states === null);
      const among = new Set(lines.flatMap(({ states }) => states ?? []));
      return [
        {
          relation: id,
          ...(free ? {} : { states: table.states.map((s) => s.id).filter((s) => among.has(s)) }),
          basis: [...new Set(lines.flatMap(({ basis }) => (basis === null ? [] : [basis])))],
        },
      ];
    });
  return { parts };
}

/** The cell in sentences, each with what it rests on. */
export function explain(table: PermissionTable, role: Role, operation: Operation, cell: Cell): string[] {
  const roleName = table.roles.find(({ id }) => id === role)?.name ?? role;
  const operationName = table.operations.find(({ id }) => id === operation)?.name ?? operation;
  const relationName = new Map(table.relations.map(({ id, name }) => [id, name]));
  const stateName = new Map(table.states.map(({ id, name }) => [id, name]));
  const head = `${roleName}，${operationName}：`;
  if (cell.prohibited !== undefined) return [`${head}禁止。`, `依据：${cell.prohibited}。`];
  if (cell.parts.length === 0) return [`${head}不能。`];
  const basis = [...new Set(cell.parts.flatMap((part) => part.basis))];
  // Relations under the same conditions are told together.
  const groups = new Map<string, { relations: Relation[]; states: readonly State[] | undefined }>();
  for (const { relation, states } of cell.parts) {
    const key = states?.join(' ') ?? '';
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { relations: [relation], states });
    else group.relations.push(relation);
  }
  const can = [...groups.values()].map(({ relations, states }) => {
    const what = relations.map((relation) => relationName.get(relation) ?? relation).join('、');
    const when = states === undefined ? '' : `，限状态为${states.map((s) => stateName.get(s) ?? s).join('、')}时`;
    return `${what}${when}`;
  });
  return [`${head}可以。对象：${can.join('；')}。`, ...basis.map((b) => `依据：${b}。`)];
}
