const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const kinds = ['department', 'unit'] as const;

/** What the address of the units page says. */
export interface UnitsSearch {
  q?: string;
  /** Units as they were, or will be, on a day; today where it is left out. */
  day?: string;
  authority?: string;
  kind?: (typeof kinds)[number];
  /** Also those that have ended, or are still to come. */
  ended?: 'show';
  /** The unit in the panel. */
  unit?: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

export function readUnitsSearch(raw: Record<string, unknown>): UnitsSearch {
  const q = text(raw.q);
  const day = text(raw.day);
  const authority = text(raw.authority);
  const unit = text(raw.unit);
  const kind = kinds.find((one) => one === raw.kind);
  return {
    ...(q === undefined ? {} : { q }),
    ...(day === undefined || !dayPattern.test(day) ? {} : { day }),
    ...(authority === undefined ? {} : { authority }),
    ...(kind === undefined ? {} : { kind }),
    ...(raw.ended === 'show' ? { ended: 'show' as const } : {}),
    ...(unit === undefined ? {} : { unit }),
  };
}

/** What the address of the projects page says. */
export interface ProjectsSearch {
  q?: string;
  unit?: string;
  year?: string;
  ended?: 'show';
}

export function readProjectsSearch(raw: Record<string, unknown>): ProjectsSearch {
  const q = text(raw.q);
  const unit = text(raw.unit);
  const year = text(typeof raw.year === 'number' ? String(raw.year) : raw.year);
  return {
    ...(q === undefined ? {} : { q }),
    ...(unit === undefined ? {} : { unit }),
    ...(year === undefined || !/^\d{4}$/.test(year) ? {} : { year }),
    ...(raw.ended === 'show' ? { ended: 'show' as const } : {}),
  };
}

/** What of an import is shown. */
export interface ImportSearch {
  /** A state or an action of rows; everything where it is left out. */
  show?: string;
  q?: string;
}

export function readImportSearch(raw: Record<string, unknown>): ImportSearch {
  const show = text(raw.show);
  const q = text(raw.q);
  return { ...(show === undefined ? {} : { show }), ...(q === undefined ? {} : { q }) };
}
