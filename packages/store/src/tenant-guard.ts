import {
  AliasNode,
  AndNode,
  BinaryOperationNode,
  ColumnNode,
  DeleteQueryNode,
  IdentifierNode,
  InsertQueryNode,
  type KyselyPlugin,
  type OperationNode,
  OperatorNode,
  ParensNode,
  PrimitiveValueListNode,
  RawNode,
  ReferenceNode,
  SelectQueryNode,
  TableNode,
  UpdateQueryNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
} from 'kysely';
import { TENANT_TABLES } from './tables.ts';

/** A query that would have reached beyond its tenant: a mistake of ours, never of a user. */
export class TenantGuardError extends Error {
  constructor(what: string) {
    super(`Query without its tenant: ${what}`);
    this.name = 'TenantGuardError';
  }
}

/**
 * A plugin that lets no query pass in which a table of tenants stands without `tenant_id = <this tenant>`: in every
 * select, update and delete, in every sub-query and for every joined table by itself, and in every row of an insert.
 * A distributed PostgreSQL needs the same: a query that names the tenant only once goes to all nodes.
 */
export function tenantGuard(tenant: number): KyselyPlugin {
  return {
    transformQuery({ node }) {
      if (RawNode.is(node)) throw new TenantGuardError('raw SQL');
      inspect(node, tenant);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

function isNode(value: unknown): value is OperationNode {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}

/** Checks this node and everything in it. */
function inspect(node: OperationNode, tenant: number): void {
  if (SelectQueryNode.is(node) || DeleteQueryNode.is(node)) {
    const using = DeleteQueryNode.is(node) ? (node.using?.tables ?? []) : [];
    requireTenant([...(node.from?.froms ?? []), ...using], node.joins ?? [], node.where?.where, tenant);
  } else if (UpdateQueryNode.is(node)) {
    requireTenant(
      [...(node.table === undefined ? [] : [node.table]), ...(node.from?.froms ?? [])],
      node.joins ?? [],
      node.where?.where,
      tenant,
    );
  } else if (InsertQueryNode.is(node)) {
    requireTenantInRows(node, tenant);
  }
  for (const value of Object.values(node)) {
    for (const part of Array.isArray(value) ? value : [value]) {
      if (isNode(part)) inspect(part, tenant);
    }
  }
}

/** The name under which a table of tenants is spoken of in its query; undefined for anything else. */
function tenantTable(node: OperationNode): string | undefined {
  if (AliasNode.is(node)) {
    const alias = IdentifierNode.is(node.alias) ? node.alias.name : undefined;
    return tenantTable(node.node) === undefined ? undefined : alias;
  }
  if (!TableNode.is(node)) return undefined;
  const name = node.table.identifier.name;
  return TENANT_TABLES.has(name) ? name : undefined;
}

/** The conditions that all must hold. */
function* conjuncts(condition: OperationNode | undefined): Generator<OperationNode> {
  if (condition === undefined) return;
  if (ParensNode.is(condition)) yield* conjuncts(condition.node);
  else if (AndNode.is(condition)) {
    yield* conjuncts(condition.left);
    yield* conjuncts(condition.right);
  } else yield condition;
}

/** For `t.tenant_id = <tenant>`: the name of the table, '' where none is given; else undefined. */
function tenantNamedBy(condition: OperationNode, tenant: number): string | undefined {
  if (!BinaryOperationNode.is(condition)) return undefined;
  const { leftOperand: left, operator, rightOperand: right } = condition;
  if (!OperatorNode.is(operator) || operator.operator !== '=' || !ReferenceNode.is(left)) return undefined;
  if (!ColumnNode.is(left.column) || left.column.column.name !== 'tenant_id') return undefined;
  if (!ValueNode.is(right) || right.value !== tenant) return undefined;
  return left.table?.table.identifier.name ?? '';
}

function requireTenant(
  from: readonly OperationNode[],
  joins: readonly { table: OperationNode; on?: { on: OperationNode } }[],
  where: OperationNode | undefined,
  tenant: number,
): void {
  const tables = [...from, ...joins.map((join) => join.table)].map(tenantTable).filter((name) => name !== undefined);
  const named = new Set<string>();
  for (const root of [where, ...joins.map((join) => join.on?.on)]) {
    for (const condition of conjuncts(root)) {
      const name = tenantNamedBy(condition, tenant);
      if (name !== undefined) named.add(name);
    }
  }
  for (const table of tables) {
    if (!named.has(table) && !(named.has('') && tables.length === 1)) throw new TenantGuardError(`table ${table}`);
  }
}

function requireTenantInRows(node: InsertQueryNode, tenant: number): void {
  const table = node.into === undefined ? undefined : tenantTable(node.into);
  if (table === undefined) return;
  const position = node.columns?.findIndex((column) => column.column.name === 'tenant_id') ?? -1;
  if (position < 0 || node.values === undefined || !ValuesNode.is(node.values)) {
    throw new TenantGuardError(`insert into ${table}`);
  }
  for (const row of node.values.values) {
    const cell: unknown = row.values[position];
    const value = PrimitiveValueListNode.is(row) ? cell : isNode(cell) && ValueNode.is(cell) ? cell.value : undefined;
    if (!ValueListNode.is(row) && !PrimitiveValueListNode.is(row)) throw new TenantGuardError(`insert into ${table}`);
    if (value !== tenant) throw new TenantGuardError(`row for ${table}`);
  }
}
