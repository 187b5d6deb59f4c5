// `npm start`. npm's scripts find Node 24 by themselves; a start by hand, or after an install that left it out, does not.
import { underNode24 } from '../packages/cli/bin/node24.mjs';

await underNode24(import.meta.url, async () => {
  const { enableCompileCache, flushCompileCache } = await import('node:module');
  const { fileURLToPath } = await import('node:url');
  // A checkout may be read-only for this user: the cache then goes to the system's temporary folder.
  const { status } = enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/jizhun', import.meta.url)));
  if (status === 0) enableCompileCache();
  const { main } = await import('./start.ts');
  await main(process.argv.slice(2));
  // A service that is killed has no end at which it could be written.
  flushCompileCache();
});
