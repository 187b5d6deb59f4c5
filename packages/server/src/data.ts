import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BackupError, openStore, type Store, type Upgrade } from '@jizhun/store';
import { type Audits, createAudits, keptCheckpoints } from './audit/audit.ts';
import { installationText } from './running/installation.ts';
import { ownVersion } from './version.ts';

/** Backups made before the schema was brought up to date, in the data directory. They are for people to delete. */
const BACKUPS = 'backups';

export interface DataOptions {
  dataDirectory: string;
  databaseUrl?: string | undefined;
  /** Hears, in Chinese, of steps worth a line. */
  say(line: string): void;
  now(): Date;
}

/**
 * Opens what a data directory holds. Where a newer program finds an older schema, everything is backed up into the
 * directory first; where that is not possible, nothing is changed.
 *
 * @throws DatabaseFailure, BackupError with words for the person who started the program
 */
export async function openData({ dataDirectory, databaseUrl, say, now }: DataOptions): Promise<{
  store: Store;
  audits: Audits;
  /** The backup made before the schema was brought up to date; undefined where it was up to date. */
  backup: string | undefined;
}> {
  let backup: string | undefined;
  const beforeUpgrade = async (upgrade: Upgrade) => {
    say(`程序有更新，数据库结构要改动 ${upgrade.missing.length} 处，先备份…`);
    backup = await saveBackup(dataDirectory, upgrade, now());
    say(`已备份到 ${backup}。`);
  };
  const store = await openStore({ dataDirectory, databaseUrl, say, now, beforeUpgrade });
  return { store, audits: createAudits(store, dataDirectory, now), backup };
}

/** Writes a backup whole or not at all; answers where it lies. */
async function saveBackup(dataDirectory: string, upgrade: Upgrade, at: Date): Promise<string> {
  const directory = join(dataDirectory, BACKUPS);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const stamp = at.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
  const file = join(directory, `升级前-${stamp}.sql.gz`);
  const draft = `${file}.${process.pid}`;
  const facts = {
    program: ownVersion(),
    madeAt: at,
    checkpoints: await keptCheckpoints(dataDirectory),
    installation: await installationText(dataDirectory),
  };
  try {
    await pipeline(upgrade.backup(facts), createWriteStream(draft, { flags: 'wx', mode: 0o600 }));
    await rename(draft, file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BackupError(
      `更新前的备份没有写成（${file}）：${why}`,
      '数据没有改动。请腾出磁盘空间、检查目录的权限后重试。',
    );
  } finally {
    await rm(draft, { force: true });
  }
  return file;
}
