import type { Store } from '@jizhun/store';
import { inspectCertificate, type KeyPair } from './certificate.ts';
import { type Installation, readInstallation, readKeyPair, writeInstallation } from './installation.ts';

/** A warning is given so many days before a certificate lapses. */
const SOON_DAYS = 30;

/** Whether anybody is known in any tenant. */
export async function hasPeople(store: Pick<Store, 'tenants' | 'organisation'>, now: Date): Promise<boolean> {
  const day = now.toISOString().slice(0, 10);
  for (const { id } of await store.tenants()) {
    if ((await store.organisation(id).people({ limit: 1, day, ended: true })).count > 0) return true;
  }
  return false;
}

export interface SettleOptions {
  dataDirectory: string;
  /** A new directory becomes a demonstration. */
  demonstration: boolean;
  now: Date;
  say(line: string): void;
}

/**
 * What this installation is. A directory that says nothing becomes a demonstration where that is wanted and nobody is in
 * the database. One that calls itself a demonstration over a database of real people is real. Otherwise (restored from a backup, say) it is a real one, reached from this machine only.
 *
 * @throws InstallationError
 */
export async function settleInstallation(
  store: Pick<Store, 'tenants' | 'organisation'>,
  { dataDirectory, demonstration, now, say }: SettleOptions,
): Promise<Installation> {
  const said = await readInstallation(dataDirectory);
  if (said?.kind === 'demonstration') {
    const begun = (await store.tenants()).some((tenant) => tenant.demonstration);
    if (begun || !(await hasPeople(store, now))) return said;
    say('注意：installation.json 写的是演示，数据库中却是正式数据，按正式系统运行，不提供演示登录。');
    return { ...said, kind: 'real' };
  }
  if (said !== undefined) return said;
  const facts = { hosts: [], listen: '127.0.0.1', https: false };
  if (demonstration && !(await hasPeople(store, now))) {
    return writeInstallation(dataDirectory, { kind: 'demonstration', ...facts }, now);
  }
  return { schema: 'jizhun/installation@1', kind: 'real', madeAt: now.toISOString(), ...facts };
}

/**
 * Certificate and key of an installation that speaks https; undefined where it does not. Says what the person who keeps
 * it should know.
 *
 * @throws InstallationError, CertificateError where https is wanted and cannot be had
 */
export async function keyPairOf(
  { https, hosts, kind, listen }: Installation,
  { dataDirectory, now, say }: { dataDirectory: string; now: Date; say(line: string): void },
): Promise<KeyPair | undefined> {
  if (!https) {
    if (kind === 'real' && listen !== '127.0.0.1' && listen !== '::1')
      say('注意：未启用 HTTPS，口令和内容在网络上不加密。请尽快配置证书，见 docs/running.md。');
    return undefined;
  }
  const pair = await readKeyPair(dataDirectory);
  const { until, selfSigned, uncovered } = inspectCertificate(pair, hosts, now);
  const left = Math.floor((until.getTime() - now.getTime()) / 86_400_000);
  if (left < SOON_DAYS) say(`注意：HTTPS 证书还有 ${left} 天到期（${until.toISOString().slice(0, 10)}），请更换。`);
  if (uncovered.length > 0) say(`注意：HTTPS 证书不适用于 ${uncovered.join('、')}，用这些名称打开时浏览器会警告。`);
  if (selfSigned) say('HTTPS 使用自签名证书：浏览器会警告，把证书加入受信任的证书后不再警告。');
  return pair;
}
