import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import type { KeyPair } from './certificate.ts';

const FILE = 'installation.json';
const TLS = 'tls';
const CERTIFICATE = 'certificate.pem';
const KEY = 'key.pem';

/** Labels of letters, digits and hyphens, or a network address. */
function isHost(text: string): boolean {
  return (
    isIP(text) !== 0 ||
    (text.length <= 253 && /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/i.test(text))
  );
}

export const hostSchema = z.string().refine(isHost, '主机名只用字母、数字、连字符和点，或写网络地址');

/** What a data directory is, and how it is reached: `installation.json` in it. Chosen when it is made; edited by hand. */
const installationSchema = z.strictObject({
  schema: z.literal('jizhun/installation@1'),
  /** A real one never becomes a demonstration. */
  kind: z.enum(['real', 'demonstration']),
  madeAt: z.iso.datetime(),
  /** Names under which people open the page, besides those of this machine; the first one is shown. */
  hosts: z.array(hostSchema).default([]),
  /** Network address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 for all. */
  listen: z
    .string()
    .refine((text) => isIP(text) !== 0, '须是网络地址')
    .default('127.0.0.1'),
  port: z.int().min(1).max(65_535).optional(),
  /** Certificate and key lie in tls/. */
  https: z.boolean().default(false),
});
export type Installation = z.infer<typeof installationSchema>;

/** An installation.json that cannot be used, or files beside it, in words for the person who starts the program. */
export class InstallationError extends Error {
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'InstallationError';
    this.remedy = remedy;
  }
}

/**
 * What a data directory says of itself; undefined where it says nothing: it is new, or was restored from a backup.
 *
 * @throws InstallationError where the file is none
 */
export async function readInstallation(dataDirectory: string): Promise<Installation | undefined> {
  const file = join(dataDirectory, FILE);
  if (!existsSync(file)) return undefined;
  const remedy = '请改正这个文件，各项的写法见 docs/running.md。';
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new InstallationError(`${file} 读不出来：${error instanceof Error ? error.message : error}`, remedy);
  }
  const parsed = installationSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InstallationError(`${file} 中的“${issue?.path.join('.') ?? ''}”写法不对：${issue?.message ?? ''}`, remedy);
}

/** The file as it is, for a backup; undefined where there is none. */
export async function installationText(dataDirectory: string): Promise<string | undefined> {
  const file = join(dataDirectory, FILE);
  return existsSync(file) ? readFile(file, 'utf8') : undefined;
}

/**
 * Puts back what a backup brought beside a restored database. Answers it; undefined where it cannot be read, as from
 * another version: nothing is put back then.
 */
export async function putInstallation(dataDirectory: string, text: string): Promise<Installation | undefined> {
  let parsed: z.ZodSafeParseResult<Installation>;
  try {
    parsed = installationSchema.safeParse(JSON.parse(text));
  } catch {
    return undefined;
  }
  if (!parsed.success) return undefined;
  await mkdir(dataDirectory, { recursive: true });
  await put(join(dataDirectory, FILE), text);
  return parsed.data;
}

/** Writes a file whole or not at all, for its owner's eyes. */
async function put(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600 });
  await chmod(draft, 0o600);
  await rename(draft, file);
}

/** Says what a data directory is. With `tls`, its certificate and key are kept beside. */
export async function writeInstallation(
  dataDirectory: string,
  facts: Omit<Installation, 'schema' | 'madeAt'>,
  now: Date,
  tls?: KeyPair,
): Promise<Installation> {
  const installation: Installation = { schema: 'jizhun/installation@1', ...facts, madeAt: now.toISOString() };
  if (tls !== undefined) {
    await mkdir(join(dataDirectory, TLS), { recursive: true, mode: 0o700 });
    await put(join(dataDirectory, TLS, CERTIFICATE), tls.certificate);
    await put(join(dataDirectory, TLS, KEY), tls.key);
  }
  await put(join(dataDirectory, FILE), `${JSON.stringify(installation, null, 2)}\n`);
  return installation;
}

/** The certificate and key of an installation. @throws InstallationError where they cannot be read */
export async function readKeyPair(dataDirectory: string): Promise<KeyPair> {
  const read = async (name: string) => {
    const file = join(dataDirectory, TLS, name);
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      throw new InstallationError(
        `HTTPS 所用的 ${file} 读不出来：${error instanceof Error ? error.message : error}`,
        '请把证书和私钥放回 tls 目录，或在 installation.json 中把 https 改为 false。',
      );
    }
  };
  return { certificate: await read(CERTIFICATE), key: await read(KEY) };
}
