#!/usr/bin/env node
import { underNode24 } from './node24.mjs';

await underNode24(import.meta.url, async () => {
  const { enableCompileCache } = await import('node:module');
  // A checkout may be read-only for this user: the cache then goes to the system's temporary folder.
  const { fileURLToPath } = await import('node:url');
  const { status } = enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/jizhun', import.meta.url)));
  if (status === 0) enableCompileCache();
  const { main } = await import('../src/main.ts');
  await main(process.argv.slice(2));
});
