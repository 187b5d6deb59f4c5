import type { CorrectionRecord } from '@jizhun/api';
import {
  type CorrectionRow,
  type Disclosure,
  type JsonPointer,
  type Origin,
  placeWords,
  rowPlaceOf,
  valueAt,
} from '@jizhun/model';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { CorrectionEditor, type TypedCorrection } from './correction-editor.tsx';
import { CorrectionList, CorrectionsOfValue, HistoryOfValue } from './correction-list.tsx';
import { correctionsOf, editingOf, type Overlay, pastCorrectionsOf } from './corrections.ts';
import { howWord, originsAt } from './origins.ts';
import { RowEditor } from './row-editor.tsx';
import { firstRowOf, rowOf } from './rows.ts';

const SourcePane = lazy(async () => ({ default: (await import('../source/source-pane.tsx')).SourcePane }));

/** A value that is chosen: how the page names it, what it shows, and where it is addressed. */
export interface ChosenValue {
  path: JsonPointer;
  /** All values of this name and text: a merged cell stands for several. */
  paths: JsonPointer[];
  name: string;
  text: string;
}

interface SourcePanelProps {
  documentId: string;
  disclosure: Disclosure;
  values: readonly ChosenValue[];
  corrections: readonly CorrectionRecord[];
  overlay: Overlay;
  /** Fingerprints of findings that were answered for. */
  suppressed: ReadonlySet<string>;
  /** The value that is being corrected. */
  editing: JsonPointer | undefined;
  onEdit: (path: JsonPointer | undefined) => void;
  onSave: (typed: TypedCorrection) => Promise<boolean>;
  /** Left out where the reader may not correct; then nothing else of the kind is offered either. */
  onWithdraw: ((change: number) => void) | undefined;
  /** Adds a row before what stands at a path. */
  onAddRow: (before: JsonPointer, row: CorrectionRow, reason: string) => Promise<boolean>;
  /** Takes a row out of the reading. */
  onRemoveRow: (row: JsonPointer) => void;
  onPath: (path: JsonPointer) => void;
  onPaths: (paths: readonly JsonPointer[]) => void;
  onLeave: () => void;
}

/** Where the chosen values stand in the file as it came, what was done to them on the way, and the file itself. */
export function SourcePanel(props: SourcePanelProps): ReactNode {
  const { documentId, disclosure, values, corrections, overlay, editing, onEdit, onSave, onWithdraw, onPath } = props;
  const { source } = disclosure;
  const [openRow, setOpenRow] = useState<JsonPointer>();
  const origins = useMemo(
    () => values.flatMap((value) => value.paths.flatMap((path) => originsAt(disclosure, path))),
    [values, disclosure],
  );
  return (
    <div className="source">
      <div className="source-values">
        <CorrectionList
          disclosure={disclosure}
          overlay={overlay}
          corrections={corrections}
          onWithdraw={onWithdraw}
          onPath={onPath}
        />
        {values.length === 0 && (
          <p className="source-hint">
            选择纸面上的单元格，或选择一处问题，下面的原件中标出它的位置；在原件中选择亦可。
          </p>
        )}
        {values.map((value) => {
          const own = correctionsOf(overlay, value.paths);
          const edit = editing === value.path ? editingOf(disclosure, value.paths) : undefined;
          const row =
            onWithdraw && values.length === 1 ? (rowOf(value.paths) ?? firstRowOf(disclosure, value.paths)) : undefined;
          const can = onWithdraw && (edit !== undefined || editingOf(disclosure, value.paths) !== undefined);
          return (
            <section key={value.path} className="source-value">
              <div className="source-value-head">
                <h3>{value.name}</h3>
                <span className="source-value-actions">
                  {row !== undefined && !edit && (
                    <Button
                      size="small"
                      aria-expanded={openRow === row}
                      onClick={() => setOpenRow(openRow === row ? undefined : row)}
                    >
                      增删行
                    </Button>
                  )}
                  {can && !edit && (
                    <Button size="small" onClick={() => onEdit(value.path)} title="更正（F2）">
                      更正
                    </Button>
                  )}
                </span>
              </div>
              {!edit && (
                <p className="source-text">
                  {value.text === '' ? <span className="secondary">空白</span> : value.text}
                </p>
              )}
              {edit && (
                <CorrectionEditor
                  disclosure={disclosure}
                  editing={edit}
                  suppressed={props.suppressed}
                  onSave={onSave}
                  onClose={() => onEdit(undefined)}
                />
              )}
              {!edit && row !== undefined && row === openRow && (
                <RowActions
                  disclosure={disclosure}
                  overlay={overlay}
                  row={row}
                  suppressed={props.suppressed}
                  onAdd={props.onAddRow}
                  onRemove={props.onRemoveRow}
                />
              )}
              <CorrectionsOfValue disclosure={disclosure} overlay={overlay} corrections={own} onWithdraw={onWithdraw} />
              <HistoryOfValue
                disclosure={disclosure}
                overlay={overlay}
                past={pastCorrectionsOf(overlay, corrections, value.paths)}
              />
              {isAdded(overlay, value.path) ? (
                <p className="secondary">这一行是增加的，原件中没有它的位置。</p>
              ) : (
                <Origins origins={originsAt(disclosure, value.path)} mediaType={source.mediaType} text={value.text} />
              )}
            </section>
          );
        })}
      </div>
      <Suspense fallback={<p className="source-hint">正在打开原件…</p>}>
        <SourcePane
          documentId={documentId}
          disclosure={disclosure}
          origins={origins}
          onChoose={props.onPaths}
          onLeave={props.onLeave}
        />
      </Suspense>
    </div>
  );
}

