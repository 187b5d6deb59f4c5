/** Who makes a change, when, and from where: goes with every change into the trail. */
export interface Stamp {
  at: Date;
  /** A person, or `PROGRAM`. */
  actor: string;
  /** A network address, or the name of the part of the program. */
  origin: string;
  /** Why, where a reason was given; one that a deed brings by itself comes first. */
  reason?: string;
}

/** The actor of what the program does by itself. */
export const PROGRAM = '程序';

/** What a change was, as it goes into the trail; everything that `Stamp` does not say. */
export interface Deed {
  /** `document.add`, `correction.withdraw`. */
  operation: string;
  subject: { kind: string; id: string };
  /** What was and what is, as JSON values; left out where there was, or is, nothing. */
  before?: unknown;
  after?: unknown;
  reason?: string | undefined;
}

/** Two digests of the same row: SHA-256, and SM3 (GB/T 32905) as domestic rules ask for. Lower-case hexadecimal. */
export interface Digests {
  sha256: string;
  sm3: string;
}

/** A row of the trail. */
export interface AuditEvent extends Digests {
  /** From 1, without gaps. */
  seq: number;
  /** ISO 8601, UTC, milliseconds. */
  at: string;
  actor: string;
  origin: string;
  operation: string;
  subject: { kind: string; id: string };
  /** JSON text as it was digested. */
  before: string | null;
  after: string | null;
  reason: string | null;
}

/** The place of a row in its trail, with the digests that stand for everything up to it. */
export interface ChainPoint extends Digests {
  seq: number;
}

/** A chain point set down at a time. */
export interface Checkpoint extends ChainPoint {
  tenant: number;
  at: string;
}
