/** Those who listen to a job in this process. */
export interface Followers {
  /** Begins to keep what the job tells, for one listener; to be called before the job can be claimed. */
  expect(id: string): AsyncGenerator<unknown, void, undefined>;
  tell(id: string, line: unknown): void;
  /** The job is over, or waits for another attempt: nothing more will be told. */
  end(id: string, error?: Error): void;
}

interface Channel {
  lines: unknown[];
  ended: boolean;
  error?: Error;
  wake(): void;
}

/** A job that is followed did not come to its end: it waits for another attempt, failed, or was cancelled. */
export class JobInterrupted extends Error {
  readonly state: 'again' | 'failed' | 'cancelled';
  constructor(state: JobInterrupted['state'], problem: string) {
    super(problem);
    this.name = 'JobInterrupted';
    this.state = state;
  }
}

/** Lines wait for their listener; one that goes away lets them be dropped, and the job go on. */
export function createFollowers(): Followers {
  const channels = new Map<string, Channel>();
  return {
    expect(id) {
      const channel: Channel = { lines: [], ended: false, wake: () => {} };
      channels.set(id, channel);
      return follow();

      async function* follow() {
        try {
          for (;;) {
            yield* channel.lines.splice(0);
            if (channel.lines.length > 0) continue;
            if (channel.error !== undefined) throw channel.error;
            if (channel.ended) return;
            await new Promise<void>((settle) => {
              channel.wake = settle;
            });
          }
        } finally {
          if (channels.get(id) === channel) channels.delete(id);
        }
      }
    },
    tell(id, line) {
      const channel = channels.get(id);
      channel?.lines.push(line);
      channel?.wake();
    },
    end(id, error) {
      const channel = channels.get(id);
      if (channel === undefined || channel.ended) return;
      channel.ended = true;
      if (error !== undefined) channel.error = error;
      channel.wake();
    },
  };
}
