export * from './office/index.ts';
