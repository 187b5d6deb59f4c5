import type { DocumentSource } from '@jizhun/api';
import { partWord } from '@jizhun/model';
import { memo, type ReactNode, useMemo } from 'react';
import { GridView } from './sheet-view.tsx';
import { lookOfPlace, SourceRun } from './source-cells.tsx';
import { fieldOf, linesOf, pagesOf, type SourceBlock, type SourceIndex } from './source-index.ts';

/** How a file is shown as it came. */
export type SourceLook = 'sheet' | 'text' | 'pages' | 'document';

export function lookOf({ source, blocks, parts }: DocumentSource): SourceLook {
  if (parts.some((part) => part.title !== undefined)) return 'sheet';
  if (source.mediaType.startsWith('text/') && source.mediaType !== 'text/html') return 'text';
  const boxed = blocks.some((block) => block.kind === 'grid' && block.cells.some((cell) => cell.box !== undefined));
  return boxed || blocks.some((block) => block.kind === 'paragraph' && block.page !== undefined) ? 'pages' : 'document';
}

interface SourceBodyProps {
  look: SourceLook;
  blocks: readonly SourceBlock[];
  index: SourceIndex;
}

/** What was printed in the file, laid out as it came. */
export const SourceBody = memo(function SourceBody({ look, blocks, index }: SourceBodyProps): ReactNode {
  if (look === 'text') return <TextLines blocks={blocks} index={index} />;
  if (look === 'pages') return <Pages blocks={blocks} index={index} />;
  let previous = '';
  return (
    <div className={look === 'sheet' ? 'src-workbook' : 'src-document'}>
      {blocks.map((block, i) => {
        const named = block.part !== previous && block.kind === 'grid' && look === 'document';
        previous = block.part;
        if (block.kind === 'paragraph') {
          return (
            <p key={`${block.part}-${block.line}`}>
              <SourceRun field={fieldOf(block, index)} />
            </p>
          );
        }
        const label = partWord(block.part);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name than their place
          <div key={i} className="src-block">
            {named && <p className="src-caption">{label}</p>}
            <GridView grid={block} index={index} sheet={look === 'sheet'} label={`原件：${label}`} />
          </div>
        );
      })}
    </div>
  );
});

function TextLines({ blocks, index }: Omit<SourceBodyProps, 'look'>): ReactNode {
  const lines = useMemo(() => linesOf(blocks, index), [blocks, index]);
  return (
    <ol className="src-lines">
      {lines.map(({ line, fields }) => (
        <li key={line}>
          <span className="src-line-number">{line}</span>
          <span className="src-line">
            {fields.map((field) =>
              field.text === '' ? (
                <span key={field.key} className="src-tab" aria-hidden="true" />
              ) : (
                <SourceRun key={field.key} field={field} />
              ),
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** CSS pixels of a point: large enough to be read at the sizes in which tables are printed. */
const SCALE = 1.12;

/** Pages in outline: cells at their boxes, the text between them in its order. */
function Pages({ blocks, index }: Omit<SourceBodyProps, 'look'>): ReactNode {
  const pages = useMemo(() => pagesOf(blocks, index), [blocks, index]);
  return (
    <div className="src-pages">
      {pages.map(({ page, width, items }) => (
        <section key={page} className="src-page" style={{ width: width * SCALE }} aria-label={`第 ${page} 页`}>
          <p className="src-caption">第 {page} 页（示意：文字与表格线按原件位置绘出）</p>
          {items.map((item) =>
            item.kind === 'text' ? (
              <p key={item.key}>
                <SourceRun field={item} />
              </p>
            ) : (
              <div key={item.id} className="src-boxes" style={{ height: item.height * SCALE }}>
                {item.cells.map(({ key, text, use, box: [x, y, w, h] }) => (
                  <button
                    key={key}
                    type="button"
                    tabIndex={-1}
                    data-source={key}
                    {...lookOfPlace(use, text)}
                    aria-label={text === '' ? '空白' : undefined}
                    style={{ left: x * SCALE, top: y * SCALE, width: w * SCALE, height: h * SCALE }}
                  >
                    {text}
                  </button>
                ))}
              </div>
            ),
          )}
        </section>
      ))}
    </div>
  );
}
