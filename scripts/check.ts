/** `npm run check`: who imports whom, what ships under which licence, and what the lock file holds. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkImports } from './check/imports.ts';
import { checkLicences, checkLock, type Lock } from './check/lock.ts';

const root = path.resolve(import.meta.dirname, '..');
const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as Lock;

const imports = checkImports(root);
const licences = checkLicences(lock);
const binaries = checkLock(lock);
console.log(`imports: ${imports.files} files, ${imports.problems.length} problems`);
console.log(`licences: ${licences.packages} packages that ship, ${licences.problems.length} problems`);
console.log(`lock file: ${binaries.families} families of binaries, ${binaries.problems.length} problems`);
const problems = [...imports.problems, ...licences.problems, ...binaries.problems];
for (const problem of problems) console.error(`  ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
