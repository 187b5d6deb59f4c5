export * from './disclosure.ts';
export * from './report.ts';