function Origins({
  origins,
  mediaType,
  text,
}: {
  origins: readonly Origin[];
  mediaType: string;
  text: string;
}): ReactNode {
  if (origins.length === 0) return <p className="secondary">没有记下这一项的出处。</p>;
  return (
    <ul className="origins">
      {origins.map((origin, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: origins have no other name than their order
        <li key={i}>
          <span className="origin-place">{placeWords(origin, mediaType).join(' · ')}</span>
          <span className={`origin-how how-${origin.how}`}>
            {howWord(origin.how)}
            {origin.confidence !== undefined && `，把握 ${Math.round(origin.confidence * 100)}%`}
          </span>
          {origin.printed !== undefined && origin.printed !== text && (
            <span className="origin-printed">原文：「{origin.printed}」</span>
          )}
        </li>
      ))}
    </ul>
  );
}

const isAdded = ({ names }: Overlay, path: JsonPointer): boolean =>
  rowPlaceOf(names.toReading(path))?.added !== undefined;

/** What can be done with the row of a value: a row the reader missed beside it, or the row itself that is none. */
function RowActions({
  disclosure,
  overlay,
  row,
  suppressed,
  onAdd,
  onRemove,
}: {
  disclosure: Disclosure;
  overlay: Overlay;
  row: JsonPointer;
  suppressed: ReadonlySet<string>;
  onAdd: SourcePanelProps['onAddRow'];
  onRemove: SourcePanelProps['onRemoveRow'];
}): ReactNode {
  const [adding, setAdding] = useState<'above' | 'below'>();
  // A row that was added goes by taking its addition back.
  const read = !isAdded(overlay, row);
  const there = valueAt(disclosure, row) !== undefined;
  return (
    <>
      <div className="row-actions">
        <span className="secondary">{there ? '这一行' : '这张表没有读到指标'}</span>
        <button type="button" className="text-button" onClick={() => setAdding('above')}>
          {there ? '上方加一行' : '增加指标'}
        </button>
        {there && (
          <button type="button" className="text-button" onClick={() => setAdding('below')}>
            下方加一行
          </button>
        )}
        {read && there && (
          <button type="button" className="text-button" onClick={() => onRemove(row)}>
            删去这一行
          </button>
        )}
      </div>
      {adding && (
        <RowEditor
          key={`${row} ${adding}`}
          disclosure={disclosure}
          beside={row}
          where={adding}
          suppressed={suppressed}
          onSave={onAdd}
          onClose={() => setAdding(undefined)}
        />
      )}
    </>
  );
}
