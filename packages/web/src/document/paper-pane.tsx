import { type Disclosure, type JsonPointer, placeWords } from '@jizhun/model';
import {
  type CSSProperties,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { showWithin } from '../shared/scroll.ts';
import type { Section } from './layout.ts';
import { columnsOf } from './paper-columns.ts';
import { type CellKey, cellKey } from './paper-index.ts';
import { type CellMark, PaperView } from './paper-view.tsx';

interface PaperPaneProps {
  sections: readonly Section[];
  disclosure: Disclosure;
  marks: ReadonlyMap<string, ReadonlyMap<CellKey, CellMark>>;
  chosen: readonly CellKey[];
  /** The section that is meant as a whole, where a finding is about no single cell. */
  chosenSection: string | undefined;
  onChoose: (key: CellKey) => void;
  onEdit: (key: CellKey) => void;
  onLeave: () => void;
  onVisible: (section: string) => void;
}

/** No sheet of paper is narrower than this, whatever little it holds; its margins stand beside the form. */
const LEAST = 480;
const MARGINS = 58;

/** Forms that need more than this lie when they are printed: about the width of an upright A4 page. */
const WIDE = 860;

/** Names an entry of what found no place as a cell of the page, and the other way. */
export const unreadKey = (i: number): CellKey => cellKey('unread', i, 0);
export function unreadPath(key: CellKey): JsonPointer | undefined {
  const number = /^unread:(\d+):/.exec(key)?.[1];
  return number === undefined ? undefined : `/unread/${number}`;
}

const none: readonly CellKey[] = [];
const noMarks: ReadonlyMap<CellKey, CellMark> = new Map();

/** Sections put on the page at once; the others follow while the browser is idle. */
const AT_FIRST = 2;

const whenIdle: (run: () => void) => () => void =
  'requestIdleCallback' in globalThis
    ? (run) => {
        const handle = requestIdleCallback(run, { timeout: 200 });
        return () => cancelIdleCallback(handle);
      }
    : (run) => {
        const handle = setTimeout(run, 16);
        return () => clearTimeout(handle);
      };

/**
 * The document on paper, from top to bottom. Sections are put on the page one after another, the one that is looked for
 * first, so that a long document shows at once; before printing, all of them.
 */
export const PaperPane = memo(function PaperPane(props: PaperPaneProps): ReactNode {
  const { sections, disclosure, marks, chosen, chosenSection, onChoose, onEdit, onLeave, onVisible } = props;
  const pane = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(AT_FIRST);
  const target = chosen[0];
  const targetSection = chosenSection ?? target?.slice(0, target.indexOf(':'));
  const [wanted, setWanted] = useState<ReadonlySet<string>>(() => new Set(targetSection ? [targetSection] : []));
  if (targetSection !== undefined && !wanted.has(targetSection)) setWanted(new Set([...wanted, targetSection]));

  useEffect(() => {
    if (ready >= sections.length) return;
    return whenIdle(() => setReady((n) => n + 1));
  }, [ready, sections.length]);

  useEffect(() => {
    const all = (): void => flushSync(() => setReady(sections.length));
    addEventListener('beforeprint', all);
    return () => removeEventListener('beforeprint', all);
  }, [sections.length]);

  const lookAt = useCallback((selector: string, block: 'center' | 'start'): void => {
    const element = pane.current?.querySelector<HTMLElement>(selector);
    if (element && pane.current) showWithin(pane.current, element, block);
  }, []);

  useLayoutEffect(() => {
    const selector = target
      ? `[data-cell="${target}"]`
      : targetSection
        ? `[data-section="${targetSection}"]`
        : undefined;
    if (!selector) return;
    const block = target ? 'center' : 'start';
    lookAt(selector, block);
    // Sections above that were only estimated get their true height once they come near: look again.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => lookAt(selector, block));
    });
    return () => cancelAnimationFrame(frame);
  }, [target, targetSection, lookAt]);

  useEffect(() => {
    const root = pane.current;
    if (!root) return;
    const visible = new Set<string>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target: element, isIntersecting } of entries) {
          const id = (element as HTMLElement).dataset.section ?? '';
          if (isIntersecting) visible.add(id);
          else visible.delete(id);
        }
        const first = sections.find((s) => visible.has(s.id));
        if (first) onVisible(first.id);
      },
      { root, rootMargin: '-10% 0px -70% 0px' },
    );
    for (const element of root.querySelectorAll('[data-section]')) observer.observe(element);
    return () => observer.disconnect();
  }, [sections, onVisible]);

  return (
    <div className="paper-pane" ref={pane}>
      {sections.map((section, i) => (
        <SectionView
          key={section.id}
          section={section}
          ready={i < ready || wanted.has(section.id)}
          marks={marks.get(section.id) ?? noMarks}
          // Only the section that holds a chosen cell is drawn anew.
          chosen={chosen.some((k) => k.startsWith(`${section.id}:`)) ? chosen : none}
          whole={chosenSection === section.id}
          disclosure={disclosure}
          onChoose={onChoose}
          onEdit={onEdit}
          onLeave={onLeave}
        />
      ))}
    </div>
  );
});

