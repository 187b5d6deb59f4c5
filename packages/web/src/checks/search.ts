/** Which documents are looked at together, as the address says it. */
export interface ChecksSearch {
  /** Their names in addresses, joined by commas. */
  documents?: string;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads an address; what names no document, or names it twice, is left out. */
export function readChecksSearch(raw: Record<string, unknown>): ChecksSearch {
  const ids = typeof raw.documents === 'string' ? raw.documents.split(',').filter((id) => ID.test(id)) : [];
  const documents = [...new Set(ids)].join(',');
  return documents === '' ? {} : { documents };
}

export const idsOf = ({ documents }: ChecksSearch): string[] => documents?.split(',') ?? [];
