// Preloaded into a process under test: says on leaving how much memory it ever took, workers included.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread)
  process.on('exit', () => {
    writeFileSync(process.env.JIZHUN_MEMORY_METER, String(process.resourceUsage().maxRSS));
  });
