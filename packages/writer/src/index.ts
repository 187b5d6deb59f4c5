export { type ListColumn, type ListSheet, listWorkbook, XLSX_MEDIA_TYPE } from './list/list-workbook.ts';
export * from './office/index.ts';
export type { RuleWords } from './report/catalogue.ts';
export { htmlReport, type ReportSource } from './report/html-report.ts';
export { sarifLog } from './report/sarif.ts';
