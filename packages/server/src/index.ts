/** HTTP over the store: the interface under /api/v1, uploads, the built page, and the service that holds them together. */
export { type ApplicationOptions, createApplication } from './application.ts';
export { ListenFailure } from './http/listen.ts';
export type { Services } from './operation.ts';
export { DEFAULT_PORT, DEFAULT_UPLOAD_LIMIT, type Service, type ServiceOptions, startService } from './service.ts';
