import type { Principal } from './principal.ts';

/** Tells who sends a request, by its session cookie or its token. */
export interface Identity {
  /** Undefined where nobody is signed in: no session, one that has ended, a token that does not hold. */
  of(request: Request, from: { address: string; now: Date }): Promise<Principal | undefined>;
}
