// A module for a WatchedProcess that does whatever harm it is told to.
import { reply, serve, settings } from '../src/child.ts';

serve<{ harm: string }>(async ({ harm }) => {
  const kept: unknown[] = [];
  switch (harm) {
    case 'none':
      await reply({ settings, pid: process.pid });
      return;
    case 'heap':
      for (;;) kept.push(Array.from({ length: 1000 }, (_none, index) => ({ index })));
    case 'buffers':
      // Outside of the heap, which has a limit of its own.
      for (;;) {
        kept.push(Buffer.alloc(4 * 1024 * 1024, 1));
        // V8 counts buffers and gives up late; the watchdog must have had its turn.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      }
    case 'hang':
      for (;;) kept.length = 0;
    case 'abort':
      process.abort();
      break;
    case 'throw':
      throw new Error('a mistake');
  }
});
