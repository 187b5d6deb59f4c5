import { createHash, randomBytes } from 'node:crypto';

/** Begins every token, so that one that slipped into a file or a log can be found and is known for what it is. */
const FORM = /^jz_(\d{1,9})_([A-Za-z0-9_-]{43})$/;

/** A new token of a tenant: what its holder gets, and the digest that is kept. */
export function newToken(tenant: number): { secret: string; hash: string } {
  const secret = `jz_${tenant}_${randomBytes(32).toString('base64url')}`;
  return { secret, hash: hashOf(secret) };
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** What a request brings in `Authorization`. `malformed`: something that is none of our tokens. */
export function bearerOf(request: Request): { tenant: number; hash: string } | 'malformed' | undefined {
  const header = request.headers.get('authorization');
  if (header === null) return undefined;
  const secret = /^Bearer +(\S+)$/i.exec(header)?.[1] ?? '';
  const tenant = FORM.exec(secret)?.[1];
  return tenant === undefined ? 'malformed' : { tenant: Number(tenant), hash: hashOf(secret) };
}
