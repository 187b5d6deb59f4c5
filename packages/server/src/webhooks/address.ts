import { lookup } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks of an office: nothing is ever sent beyond them. Link-local addresses are left out: services of the machine. */
const INSIDE: readonly [network: string, bits: number, family: 'ipv4' | 'ipv6'][] = [
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
];

const inside = new BlockList();
for (const [network, bits, family] of INSIDE) inside.addSubnet(network, bits, family);

/** Whether an IP address is one of an internal network. */
export function isInternal(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  // ::ffff:10.0.0.1 is 10.0.0.1; BlockList looks through it only where it is told that it is IPv6.
  return inside.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Why an address cannot be told of anything, in Chinese; undefined where it can. Names are looked up when it is told. */
export function refusalOf(text: string): string | undefined {
  const wrong = '地址写法不对，应写作 http://主机:端口/路径 或 https://…。';
  // URLs are parsed without these, and so would be another one than what is stored and shown.
  if (/[\s\p{Cc}]/u.test(text)) return wrong;
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return wrong;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return '地址应以 http:// 或 https:// 开头。';
  if (url.username !== '' || url.password !== '') return '地址中不能写用户名和口令。';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isInternal(host)) return `${host} 不是内网地址；系统不向内网以外发送任何内容。`;
  return undefined;
}

/** A name led out of the internal network. */
export class OutsideError extends Error {
  constructor(name: string) {
    super(`${name} 不是内网地址`);
    this.name = 'OutsideError';
  }
}

/**
 * Looks names up for a connection, and lets none out of the internal network. In the connection itself, so that a name
 * cannot lead elsewhere between being looked at and being used.
 */
export const internalLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { all: true, family: options.family === 6 ? 6 : options.family === 4 ? 4 : 0 }).then(
    (found) => {
      const allowed = found.filter(({ address }) => isInternal(address));
      const [first] = allowed;
      if (first === undefined) callback(new OutsideError(hostname), '');
      else if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    },
    (error: NodeJS.ErrnoException) => callback(error, ''),
  );
};
