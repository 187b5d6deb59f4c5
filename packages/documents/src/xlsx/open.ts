import type { Block } from '@jizhun/model';
import type { ZipContainer, ZipEntry } from '../container/zip.ts';
import { findRelated, type Relationship, readRelationships } from '../ooxml/package.ts';
import { readPart } from '../ooxml/part.ts';
import type { Opening } from '../opening.ts';
import type { Tag, XmlHandler } from '../xml/tokenizer.ts';
import { DrawingText } from './drawing.ts';
import { SharedStrings } from './shared-strings.ts';
import { Sheet } from './sheet.ts';
import { CellStyles } from './styles.ts';

/** Excel allows 31 characters. */
const LONGEST_NAME = 120;

interface SheetEntry {
  name: string;
  relationship: string;
  hidden: boolean;
}

/** Takes the events of `workbook.xml`: the sheets in the order of their tabs. */
class Workbook implements XmlHandler {
  readonly wantsText = false;
  readonly sheets: SheetEntry[] = [];
  date1904 = false;

  open(name: string, tag: Tag): void {
    if (name === 'sheet') {
      const state = tag.get('state');
      this.sheets.push({
        name: (tag.get('name') ?? `Sheet${this.sheets.length + 1}`).slice(0, LONGEST_NAME),
        relationship: tag.get('id') ?? '',
        hidden: state === 'hidden' || state === 'veryHidden',
      });
    } else if (name === 'workbookPr') {
      const value = tag.get('date1904');
      this.date1904 = value === '1' || value === 'true';
    }
  }

  close(): void {}

  text(): void {}
}

/** Every worksheet as a grid (part = title = its name), in the order of the tabs; text of shapes as paragraphs after it. */
export async function openXlsx(opening: Opening, container: ZipContainer, main: ZipEntry): Promise<Block[]> {
  const workbook = new Workbook();
  await readPart(opening, container, main, workbook);
  const related = await readRelationships(opening, container, main.name);
  const shared = new SharedStrings(opening);
  const sharedEntry = findRelated(container, related, 'sharedStrings');
  if (sharedEntry) await readPart(opening, container, sharedEntry, shared);
  const styles = new CellStyles(workbook.date1904);
  const stylesEntry = findRelated(container, related, 'styles');
  if (stylesEntry) await readPart(opening, container, stylesEntry, styles);
  const blocks: Block[] = [];
  for (const { name, relationship, hidden } of workbook.sheets) {
    const target = related.get(relationship);
    if (target?.type !== 'worksheet') {
      opening.note({ kind: 'other', part: name, message: `“${name}”不是普通工作表（如图表页），未读取。` });
      continue;
    }
    const entry = container.find(target.target);
    if (!entry) opening.damaged(`工作表“${name}”`, '的内容不在文件中');
    opening.countGrid();
    const sheet = new Sheet(opening, name, hidden, shared.strings, styles);
    await readPart(opening, container, entry, sheet);
    blocks.push(sheet.finish());
    await pushDrawings(opening, container, await readRelationships(opening, container, entry.name), name, blocks);
  }
  return blocks;
}

/** Text boxes of a sheet are seen by a person; pictures only get a notice. */
async function pushDrawings(
  opening: Opening,
  container: ZipContainer,
  related: ReadonlyMap<string, Relationship>,
  sheet: string,
  blocks: Block[],
): Promise<void> {
  const entry = findRelated(container, related, 'drawing');
  if (entry) {
    const drawing = new DrawingText();
    await readPart(opening, container, entry, drawing);
    drawing.texts.forEach((text, index) => {
      opening.countText(text.length);
      blocks.push({ kind: 'paragraph', part: sheet, line: index + 1, text });
    });
    if (drawing.images > 0)
      opening.note({
        kind: 'image',
        part: sheet,
        message: `工作表“${sheet}”中有 ${drawing.images} 张图片，图片里的文字未读取。`,
      });
  }
  if (findRelated(container, related, 'comments'))
    opening.note({ kind: 'other', part: sheet, message: `工作表“${sheet}”的批注未计入读取结果。` });
}
