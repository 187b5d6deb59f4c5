import type { Disclosure, JsonPointer } from '@jizhun/model';
import { halfWidth } from '@jizhun/model';
import type { DisclosureIndex } from './disclosure-index.ts';
import { once } from './once.ts';

/** The sentences of a disclosure's running prose, as rules look at them. */
export interface Sentence {
  /** Half-width, without blanks and quotation marks. */
  readonly text: string;
  readonly section: string;
  readonly path: JsonPointer;
}

/**
 * All sentences in document order. Definitions (名词解释, …：是指…) speak of all disclosures alike and of none in
 * particular: they are left out.
 */
export function sentencesOf({ disclosure: { paragraphs } }: DisclosureIndex): readonly Sentence[] {
  return paragraphs ? sentencesIn(paragraphs) : [];
}

const sentencesIn = once((paragraphs: NonNullable<Disclosure['paragraphs']>): readonly Sentence[] =>
  paragraphs.flatMap(({ section, text }, at) => {
    if (text === '' || /名词解释|专业术语/.test(section)) return [];
    return halfWidth(text)
      .replace(/[\s“”"]/g, '')
      .split(/(?<=[。;!?])/)
      .filter((sentence) => sentence !== '' && !/[:：]?(?:,)?(?:是)?指|系指/.test(sentence.slice(0, 40)))
      .map((sentence) => ({ text: sentence, section, path: `/paragraphs/${at}/text` }));
  }),
);
