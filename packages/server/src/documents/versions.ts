import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The packages whose sources decide what a file is read as, and what is found in it. */
const READING = ['model', 'places', 'documents', 'reader'] as const;
const OPENING = ['model', 'documents'] as const;
const CHECKING = ['model', 'places', 'rules'] as const;

/** Sources below a folder, in a fixed order; tests and notes decide nothing. */
function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function digest(packages: readonly string[]): string {
  const hash = createHash('sha256');
  for (const name of packages) {
    const root = fileURLToPath(new URL(`../../../${name}/`, import.meta.url));
    for (const file of [join(root, 'package.json'), ...sourcesIn(join(root, 'src'))]) {
      hash.update(file.slice(root.length).replaceAll('\\', '/')).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Names the reader and the rules as they are, so that what an earlier version made of a file is known to be old. */
export interface Versions {
  /** What a file looks like when it is opened. */
  opener: string;
  reader: string;
  rules: string;
}

/**
 * The versions of this program's reader and rules: digests of their sources, which run as they are. A number kept by
 * hand would be forgotten at just the change that matters.
 */
export function ownVersions(): Versions {
  return { opener: digest(OPENING), reader: digest(READING), rules: digest(CHECKING) };
}
