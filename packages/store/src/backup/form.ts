import { z } from 'zod';

/**
 * The form of a backup: a script of SQL packed with gzip. The first line is a comment with `Head`; then, for each table,
 * a line `copy … from stdin;`, the rows as PostgreSQL prints them, `\.`, and a comment with `Foot`; the last line is a
 * comment with `End`. On a database with the migrations that the head names, psql can take it in as well.
 */
export const FORM = 'jizhun/backup@1';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const headSchema = z.object({
  schema: z.literal(FORM),
  program: z.string(),
  server: z.string(),
  madeAt: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  /** The checkpoints kept outside the database, as their file holds them. */
  checkpoints: z.string(),
  /** What the data directory said of itself, as its file holds it: names, port; no key. */
  installation: z.string().optional(),
});
/** What a backup says of itself before its rows. */
export type Head = z.infer<typeof headSchema>;

export const footSchema = z.object({ table: z.string(), rows: z.int().min(0), sha256: digest });
/** How many rows of a table were written, and the digest of their text. */
export type Foot = z.infer<typeof footSchema>;

export const endSchema = z.object({ end: z.literal(true), tables: z.int().min(0) });

/** A backup that cannot be taken in; `message` says why in Chinese, `remedy` what to do. */
export class BackupError extends Error {
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'BackupError';
    this.remedy = remedy;
  }
}

/** A comment that carries JSON, as a line. */
export const comment = (value: unknown): string => `-- ${JSON.stringify(value)}\n`;

/** The end of a table's rows. */
export const MARKER = Buffer.from('\n\\.\n');
