import type { Idempotency } from '@jizhun/store';

/** So long is the answer to a write with a key kept: whoever has not sent it again by then never will. */
const KEPT_MS = 7 * 86_400_000;
const HOUR_MS = 3_600_000;

export interface ForgetParts {
  tenants(): Promise<readonly number[]>;
  idempotency(tenant: number): Pick<Idempotency, 'cleanUp'>;
  now(): Date;
  log(error: unknown): void;
}

/** Forgets old keys of writes now and every hour, until `stop`. */
export async function startForgetting({ tenants, idempotency, now, log }: ForgetParts): Promise<{ stop(): void }> {
  const forget = async () => {
    const before = new Date(now().getTime() - KEPT_MS);
    for (const tenant of await tenants()) await idempotency(tenant).cleanUp(before);
  };
  await forget();
  const timer = setInterval(() => void forget().catch(log), HOUR_MS).unref();
  return { stop: () => clearInterval(timer) };
}
