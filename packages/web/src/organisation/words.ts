import type { UnitInfo } from '@jizhun/api';

export const kindWords: Readonly<Record<UnitInfo['kind'], string>> = { department: '主管部门', unit: '基层单位' };

export const stateWords: Readonly<Record<NonNullable<UnitInfo['state']>, string>> = {
  ended: '已终止',
  coming: '尚未设立',
};

/** From a first to a last day. */
export const daysWord = (from: string, to: string | null): string => (to === null ? `${from} 起` : `${from} 至 ${to}`);

/** Years of a project. */
export const yearsWord = (from: number, to: number | null): string =>
  to === null ? `${from} 起` : to === from ? String(from) : `${from}—${to}`;

/** The name of a unit with its code before it. */
export const unitLabel = ({ name, code }: { name: string; code?: string | undefined }): string =>
  code === undefined ? name : `${code} ${name}`;
