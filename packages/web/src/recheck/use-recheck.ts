import type { Correction, Disclosure } from '@jizhun/model';
import { useEffect, useRef, useState } from 'react';
import type { FindingDifference } from './difference.ts';
import type { Question, Reply } from './messages.ts';

/** So long after the last key it is checked what has been typed: less than a pause of thought, more than a letter. */
const PAUSE_MS = 120;

interface Desk {
  worker: Worker;
  /** The reading that the worker knows, and its number. */
  disclosure: Disclosure | undefined;
  reading: number;
  asked: number;
  /** The worker did not start, or failed: the server checks when it is saved. */
  broken: boolean;
}

let desk: Desk | undefined;

/** The rules run in a worker of their own, started at the first correction and kept: typing never waits for them. */
function open(): Desk {
  if (desk) return desk;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: '核对' });
  const opened: Desk = { worker, disclosure: undefined, reading: 0, asked: 0, broken: false };
  worker.addEventListener('error', () => {
    opened.broken = true;
  });
  desk = opened;
  return opened;
}

const tell = ({ worker }: Desk, question: Question): void => worker.postMessage(question);

/** What is known of corrections that are being typed: nothing yet, or what they would change in what is found. */
export type Recheck = { state: 'idle' } | { state: 'checking' } | { state: 'known'; difference: FindingDifference };

/**
 * Tries corrections of a reading out against the rules, in the browser, and tells what would be found. `corrections`
 * undefined: there is nothing to try. Paths are those of the reading given.
 */
export function useRecheck(disclosure: Disclosure, corrections: readonly Correction[] | undefined): Recheck {
  const [recheck, setRecheck] = useState<Recheck>({ state: 'idle' });
  const waiting = useRef<number>(undefined);
  const key = corrections === undefined ? undefined : JSON.stringify(corrections);

  useEffect(() => {
    const { worker } = open();
    const hear = ({ data }: MessageEvent<Reply>): void => {
      if (data.question !== waiting.current) return;
      setRecheck({ state: 'known', difference: data.difference });
    };
    const fail = (): void => setRecheck({ state: 'idle' });
    worker.addEventListener('message', hear);
    worker.addEventListener('error', fail);
    return () => {
      worker.removeEventListener('message', hear);
      worker.removeEventListener('error', fail);
    };
  }, []);

  // Made known while one is still thinking of what to type.
  useEffect(() => {
    const at = open();
    if (at.disclosure === disclosure) return;
    at.disclosure = disclosure;
    tell(at, { kind: 'open', reading: ++at.reading, disclosure });
  }, [disclosure]);

  useEffect(() => {
    waiting.current = undefined;
    if (key === undefined || open().broken) {
      setRecheck({ state: 'idle' });
      return;
    }
    setRecheck((now) => (now.state === 'idle' ? { state: 'checking' } : now));
    const timer = setTimeout(() => {
      const at = open();
      const question = ++at.asked;
      waiting.current = question;
      tell(at, { kind: 'try', reading: at.reading, question, corrections: JSON.parse(key) as Correction[] });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key]);

  return recheck;
}
