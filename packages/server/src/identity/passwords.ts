import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { createGate } from '../http/gate.ts';
import { ProblemError } from '../http/problem.ts';

const digest = promisify(argon2);

/** Costs of one digest. Memory in KiB. */
export interface Costs {
  memory: number;
  passes: number;
}

/**
 * The second of the parameter sets that OWASP gives as equal in strength: 19 MiB, two passes, one lane. It is the one
 * with which a small office server answers a whole bureau at eight o'clock.
 */
export const STANDARD_COSTS: Costs = { memory: 19_456, passes: 2 };

const TAG_BYTES = 32;
const SALT_BYTES = 16;
/** Digests at a time: half of the threads that Node has for such work, so that files and names are still looked up. */
const AT_ONCE = 2;
/** Who comes when so many wait already is told to come again: by then they would wait for seconds. */
const MOST_WAITING = 60;

/** Letters and digits that nobody takes for another one. */
const UNMISTAKABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Makes and compares digests of passwords: Argon2id, in its own notation, off the main thread. */
export interface Passwords {
  /** The digest of a new password. @throws ProblemError 503 where too many wait */
  hash(password: string): Promise<string>;
  /**
   * Whether a password is the one of a digest. Where there is no digest, one of the same costs is made all the same, so
   * that the answer takes as long. @throws ProblemError 503 where too many wait
   */
  verify(password: string, hash: string | undefined): Promise<boolean>;
  /** Whether a digest was made with other costs than are usual now. */
  isDated(hash: string): boolean;
}

interface Parsed extends Costs {
  lanes: number;
  salt: Buffer;
  tag: Buffer;
}

const overloaded = () =>
  new ProblemError(
    503,
    'busy',
    { title: '登录的人较多', detail: '同时登录的人太多，这次没有处理。', remedy: '请过几秒再试。' },
    { 'retry-after': '5' },
  );

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

/** A PHC string: $argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>. @throws Error where it is none */
function parse(hash: string): Parsed {
  const [, memory, passes, lanes, salt, tag] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(hash) ?? [];
  if (salt === undefined || tag === undefined) throw new Error('a digest that is no Argon2id');
  return {
    memory: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

const compute = (password: string, { memory, passes, lanes, salt }: Omit<Parsed, 'tag'>, tagLength: number) =>
  digest('argon2id', {
    // What looks the same is the same: digits typed in full width by an input method, accents in one piece or two.
    message: Buffer.from(password.normalize('NFKC'), 'utf8'),
    nonce: salt,
    parallelism: lanes,
    tagLength,
    memory,
    passes,
  });

export function createPasswords(costs: Costs = STANDARD_COSTS): Passwords {
  const gate = createGate(AT_ONCE);
  let waiting = 0;
  const gated = async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting >= MOST_WAITING) throw overloaded();
    waiting++;
    try {
      return await gate(work);
    } finally {
      waiting--;
    }
  };
  const fresh = () => ({ ...costs, lanes: 1, salt: randomBytes(SALT_BYTES) });
  return {
    hash: (password) =>
      gated(async () => {
        const parameters = fresh();
        const tag = await compute(password, parameters, TAG_BYTES);
        const { memory, passes, lanes, salt } = parameters;
        return `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${base64(salt)}$${base64(tag)}`;
      }),
    verify: (password, hash) =>
      gated(async () => {
        const parameters = hash === undefined ? { ...fresh(), tag: Buffer.alloc(TAG_BYTES) } : parse(hash);
        const tag = await compute(password, parameters, parameters.tag.length);
        return timingSafeEqual(tag, parameters.tag) && hash !== undefined;
      }),
    isDated(hash) {
      const { memory, passes, lanes } = parse(hash);
      return memory !== costs.memory || passes !== costs.passes || lanes !== 1;
    },
  };
}

/** A password of the program's making, to be typed once from paper: four times four characters, 79 bits. */
export function oneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => UNMISTAKABLE[randomInt(UNMISTAKABLE.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
