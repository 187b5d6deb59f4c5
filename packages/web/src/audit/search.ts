/** What the address of the trail says. */
export interface AuditSearch {
  /** Only what was done to this document. */
  document?: string;
  /** Only what concerns this person. */
  person?: string;
}

export function readAuditSearch(raw: Record<string, unknown>): AuditSearch {
  return {
    ...(typeof raw.document === 'string' && raw.document !== '' ? { document: raw.document } : {}),
    ...(typeof raw.person === 'string' && raw.person !== '' ? { person: raw.person } : {}),
  };
}
