import pg from 'pg';
import { afterAll, expect } from 'vitest';
import { untenanted } from './statements.ts';

/**
 * Set up before each file of the tests of store and server: every statement that the program itself sends (as the role
 * `jizhun_app`; not what migrations and the tests send as the owner) has to name the tenant, in every query within it.
 */
const faults = new Map<string, string[]>();

const isProgram = ({ user, options }: { user?: unknown; options?: unknown }): boolean =>
  user === 'jizhun_app' || (typeof options === 'string' && options.includes('role=jizhun_app'));

const client: { query: unknown; connectionParameters?: { user?: unknown; options?: unknown } } = pg.Client.prototype;
const send = client.query;
if (typeof send !== 'function') throw new Error('pg has no query');
client.query = function query(this: typeof client, ...args: readonly unknown[]): unknown {
  const [first] = args;
  const sql = typeof first === 'string' ? first : (first as { text?: unknown } | undefined)?.text;
  if (typeof sql === 'string' && isProgram(this.connectionParameters ?? {}) && !faults.has(sql)) {
    const found = untenanted(sql);
    if (found.length > 0) faults.set(sql, found);
  }
  return Reflect.apply(send, this, args);
};

afterAll(() => {
  const told = [...faults].map(([sql, tables]) => `${tables.join(', ')}: ${sql}`);
  expect(told, 'statements without their tenant').toEqual([]);
});
