/**
 * `npm run docs:rules`: writes docs/rules from the rules. With `--check` it writes nothing and fails where a page is
 * missing, stale or of no rule.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { catalogueFiles } from '@jizhun/rules';
import { outOfReach } from './out-of-reach.ts';

const folder = path.resolve(import.meta.dirname, '../docs/rules');

function read(name: string): string | undefined {
  try {
    return readFileSync(path.join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
}

const pages = catalogueFiles();
pages.set('out-of-reach.md', outOfReach());
mkdirSync(folder, { recursive: true });
const stale = [...pages].filter(([name, text]) => read(name) !== text).map(([name]) => name);
const strangers = readdirSync(folder).filter((name) => !pages.has(name));

if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`docs/rules/${name} is missing or stale: run npm run docs:rules`);
  for (const name of strangers) console.error(`docs/rules/${name} belongs to no rule: run npm run docs:rules`);
  process.exitCode = stale.length + strangers.length === 0 ? 0 : 1;
} else {
  for (const name of stale) writeFileSync(path.join(folder, name), pages.get(name) ?? '');
  for (const name of strangers) rmSync(path.join(folder, name));
  console.log(`docs/rules: ${pages.size} pages, ${stale.length} written, ${strangers.length} removed`);
}
