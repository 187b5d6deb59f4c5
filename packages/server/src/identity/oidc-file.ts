import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** Where the identity providers of an installation are written down: in the data directory, by hand. */
const FILE = 'oidc.json';

/** An identity provider (统一身份认证), as the file names it. */
export interface Provider {
  id: string;
  /** What the page calls it. */
  name: string;
  issuer: URL;
  clientId: string;
  /** Absent for a client without a secret, which PKCE protects alone. */
  clientSecret?: string;
  authentication: 'basic' | 'post';
  scope: string;
  /** How strongly the provider must have authenticated somebody: one of these `acr`, one of these `amr`. */
  acr?: readonly string[];
  amr?: readonly string[];
  /** For trying out on this machine: the provider speaks http. */
  insecure: boolean;
}

export interface OidcConfiguration {
  /** Address under which browsers see this system, as it was told to the provider; that of the request where left out. */
  address?: URL;
  providers: readonly Provider[];
}

/** The file, or one that it names, cannot be used; in words for the person who wrote it. */
export class OidcFileError extends Error {
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'OidcFileError';
    this.remedy = remedy;
  }
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const fileSchema = z.strictObject({
  address: z.url({ protocol: /^https?$/ }).optional(),
  providers: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,29}$/),
        name: z.string().trim().min(1).max(40),
        issuer: z.url({ protocol: /^https?$/ }),
        clientId: z.string().min(1).max(200),
        clientSecretFile: z.string().min(1).optional(),
        authentication: z.enum(['basic', 'post']).default('basic'),
        scope: z
          .string()
          .regex(/(^| )openid( |$)/)
          .default('openid'),
        acr: z.array(z.string().regex(/^\S+$/)).min(1).optional(),
        amr: z.array(z.string().min(1)).min(1).optional(),
        insecure: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(10),
});

const REMEDY = '写法见 docs/signing-in.md；改好后重新启动。不用统一身份认证的，删去这个文件。';

async function read(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error && error.code === 'ENOENT' ? '没有这个文件' : '读不了';
    throw new OidcFileError(`${what}（${path}）：${why}。`, REMEDY);
  }
}

/**
 * The identity providers of a data directory; undefined where there are none.
 *
 * @throws OidcFileError
 */
export async function readOidcFile(dataDirectory: string): Promise<OidcConfiguration | undefined> {
  const path = join(dataDirectory, FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new OidcFileError(`统一身份认证的配置（${path}）读不了。`, '请检查这个文件的权限。');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new OidcFileError(`${path} 不是 JSON：${error instanceof Error ? error.message : ''}`, REMEDY);
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const unknown = issue?.code === 'unrecognized_keys' ? `不认识“${issue.keys.join('、')}”` : '缺少，或写法不对';
    throw new OidcFileError(`${path} 中“${issue?.path.join('.') ?? ''}”${unknown}。`, REMEDY);
  }
  const { address, providers } = parsed.data;
  const ids = new Set<string>();
  const made: Provider[] = [];
  for (const { clientSecretFile, issuer: printed, acr, amr, ...provider } of providers) {
    const where = `${path} 中“${provider.id}”`;
    if (ids.has(provider.id)) throw new OidcFileError(`${where}写了两次。`, REMEDY);
    ids.add(provider.id);
    const issuer = new URL(printed);
    // Over http anyone on the way could say who somebody is.
    if (issuer.protocol === 'http:' && !(provider.insecure && LOOPBACK.has(issuer.hostname)))
      throw new OidcFileError(
        `${where}的 issuer 不是 https 地址。`,
        '请用 https 地址；只有在本机试用时，可以写 http://127.0.0.1 并加上 "insecure": true。',
      );
    const secret =
      clientSecretFile === undefined
        ? undefined
        : (await read(resolve(dataDirectory, clientSecretFile), `${where}的密钥文件`)).trim();
    if (secret === '') throw new OidcFileError(`${where}的密钥文件是空的。`, REMEDY);
    made.push({
      ...provider,
      issuer,
      ...(secret === undefined ? {} : { clientSecret: secret }),
      ...(acr === undefined ? {} : { acr }),
      ...(amr === undefined ? {} : { amr }),
    });
  }
  return { providers: made, ...(address === undefined ? {} : { address: new URL(address) }) };
}
