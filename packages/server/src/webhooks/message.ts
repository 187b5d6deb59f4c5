import { createHmac } from 'node:crypto';
import type { AuditEvent } from '@jizhun/store';

/**
 * What another program is told: that something happened to something, never its content, nor who did it. Whoever may
 * know more asks for it, with a token.
 */
export function messageOf(tenant: number, webhook: string, event: AuditEvent): string {
  const { seq, at, operation, subject } = event;
  return JSON.stringify({ schema: 'jizhun/event@1', id: `${tenant}-${seq}`, webhook, seq, at, operation, subject });
}

/**
 * The header that vouches for a message: `t=<seconds since 1970>,v1=<HMAC-SHA-256 of "<t>.<body>", hexadecimal>`. With
 * the time in it an old message cannot be sent again later.
 */
export function signatureOf(body: string, secret: string, at: Date): string {
  const t = Math.floor(at.getTime() / 1000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}
