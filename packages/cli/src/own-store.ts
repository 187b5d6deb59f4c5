import { ownerOf, type Store } from '@jizhun/store';
import { FAILED } from './command.ts';
import { dataDirectory } from './data-directory.ts';
import type { Terminal } from './terminal.ts';

/**
 * Works on the data of a directory, or of DATABASE_URL, while no service uses it. Answers the exit status.
 *
 * @throws DatabaseFailure and whatever `work` throws
 */
export async function withStore(
  named: string | undefined,
  terminal: Terminal,
  work: (store: Store) => Promise<number>,
): Promise<number> {
  const directory = dataDirectory(named);
  const { DATABASE_URL: databaseUrl } = process.env;
  if (!directory.exists && !databaseUrl) {
    terminal.warn(`没有数据目录 ${directory.path}。请用 --data 写明数据目录。`);
    return FAILED;
  }
  const address = directory.exists ? ownerOf(directory.path)?.address : undefined;
  if (address !== undefined) {
    terminal.warn(`数据目录正由运行中的服务使用（${address}）。请先停止服务，再执行。`);
    return FAILED;
  }
  const { openData } = await import('@jizhun/server/data');
  const { store } = await openData({
    databaseUrl,
    dataDirectory: directory.path,
    say: (line) => terminal.warn(line),
    now: () => new Date(),
  });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