interface SectionViewProps {
  section: Section;
  ready: boolean;
  marks: ReadonlyMap<CellKey, CellMark>;
  chosen: readonly CellKey[];
  whole: boolean;
  disclosure: Disclosure;
  onChoose: (key: CellKey) => void;
  onEdit: (key: CellKey) => void;
  onLeave: () => void;
}

const SectionView = memo(function SectionView(props: SectionViewProps): ReactNode {
  const { section, ready, marks, chosen, whole, disclosure, onChoose, onEdit, onLeave } = props;
  const { paper } = section;
  const rows = paper ? paper.rows.length : disclosure.unread.length;
  const columns = useMemo(() => (paper ? columnsOf(paper) : undefined), [paper]);
  const least = Math.max(LEAST, (columns?.least ?? 0) + MARGINS);
  // The height that the section will about have, until it is drawn.
  const size = { '--least': `${least}px`, '--estimated': `${110 + rows * 30}px` } as CSSProperties;
  const wide = paper?.landscape === true || least > WIDE;
  return (
    <section
      className={`paper paper-${section.group}${wide ? ' landscape' : ''}${whole ? ' chosen' : ''}${ready ? '' : ' waiting'}`}
      data-section={section.id}
      aria-label={section.title}
      style={size}
    >
      {ready && paper && (
        <>
          <header className="paper-head">
            <h2>{paper.title}</h2>
            {paper.subtitle && <p>{paper.subtitle}</p>}
            {paper.unitNote && <p className="unit-note">{paper.unitNote}</p>}
          </header>
          {paper.rows.length > 0 ? (
            <PaperView
              paper={paper}
              shares={columns?.shares ?? []}
              marks={marks}
              chosen={chosen}
              onChoose={onChoose}
              onEdit={onEdit}
              onLeave={onLeave}
            />
          ) : (
            <p className="paper-none">本表无数据。</p>
          )}
          {paper.note && <p className="paper-note">{paper.note}</p>}
        </>
      )}
      {ready && section.id === 'unread' && (
        <>
          <header className="paper-head">
            <h2>未归类内容</h2>
            <p>以下文字没有读进任何一张表，逐条列出，未作删减。</p>
          </header>
          <ul className="unread">
            {disclosure.unread.map((u, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: texts may repeat
              <li key={i}>
                <button
                  type="button"
                  data-cell={unreadKey(i)}
                  className={chosen.includes(unreadKey(i)) ? 'unread-text chosen' : 'unread-text'}
                  onClick={() => onChoose(unreadKey(i))}
                >
                  {u.text}
                </button>
                <small>{placeWords(u.at, disclosure.source.mediaType).join(' · ')}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
});
