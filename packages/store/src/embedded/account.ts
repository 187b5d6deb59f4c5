import { spawnSync } from 'node:child_process';

/** The user as whom PostgreSQL runs; undefined: as whoever runs this program. */
export type Account = { uid: number; gid: number } | undefined;

/** PostgreSQL refuses to run as root. `nobody` exists everywhere, so that no account has to be created. */
export const NOBODY: NonNullable<Account> =
  process.platform === 'darwin' ? { uid: -2, gid: -2 } : { uid: 65534, gid: 65534 };

export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/** What is passed to `spawn` to run as that account. */
export function spawnIdentity(account: Account): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}

/**
 * Whether that account may enter `directory`, tried rather than computed: access lists, mounts and name spaces decide
 * more than the mode bits say.
 */
export function canEnter(directory: string, account: Account): boolean {
  if (process.platform === 'win32') return true;
  const tried = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', directory], {
    ...spawnIdentity(account),
    cwd: '/',
    stdio: 'ignore',
  });
  return tried.status === 0;
}
