import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const FILE = 'command.json';

/** The header by which the command line is known to the service that runs on the same data directory. */
export const COMMAND_HEADER = 'jizhun-command-key';

const wayInSchema = z.strictObject({ url: z.url(), key: z.string() });

/** Where the service of a data directory is reached on its own machine, and with what key. */
export type WayIn = z.infer<typeof wayInSchema>;

/** What opens the operations of the command line: new at every start. */
export interface CommandKey {
  /** Whether a request comes from who may read the data directory. */
  opens(request: Request): boolean;
  /**
   * Lays the key into a data directory, for the eyes of the account under which the service runs only: whoever can read it
   * could read the data as well. Answers what takes it away again.
   */
  lay(dataDirectory: string, listening: { host: string; port: number; https: boolean }): Promise<() => Promise<void>>;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** The address of this machine at which a server hears that listens on `host`. */
function ownAddress(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

export function createCommandKey(): CommandKey {
  const key = randomBytes(32).toString('base64url');
  const expected = digest(key);
  return {
    opens(request) {
      const given = request.headers.get(COMMAND_HEADER);
      return given !== null && timingSafeEqual(digest(given), expected);
    },
    async lay(dataDirectory, { host, port, https }) {
      const file = join(dataDirectory, FILE);
      const draft = `${file}.${process.pid}`;
      const wayIn: WayIn = { url: `${https ? 'https' : 'http'}://${ownAddress(host)}:${port}/`, key };
      await rm(draft, { force: true });
      await writeFile(draft, JSON.stringify(wayIn), { mode: 0o600, flag: 'wx' });
      await rename(draft, file);
      return () => rm(file, { force: true });
    },
  };
}

/** How the service that runs on a data directory is reached; undefined where none runs, or it is not for our eyes. */
export async function wayInOf(dataDirectory: string): Promise<WayIn | undefined> {
  try {
    return wayInSchema.parse(JSON.parse(await readFile(join(dataDirectory, FILE), 'utf8')));
  } catch {
    return undefined;
  }
}
