import type { DocumentSource } from '@jizhun/api';
import type { Disclosure, JsonPointer, Origin } from '@jizhun/model';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { sourceQuery } from '../api/queries.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { showWithin } from '../shared/scroll.ts';
import '../theme/source.css';
import { lookOf, SourceBody } from './source-body.tsx';
import { keyOfCell, keyOfOrigin, SourceIndex, type SourceKey, type SourceUse } from './source-index.ts';
import { neighbourOf } from './walk.ts';

interface SourcePaneProps {
  documentId: string;
  disclosure: Disclosure;
  /** Where the chosen values stand, the one to look at first. */
  origins: readonly Origin[];
  /** Chooses, on the paper, what was read from a place. */
  onChoose: (paths: readonly JsonPointer[]) => void;
  /** Back to the chosen cell of the paper. */
  onLeave: () => void;
}

/** Which part of the file is shown, and a row that must be in it. */
interface Shown {
  part?: string;
  row?: number;
}

/**
 * The file as it came, beside what was read from it. The places of the chosen values are framed and in view; choosing a
 * place chooses on the paper what was read from it.
 */
export function SourcePane({ documentId, disclosure, origins, onChoose, onLeave }: SourcePaneProps): ReactNode {
  const [asked, setAsked] = useState<Shown>({});
  const main = origins[0];
  // What is chosen decides which part is shown, until a person turns to another one.
  const wanted = main && `${main.part}\n${main.row ?? 0}`;
  const [followed, setFollowed] = useState<string>();

  const whole = useQuery(sourceQuery(documentId));
  const large = whole.data?.piece !== undefined;
  const piece = useQuery({
    ...sourceQuery(documentId, asked),
    enabled: large && asked.part !== undefined,
    placeholderData: keepPreviousData,
  });
  const data = (large && asked.part !== undefined ? piece.data : undefined) ?? whole.data;
  if (wanted !== followed) {
    setFollowed(wanted);
    if (main && !holds(data, main)) setAsked({ part: main.part, row: (main.row ?? 1) - 1 });
  }
  const error = whole.error ?? piece.error;
  if (!data) {
    if (error) return <ProblemNotice error={error} onRetry={() => void whole.refetch()} />;
    return <p className="source-waiting">正在打开原件…</p>;
  }
  return (
    <OpenSource
      data={data}
      part={data.piece?.part ?? asked.part ?? main?.part}
      disclosure={disclosure}
      origins={origins}
      onPart={setAsked}
      onChoose={onChoose}
      onLeave={onLeave}
    />
  );
}

/** Whether the piece at hand holds the place already. */
function holds(data: DocumentSource | undefined, { part, row }: Origin): boolean {
  const piece = data?.piece;
  return piece !== undefined && piece.part === part && (row === undefined || (row > piece.from && row <= piece.to));
}

interface OpenSourceProps extends Omit<SourcePaneProps, 'documentId'> {
  data: DocumentSource;
  part: string | undefined;
  onPart: (shown: Shown) => void;
}

const arrows = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' } as const;

