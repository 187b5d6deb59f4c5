/**
 * `npm run score`: reads every real document of ../shared and scores the reading against the golden one, by file.
 * `npm run score -- 002` only those whose name begins so; `--misses` shows what was missed.
 */
import { existsSync } from 'node:fs';
import { realFiles, score } from '../tests/real/files.ts';

const args = process.argv.slice(2);
const prefixes = args.filter((arg) => !arg.startsWith('--'));
const files = realFiles().filter(
  ({ name, golden }) => existsSync(golden) && (prefixes.length === 0 || prefixes.some((p) => name.startsWith(p))),
);
if (files.length === 0) console.log('../shared is not there, or holds no such file: nothing to score');
for (const file of files) {
  const { share, extra, expected, report } = await score(file, args.includes('--misses'));
  console.log(`${file.name.padEnd(28)} ${share.toFixed(2).padStart(6)} % right of ${expected}, ${extra} extra`);
  if (args.includes('--misses')) console.log(report);
}
