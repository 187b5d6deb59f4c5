import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import https from 'node:https';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CertificateError, inspectCertificate, makeCertificate } from './certificate.ts';

const NOW = new Date('2026-03-31T08:00:00.000Z');
const HOSTS = ['jx.example.gov.cn', 'localhost', '192.0.2.7', '2001:db8::17'];

test('a certificate of our own holds for its names and addresses and no others, and vouches for itself', () => {
  const pair = makeCertificate(HOSTS, NOW);
  const parsed = new X509Certificate(pair.certificate);
  expect(parsed.verify(parsed.publicKey)).toBe(true);
  expect(parsed.ca).toBe(false);
  expect(inspectCertificate(pair, HOSTS, NOW)).toMatchObject({ selfSigned: true, uncovered: [] });
  expect(inspectCertificate(pair, ['evil.example.cn', '192.0.2.8'], NOW).uncovered).toEqual([
    'evil.example.cn',
    '192.0.2.8',
  ]);
  expect(new Date(parsed.validFrom) < NOW).toBe(true);
});

test('whatever number of names, and whenever it is made, it can be read and holds for all of them', () => {
  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/);
  const host = fc.oneof(
    fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.')),
    fc.ipV4(),
    fc.ipV6().filter((address) => !address.includes('.')),
  );
  const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.array(host, { minLength: 1, maxLength: 40 }), day, (hosts, now) => {
      expect(inspectCertificate(makeCertificate(hosts, now), hosts, now).uncovered).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('a browser that trusts it speaks to a server that has it', async () => {
  const { certificate, key } = makeCertificate(['localhost'], new Date());
  const server = https.createServer({ cert: certificate, key }, (_, response) => response.end('好'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' ? bound?.port : undefined;
  const [response] = (await once(
    https.get({ host: '127.0.0.1', port, servername: 'localhost', ca: certificate }),
    'response',
  )) as [import('node:http').IncomingMessage];
  let text = '';
  for await (const piece of response.setEncoding('utf8')) text += piece;
  expect(text).toBe('好');
  server.close();
});

test('what cannot serve is refused with what is wrong', () => {
  const one = makeCertificate(['localhost'], NOW);
  const other = makeCertificate(['localhost'], NOW);
  const refused: [Parameters<typeof inspectCertificate>[0], Date, string][] = [
    [{ ...one, certificate: 'x' }, NOW, '不是 PEM 格式的证书'],
    [{ ...one, key: 'x' }, NOW, '私钥'],
    [{ ...one, key: other.key }, NOW, '不是一对'],
    [one, new Date('2036-01-01'), '到期'],
  ];
  for (const [pair, now, words] of refused) {
    expect(() => inspectCertificate(pair, [], now)).toThrow(CertificateError);
    expect(() => inspectCertificate(pair, [], now)).toThrow(words);
  }
});
