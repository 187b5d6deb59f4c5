/** What a client knows of a document of its own. */
export interface OwnDocument {
  id: string;
  name: string;
  removed: boolean;
  /** By the number of the change, what it set. */
  corrections: Map<number, string>;
  withdrawn: Set<number>;
  /** By their number, the fingerprints answered for. */
  suppressions: Map<number, string>;
  ended: Set<number>;
}

/** A change, as the trail names it. */
export interface Change {
  operation: string;
  subject: string;
  /** Words of the row by which this change is told from others of the subject. */
  mark: string;
  /** They stand in what is there afterwards: what was there before may be another's. */
  afterwards?: true;
}

/** A change that was asked for and not answered: it was made whole, or not at all. */
export interface Unsure extends Change {
  /** Takes it into what is known, where the trail has it. */
  adopt(): void;
  document?: OwnDocument;
}

/** Files that were sent together, to be taken in by a job. */
export interface SentArchive {
  job: string;
  names: string[];
}

/** A unit with the names that it was given, the first one first. */
export interface OwnUnit {
  id: string;
  names: string[];
}

/** What was acknowledged, and what was under way when it ended. */
export interface Ledger {
  documents: OwnDocument[];
  acknowledged: Change[];
  unsure: Unsure[];
  /** Those of which the job was told. */
  archives: SentArchive[];
  units: OwnUnit[];
  /** Documents touched since the last look. */
  touched: Set<OwnDocument>;
}

export const newLedger = (): Ledger => ({
  documents: [],
  acknowledged: [],
  unsure: [],
  archives: [],
  units: [],
  touched: new Set(),
});
