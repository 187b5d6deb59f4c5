import { expect, test } from 'vitest';
import { untenanted } from './statements.ts';

test('a statement in which every query names the tenant for each of its tables is fine', () => {
  for (const sql of [
    'select "name" from "document" where "tenant_id" = $1 and "id" = $2',
    'select "a"."name" from "account" as "a" inner join "person" as "p" on "p"."tenant_id" = $1 and "p"."id" = "a"."person_id" where "a"."tenant_id" = $2',
    'insert into "event" ("tenant_id", "seq") values ($1, $2)',
    'update "job" set "state" = $1 where "tenant_id" = $2 and "state" in ($3, $4)',
    'with "next" as (select "id" from "job" where "tenant_id" = $1 for update skip locked) update "job" set "state" = $2 from "next" where "job"."tenant_id" = $3 and "job"."id" = "next"."id"',
    'select "name" from "tenant" order by "id"',
    'select distinct "tenant_id" from "job" where "state" = $1 and "due_at" <= $2',
    'copy (select "tenant_id", "name" from "document" order by "tenant_id", "name" collate "C") to stdout',
    'select 1',
  ])
    expect(untenanted(sql), sql).toEqual([]);
});

test('a query that forgets it is named, wherever it stands', () => {
  const wrong: [string, string][] = [
    ['select "name" from "document" where "id" = $1', 'document'],
    ['delete from "finding" where "document_id" = $1', 'finding'],
    ['update "job" set "tenant_id" = $1', 'job'],
    ['insert into "event" ("seq") values ($1)', 'insert into event'],
    // The tenant only through the outer row.
    [
      'select (select count(*) from "finding" as "f" where "f"."tenant_id" = "d"."tenant_id") from "document" as "d" where "d"."tenant_id" = $1',
      'finding as f',
    ],
    // One side of a join, of a union; a common table expression.
    [
      'select "a"."name" from "account" as "a" inner join "person" as "p" on "p"."id" = "a"."person_id" where "a"."tenant_id" = $1',
      'person as p',
    ],
    ['select "id" from "unit" where "tenant_id" = $1 union all select "id" from "project" where "id" = $2', 'project'],
    ['with "x" as (select "id" from "job" where "id" = $1) select "id" from "x"', 'job'],
    ['select "id" from "job" where "tenant_id" in ($1, $2)', 'job'],
    ['select "a"."id" from "unit" as "a", "project" as "b" where "a"."tenant_id" = $1', 'project as b'],
    ['copy (select "name" from "document" where "id" = 1 order by "id") to stdout', 'document'],
    ['select distinct "tenant_id" from "session" where "ended_at" is null', 'session'],
  ];
  for (const [sql, table] of wrong) expect(untenanted(sql), sql).toEqual([table]);
});

test('what is quoted is no part of the statement', () => {
  expect(untenanted(`select '"tenant_id" = $1' from "document" where "name" = '('`)).toEqual(['document']);
});
