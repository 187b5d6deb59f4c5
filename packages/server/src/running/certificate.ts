import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** What HTTPS needs, as PEM. */
export interface KeyPair {
  certificate: string;
  key: string;
}

/** A certificate or key that cannot be used, in words for the person who named it. */
export class CertificateError extends Error {
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'CertificateError';
    this.remedy = remedy;
  }
}

// DER (X.690): a tag, the length, the content.
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const SEQUENCE = 0x30;
const SET = 0x31;

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const digits =
    length > 0xffff ? [length >> 16, length >> 8, length] : length > 0xff ? [length >> 8, length] : [length];
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length, ...digits.map((digit) => digit & 0xff)]), content]);
}

function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const digits = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    bytes.push(...digits);
  }
  return der(OBJECT_IDENTIFIER, Buffer.from(bytes));
}

/** X.509 writes years before 2050 with two digits. */
function time(at: Date): Buffer {
  const digits = `${at.toISOString().slice(0, 19).replace(/\D/g, '')}Z`;
  return at.getUTCFullYear() < 2050
    ? der(UTC_TIME, Buffer.from(digits.slice(2)))
    : der(GENERALIZED_TIME, Buffer.from(digits));
}

const extension = (oid: string, value: Buffer, critical = false): Buffer =>
  der(
    SEQUENCE,
    objectIdentifier(oid),
    ...(critical ? [Buffer.from([0x01, 0x01, 0xff])] : []),
    der(OCTET_STRING, value),
  );

const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

function generalName(host: string): Buffer {
  if (isIP(host) === 4) return der(IP_ADDRESS, Buffer.from(host.split('.').map(Number)));
  if (isIP(host) === 6) return der(IP_ADDRESS, bytesOfIPv6(host));
  return der(DNS_NAME, Buffer.from(host, 'ascii'));
}

function bytesOfIPv6(host: string): Buffer {
  const [left = '', right] = new URL(`http://[${host}]/`).hostname.slice(1, -1).split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const head = groups(left);
  const tail = right === undefined ? [] : groups(right);
  const all = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return Buffer.from(all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]));
}

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';
const KEY_USAGE = '2.5.29.15';
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';

/** Browsers refuse certificates of servers that hold longer; one made by hand is renewed by hand. */
const DAYS = 825;

/**
 * A certificate that vouches only for itself (ECDSA P-256, RFC 5280), for these host names and addresses, from an hour
 * before `now` on. Browsers warn of it until it is put among those they trust; the connection is encrypted all the same.
 */
export function makeCertificate(hosts: readonly string[], now: Date): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const algorithm = der(SEQUENCE, objectIdentifier(ECDSA_WITH_SHA256));
  const name = der(
    SEQUENCE,
    der(SET, der(SEQUENCE, objectIdentifier(COMMON_NAME), der(UTF8_STRING, Buffer.from(hosts[0] ?? 'localhost')))),
  );
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  // Positive, and without a leading zero byte.
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const extensions = der(
    SEQUENCE,
    extension(BASIC_CONSTRAINTS, der(SEQUENCE), true),
    // digitalSignature, the first of nine bits.
    extension(KEY_USAGE, der(BIT_STRING, Buffer.from([7, 0x80])), true),
    extension(EXTENDED_KEY_USAGE, der(SEQUENCE, objectIdentifier(SERVER_AUTHENTICATION))),
    extension(SUBJECT_ALTERNATIVE_NAME, der(SEQUENCE, ...hosts.map(generalName))),
    extension(SUBJECT_KEY_IDENTIFIER, der(OCTET_STRING, createHash('sha1').update(spki).digest())),
  );
  const body = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, serial),
    algorithm,
    name,
    der(SEQUENCE, time(new Date(now.getTime() - 3_600_000)), time(new Date(now.getTime() + DAYS * 86_400_000))),
    name,
    spki,
    der(0xa3, extensions),
  );
  const signature = der(BIT_STRING, Buffer.from([0]), sign('sha256', body, privateKey));
  const whole = der(SEQUENCE, body, algorithm, signature);
  const lines = whole.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** What the keeper of an installation wants to know of its certificate. */
export interface CertificateFacts {
  /** Last moment, in UTC. */
  until: Date;
  selfSigned: boolean;
  /** Host names of the installation for which it does not hold. */
  uncovered: string[];
}

/**
 * Looks whether a certificate (with its chain behind it) and a key can serve `hosts`.
 *
 * @throws CertificateError where they are none, do not belong together, or have lapsed
 */
export function inspectCertificate(
  { certificate, key }: KeyPair,
  hosts: readonly string[],
  now: Date,
): CertificateFacts {
  let parsed: X509Certificate;
  try {
    parsed = new X509Certificate(certificate);
  } catch {
    throw new CertificateError('证书文件不是 PEM 格式的证书。', '请提供以 -----BEGIN CERTIFICATE----- 开头的文件。');
  }
  let matches: boolean;
  try {
    matches = parsed.checkPrivateKey(createPrivateKey(key));
  } catch {
    throw new CertificateError(
      '私钥文件不是 PEM 格式的私钥，或设有口令。',
      '请提供未加密的、以 -----BEGIN PRIVATE KEY----- 开头的文件。',
    );
  }
  if (!matches) throw new CertificateError('证书与私钥不是一对。', '请提供签发这份证书时所用的私钥。');
  const until = new Date(parsed.validTo);
  if (until < now) {
    throw new CertificateError(`证书已于 ${until.toISOString().slice(0, 10)} 到期。`, '请换用有效的证书。');
  }
  const uncovered = hosts.filter(
    (host) => (isIP(host) === 0 ? parsed.checkHost(host) : parsed.checkIP(host)) === undefined,
  );
  return { until, selfSigned: parsed.verify(parsed.publicKey), uncovered };
}
