/**
 * The contract of the HTTP interface: schemas of requests and answers, and their types. The server checks against
 * them and derives the OpenAPI document from them; the web application imports only the types.
 */
export * from './accounts.ts';
export * from './archives.ts';
export * from './audit.ts';
export * from './checks.ts';
export * from './corrections.ts';
export * from './documents.ts';
export * from './fixes.ts';
export * from './health.ts';
export * from './home.ts';
export * from './imports.ts';
export * from './jobs.ts';
export * from './json-schemas.ts';
export * from './limits.ts';
export * from './me.ts';
export * from './organisation.ts';
export * from './people.ts';
export * from './permissions.ts';
export * from './problem.ts';
export * from './rules.ts';
export * from './settings.ts';
export * from './sign-in.ts';
export * from './source.ts';
export * from './suppressions.ts';
export * from './tokens.ts';
export * from './webhooks.ts';