function OpenSource({ data, part, disclosure, origins, onPart, onChoose, onLeave }: OpenSourceProps): ReactNode {
  const body = useRef<HTMLDivElement>(null);
  const index = useMemo(() => new SourceIndex(disclosure), [disclosure]);
  const look = lookOf(data);
  const sheets = look === 'sheet' ? data.parts : [];
  const current = sheets.length > 0 ? (sheets.find((s) => s.part === part) ?? sheets[0])?.part : undefined;
  const blocks = useMemo(
    () => (current === undefined ? data.blocks : data.blocks.filter((block) => block.part === current)),
    [data.blocks, current],
  );
  const keys = useMemo(() => [...new Set(origins.map(keyOfOrigin))], [origins]);
  // A place from which nothing was read can be pointed at all the same.
  const [pointed, setPointed] = useState<{ key: SourceKey; among: readonly SourceKey[] }>();
  const framed = useMemo(() => {
    if (!pointed) return keys;
    // Of several places of one value, the one that was pointed at stays the one to look at.
    if (keys.includes(pointed.key)) return [pointed.key, ...keys.filter((key) => key !== pointed.key)];
    return pointed.among === keys ? [pointed.key] : keys;
  }, [pointed, keys]);
  const first = framed[0];

  // Framing is put on what is drawn, so that a large sheet is not drawn anew for it.
  useLayoutEffect(() => {
    const root = body.current;
    // What is drawn anew is framed anew.
    if (!root || !blocks || !index) return;
    const places = framed.map((key) => find(root, key)).filter((place) => place !== undefined);
    for (const place of places) {
      place.classList.add('framed');
      place.setAttribute(place.tagName === 'TD' ? 'aria-selected' : 'aria-pressed', 'true');
    }
    const [main] = places;
    main?.classList.add('framed-first');
    const stop = main ?? root.querySelector<HTMLElement>('[data-source]');
    stop?.setAttribute('tabindex', '0');
    if (main) showWithin(root, main, 'center', root.querySelector('thead')?.offsetHeight ?? 0);
    return () => {
      for (const place of places) {
        place.classList.remove('framed', 'framed-first');
        place.removeAttribute('aria-selected');
        place.removeAttribute('aria-pressed');
      }
      stop?.setAttribute('tabindex', '-1');
    };
  }, [framed, blocks, index]);

  // Turning to another sheet begins at its head.
  const shownPart = `${current}\n${data.piece?.from ?? 0}`;
  useEffect(() => {
    if (shownPart && body.current && !body.current.querySelector('.framed')) body.current.scrollTop = 0;
  }, [shownPart]);

  // The tab of the sheet that is shown is in view as well.
  const tabs = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const tab = tabs.current?.querySelector<HTMLElement>(`[data-sheet="${CSS.escape(current ?? '')}"]`);
    if (tab && tabs.current) showWithin(tabs.current, tab, 'nearest');
  }, [current]);

  const choose = (key: SourceKey): void => {
    const paths = index.chosenBy(key);
    setPointed({ key, among: keys });
    if (paths.length > 0) onChoose(paths);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const from = (event.target as HTMLElement).closest<HTMLElement>('[data-source]');
    if (!from || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onLeave();
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(from.dataset.source ?? '');
      return;
    }
    const direction = arrows[event.key as keyof typeof arrows];
    if (direction === undefined) return;
    event.preventDefault();
    const next = neighbourOf(event.currentTarget, from, direction);
    if (!next) return;
    next.focus({ preventScroll: true });
    showWithin(event.currentTarget, next, 'nearest', event.currentTarget.querySelector('thead')?.offsetHeight ?? 0);
    choose(next.dataset.source ?? '');
  };

  const use = first === undefined || !pointed || pointed.among !== keys ? undefined : madeOfPlace(blocks, index, first);
  return (
    <section className="source-pane" aria-label="原件">
      <div className="source-head">
        <h3>
          原件<span className="source-file">{data.source.name}</span>
        </h3>
        <ul className="source-legend">
          <li>
            <i className="src-read" />
            已读取
          </li>
          <li>
            <i className="src-none" />
            表头、标签
          </li>
          <li>
            <i className="src-unread" />
            未归类
          </li>
        </ul>
        {use === 'none' && <span className="secondary">此处作表头或标签，没有读出数值</span>}
        {use === 'unread' && <span className="source-unread-word">此处未归类：没有读进任何一项</span>}
      </div>
      {data.piece && <Pager data={data} piece={data.piece} onPart={onPart} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys and clicks are those of the places inside */}
      <div
        className="source-body"
        ref={body}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const place = (event.target as HTMLElement).closest<HTMLElement>('[data-source]');
          if (place) {
            place.focus({ preventScroll: true });
            choose(place.dataset.source ?? '');
          }
        }}
      >
        {blocks.length === 0 ? (
          <p className="source-waiting">原件中没有可显示的内容。</p>
        ) : (
          <SourceBody look={look} blocks={blocks} index={index} />
        )}
      </div>
      {sheets.length > 1 && (
        <ul className="source-sheets" aria-label="工作表" ref={tabs}>
          {sheets.map((sheet) => (
            <li key={sheet.part}>
              <button
                type="button"
                data-sheet={sheet.part}
                aria-current={sheet.part === current ? 'true' : undefined}
                onClick={() => onPart({ part: sheet.part, row: 0 })}
              >
                {sheet.title ?? sheet.part}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Pager({
  data,
  piece,
  onPart,
}: {
  data: DocumentSource;
  piece: NonNullable<DocumentSource['piece']>;
  onPart: (shown: Shown) => void;
}): ReactNode {
  const rows = data.parts.find(({ part }) => part === piece.part)?.rows ?? piece.to;
  return (
    <div className="source-pager">
      <Button
        size="small"
        disabled={piece.from === 0}
        onClick={() => onPart({ part: piece.part, row: piece.from - 1 })}
      >
        上一段
      </Button>
      <span className="secondary">
        文件较大，现为第 {piece.from + 1}–{piece.to} 行，共 {rows} 行
      </span>
      <Button size="small" disabled={piece.to >= rows} onClick={() => onPart({ part: piece.part, row: piece.to })}>
        下一段
      </Button>
    </div>
  );
}

/** What was read from the place that is pointed at. */
function madeOfPlace(blocks: DocumentSource['blocks'], index: SourceIndex, key: SourceKey): SourceUse {
  for (const block of blocks) {
    if (block.kind === 'paragraph') continue;
    const cell = block.cells.find((one) => keyOfCell(block, one) === key);
    if (cell) return index.usageOfCell(block, cell);
  }
  return index.usage(key);
}

function find(root: HTMLElement, key: SourceKey): HTMLElement | undefined {
  return root.querySelector<HTMLElement>(`[data-source="${CSS.escape(key)}"]`) ?? undefined;
}
