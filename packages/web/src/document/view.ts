import type { DocumentDetail } from '@jizhun/api';
import { type Disclosure, type Origin, originsOf } from '@jizhun/model';
import type { PaperTable } from '@jizhun/places';
import { correctionsOf, type Overlay, overlayOf, tellCorrection } from './corrections.ts';
import { type Counts, countBySeverity, marksOf, type PlacedFinding, placeFindings } from './findings.ts';
import { type Section, sectionsOf } from './layout.ts';
import { type CellKey, cellKey, isWhole, PaperIndex } from './paper-index.ts';
import type { CellMark } from './paper-view.tsx';

/** A document as its page shows it: everything that follows from the reading and the report alone. */
export interface DocumentView {
  sections: readonly Section[];
  index: PaperIndex;
  placed: readonly PlacedFinding[];
  /** Marks of cells, by section. */
  marks: ReadonlyMap<string, ReadonlyMap<CellKey, CellMark>>;
  counts: ReadonlyMap<string, Counts>;
  /** The corrections in force. */
  overlay: Overlay;
}

export function viewOf({ disclosure, report, corrections }: DocumentDetail): DocumentView {
  const sections = sectionsOf(disclosure);
  const papers = sections.map((s) => s.paper).filter((p) => p !== undefined);
  const index = new PaperIndex(papers);
  const placed = placeFindings(report.findings, sections, index);
  const found = marksOf(placed, index);
  const overlay = overlayOf(corrections);
  const marks = new Map(papers.map((paper) => [paper.id, marksOfPaper(paper, found, disclosure, overlay)]));
  const counts = new Map(sections.map((s) => [s.id, countBySeverity(placed.filter((p) => p.section === s.id))]));
  return { sections, index, placed, marks, counts, overlay };
}

function marksOfPaper(
  paper: PaperTable,
  found: ReadonlyMap<CellKey, readonly PlacedFinding[]>,
  disclosure: Disclosure,
  overlay: Overlay,
): Map<CellKey, CellMark> {
  const marks = new Map<CellKey, CellMark>();
  paper.rows.forEach((row, r) => {
    row.forEach((cell, c) => {
      const key = cellKey(paper.id, r, c);
      const findings = found.get(key);
      const how =
        cell.paths[0] === undefined || isWhole(cell.paths[0])
          ? undefined
          : notAsPrinted(disclosure.provenance, cell.paths[0]);
      const correction = correctionsOf(
        overlay,
        cell.paths.filter((path) => !isWhole(path)),
      )[0];
      if (!findings && !how && !correction) return;
      marks.set(key, {
        ...(findings ? { findings } : {}),
        ...(how ? { how } : {}),
        ...(correction ? { corrected: tellCorrection(disclosure, overlay, correction) } : {}),
      });
    });
  });
  return marks;
}

/** How a value came to its place, where it was not printed there: what a reader should be able to see. */
function notAsPrinted(provenance: Disclosure['provenance'], path: string): Origin['how'] | undefined {
  const origins = originsOf(provenance, path);
  return origins.length > 0 && origins.every((o) => o.how !== 'printed') ? origins[0]?.how : undefined;
}
