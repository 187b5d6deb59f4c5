import { TENANT_TABLES } from '../src/tables.ts';

/** A query by itself: its own words, with those within it left out. */
interface Scope {
  text: string;
}

/**
 * Cuts a statement as Kysely prints it into queries: the whole, and every sub-query and common table expression, each
 * side of a union by itself. Other brackets stay where they stand.
 */
function scopesOf(sql: string): Scope[] {
  const scopes: Scope[] = [];
  let at = 0;
  const read = (): string => {
    let text = '';
    for (; at < sql.length; at++) {
      const character = sql[at] ?? '';
      if (character === "'" || character === '"') {
        const end = sql.indexOf(character, at + 1);
        text += character === "'" ? "''" : sql.slice(at, end + 1);
        at = end;
      } else if (character === '(') {
        at++;
        const inside = read();
        const isQuery = /^\s*(select|with|insert|update|delete)\b/.test(inside);
        if (isQuery) close(inside);
        text += isQuery ? '()' : `(${inside})`;
      } else if (character === ')') return text;
      else text += character;
    }
    return text;
  };
  const close = (text: string) => {
    for (const part of text.split(/\b(?:union(?: all)?|intersect|except)\b/)) scopes.push({ text: part });
  };
  close(read());
  return scopes;
}

const TABLE = '"(\\w+)"(?: as "(\\w+)")?';

/** Tables of a query with the names under which they are spoken of. */
function tablesOf(text: string): { table: string; name: string }[] {
  const found: { table: string; name: string }[] = [];
  const lists = new RegExp(`(?:from|join|using|update) (?:only )?(${TABLE}(?:, ${TABLE})*)`, 'g');
  for (const [, list = ''] of text.matchAll(lists)) {
    for (const [, table = '', alias] of list.matchAll(new RegExp(TABLE, 'g')))
      found.push({ table, name: alias ?? table });
  }
  return found;
}

/**
 * Looks for work over all tenants: which of them have a job. Rule 7 for a distributed PostgreSQL: by a plain select
 * first, then tenant by tenant.
 */
const FINDS_TENANTS = /^\s*select distinct "tenant_id" from "job" where (?!.*"(?:input|result|person_id)")/;

/** A backup is of everything, of all tenants: each table by itself, whole. */
const BACKS_UP = /^copy \(select [^()]* from "\w+" order by [^()]*\) to stdout$/;

/**
 * What is wrong with a statement: tables of tenants that stand in one of its queries without `tenant_id = $n` of their
 * own, where a distributed PostgreSQL would ask every node, and a mistake would reach other tenants.
 */
export function untenanted(sql: string): string[] {
  if (FINDS_TENANTS.test(sql) || BACKS_UP.test(sql)) return [];
  return scopesOf(sql).flatMap(({ text }) => {
    const insert = /insert into "(\w+)" \(([^)]*)\)/.exec(text);
    const faults =
      insert !== null && TENANT_TABLES.has(insert[1] ?? '') && !(insert[2] ?? '').includes('"tenant_id"')
        ? [`insert into ${insert[1]}`]
        : [];
    const tables = tablesOf(text).filter(({ table }) => TENANT_TABLES.has(table));
    // What a row is set to says nothing of which rows are meant.
    const conditions = text.replace(/^(\s*update .*?) set .*?(?= where | from | returning |$)/s, '$1');
    for (const { table, name } of tables) {
      const own = conditions.includes(`"${name}"."tenant_id" = $`);
      const only = tables.length === 1 && /(?<!\.)"tenant_id" = \$/.test(conditions);
      if (!own && !only) faults.push(name === table ? table : `${table} as ${name}`);
    }
    return faults;
  });
}
