// `npm start`. npm's scripts find Node 24 by themselves; a start by hand, or after an install that left it out, does not.
import { underNode24 } from '../packages/cli/bin/node24.mjs';

await underNode24(import.meta.url, async () => {
  const { main } = await import('./start.ts');
  await main(process.argv.slice(2));
});
