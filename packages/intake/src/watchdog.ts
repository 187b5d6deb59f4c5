import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { type ChildArguments, MEMORY_MARK } from './child-arguments.ts';

const { memoryMb, parent } = workerData as ChildArguments;
const INTERVAL_MS = 50;
const STANDARD_ERROR = 2;

// The thread beside this one may be busy without end, so that nothing but a signal ends the process.
setInterval(() => {
  const resident = process.memoryUsage.rss();
  if (resident > memoryMb * 1024 * 1024) writeSync(STANDARD_ERROR, `${MEMORY_MARK}: ${resident} bytes\n`);
  else if (process.ppid === parent) return;
  process.kill(process.pid, 'SIGKILL');
}, INTERVAL_MS);
