/**
 * A program that opens a store on data of an older schema and kills itself before its n-th statement of the upgrade; it
 * prints how many there were where it comes to its end. Started by tests: `node upgrader.ts DIRECTORY N`.
 */
import pg from 'pg';
import { openStore } from '../src/index.ts';

const [directory = '', last = '0'] = process.argv.slice(2);
let count = 0;
let upgrading = false;
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
  const [given] = args;
  const sql = typeof given === 'string' ? given : '';
  if (sql.includes('pg_advisory_lock')) upgrading = true;
  if (sql.includes('pg_advisory_unlock')) upgrading = false;
  if (upgrading && ++count === Number(last)) process.kill(process.pid, 'SIGKILL');
  return Reflect.apply(query, this, args);
} as typeof query;

await (await openStore({ dataDirectory: directory })).close();
console.log(String(count));
