import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { Provider } from 'oidc-provider';

export const CLIENT_ID = 'jizhun';
export const CLIENT_SECRET = 'a secret of the client, long enough for any algorithm';

async function listening(server: Server, host = '127.0.0.1'): Promise<string> {
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const bound = server.address();
  return `http://${host}:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
}

function closing(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((settle) => server.close(() => settle()));
}

/**
 * A real identity provider on this machine, whose log-in page takes any name for that person's subject. As `localhost` it
 * is another site to a browser that knows us as 127.0.0.1.
 */
export async function startProvider(
  redirectUri: string,
  host?: 'localhost',
): Promise<{ issuer: string; close(): Promise<void> }> {
  let answer: ReturnType<Provider['callback']> | undefined;
  const server = createServer((request, response) => void answer?.(request, response));
  const issuer = await listening(server, host);
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    // Everyone there has the same address: it says nothing of who somebody is.
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, email: 'zhangsan@example.gov.cn', email_verified: true, name: '张三' }),
    }),
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'email', 'email_verified', 'name'] },
    cookies: { keys: ['a key for the tests'] },
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true },
  });
  answer = provider.callback();
  return { issuer, close: () => closing(server) };
}

/**
 * What a browser does at a provider: follows it to its log-in page, gives a name, consents, and answers with the address
 * to which it is sent back.
 */
export async function goThrough(start: string, subject: string): Promise<string> {
  const cookies = new Map<string, string>();
  const { origin } = new URL(start);
  let url = start;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 20; step++) {
    const response = await fetch(url, {
      redirect: 'manual',
      method: form === undefined ? 'GET' : 'POST',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { body: form }),
    });
    form = undefined;
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) {
      await response.body?.cancel();
      url = new URL(location, url).href;
      if (!url.startsWith(origin)) return url;
      continue;
    }
    const html = await response.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1];
    const action = /action="([^"]+)"/.exec(html)?.[1];
    if (prompt === undefined || action === undefined)
      throw new Error(`${response.status} ${url}: ${html.slice(0, 300)}`);
    url = new URL(action, url).href;
    form = new URLSearchParams({ prompt, login: subject, password: 'any' });
  }
  throw new Error('the provider leads nowhere');
}

const base64 = (value: string | Buffer) => Buffer.from(value).toString('base64url');

/** How a hostile provider makes its ID token. */
export interface Forgery {
  claims?: Record<string, unknown>;
  alg?: 'RS256' | 'none' | 'HS256';
  /** Signs with a key that it does not publish. */
  foreignKey?: true;
}

/** A provider that answers what it is told to: its tokens may be forged. */
export async function startForger(): Promise<{
  issuer: string;
  /** What the next token says of its own; the nonce comes from the request. */
  next: Forgery & { nonce?: string | undefined };
  /** Codes that were given for tokens. */
  codes: string[];
  close(): Promise<void>;
}> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const forger = { issuer: '', next: {} as Forgery & { nonce?: string | undefined }, codes: [] as string[] };
  const server = createServer(async (request, response) => {
    const { issuer, next } = forger;
    const json = (value: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
    if (request.url === '/.well-known/openid-configuration') {
      json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      });
    } else if (request.url === '/keys') {
      json({ keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] });
    } else {
      let body = '';
      for await (const piece of request) body += String(piece);
      forger.codes.push(new URLSearchParams(body).get('code') ?? '');
      json({
        access_token: 'access',
        token_type: 'bearer',
        id_token: idToken(issuer, next, next.foreignKey === true ? foreign.privateKey : own.privateKey),
      });
    }
  });
  forger.issuer = await listening(server);
  return Object.assign(forger, { close: () => closing(server) });
}

function idToken(
  issuer: string,
  { claims, alg = 'RS256', nonce }: Forgery & { nonce?: string | undefined },
  key: KeyObject,
): string {
  const now = Math.floor(Date.now() / 1000);
  const header = { alg, typ: 'JWT', ...(alg === 'RS256' ? { kid: 'one' } : {}) };
  const payload = { iss: issuer, sub: 'forged', aud: CLIENT_ID, iat: now, exp: now + 300, nonce, ...claims };
  const text = `${base64(JSON.stringify(header))}.${base64(JSON.stringify(payload))}`;
  if (alg === 'none') return `${text}.`;
  if (alg === 'HS256') return `${text}.${base64(createHmac('sha256', CLIENT_SECRET).update(text).digest())}`;
  return `${text}.${base64(createSign('RSA-SHA256').update(text).sign(key))}`;
}
