import type { AuditEvent, DueDelivery, StoredWebhook, Webhooks } from '@jizhun/store';
import { messageOf, signatureOf } from './message.ts';
import type { Sent } from './send.ts';

/** After so many attempts, over about two days, a message is given up. */
export const MOST_ATTEMPTS = 12;
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;

/** How long is waited after an attempt, counted from 1, before the next. */
export const waitAfterAttempt = (attempt: number) => Math.min(FIRST_WAIT_MS * 4 ** (attempt - 1), LONGEST_WAIT_MS);

export interface TellingParts {
  /** The tenants that there are. */
  tenants(): Promise<readonly number[]>;
  webhooks(tenant: number): Webhooks;
  /** Whether what happened concerns the unit of a webhook, or one below it. */
  concerns(tenant: number, webhook: StoredWebhook, event: AuditEvent): Promise<boolean>;
  send(url: string, body: string, signature: string): Promise<Sent>;
  now(): Date;
  log(error: unknown): void;
}

/** Tells one tenant's addresses what is due now; answers whether there may be more to do at once. */
export async function tellOnce(tenant: number, parts: TellingParts): Promise<boolean> {
  const webhooks = parts.webhooks(tenant);
  const looked = await webhooks.gather((webhook, event) => parts.concerns(tenant, webhook, event), parts.now());
  const due = await webhooks.due(parts.now());
  await Promise.all(due.map((delivery) => deliver(tenant, delivery, parts)));
  return looked > 0 || due.length > 0;
}

async function deliver(tenant: number, { webhook, event, attempts }: DueDelivery, parts: TellingParts): Promise<void> {
  const body = messageOf(tenant, webhook.id, event);
  const sent = await parts.send(webhook.url, body, signatureOf(body, webhook.secret, parts.now()));
  const now = parts.now();
  const attempt = attempts + 1;
  await parts
    .webhooks(tenant)
    .attempted(
      webhook.id,
      event.seq,
      sent.delivered
        ? { delivered: true, outcome: sent.outcome }
        : attempt >= MOST_ATTEMPTS
          ? { delivered: false, outcome: sent.outcome, givenUp: true }
          : { delivered: false, outcome: sent.outcome, nextAt: new Date(now.getTime() + waitAfterAttempt(attempt)) },
      now,
    );
}

/** Tells again and again, until `stop`; what is under way then is waited for. */
export function startTelling(parts: TellingParts, everyMs = 2_000): { stop(): Promise<void> } {
  let stopped = false;
  let wake = () => {};
  const pause = () =>
    new Promise<void>((settle) => {
      const timer = setTimeout(settle, everyMs);
      wake = () => {
        clearTimeout(timer);
        settle();
      };
    });
  const running = (async () => {
    while (!stopped) {
      let more = false;
      try {
        for (const tenant of await parts.tenants()) {
          if (!stopped) more = (await tellOnce(tenant, parts)) || more;
        }
      } catch (error) {
        parts.log(error);
        more = false;
      }
      if (!more && !stopped) await pause();
    }
  })();
  return {
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}
