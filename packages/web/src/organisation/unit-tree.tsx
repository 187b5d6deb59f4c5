import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Icon } from '../shared/icons.tsx';
import type { TreeLine } from './tree.ts';
import { kindWords, stateWords } from './words.ts';

/** The same in organisation.css. */
const ROW = 34;
const BESIDE = 12;

interface UnitTreeProps {
  lines: readonly TreeLine[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
  onToggle: (id: string) => void;
}

/**
 * The tree as a dense list of which only the rows in sight are made, so that 5,000 units scroll as lightly as fifty. One
 * stop of the tab key; arrows walk and fold, Enter opens the panel.
 */
export function UnitTree({ lines, chosen, onChoose, onToggle }: UnitTreeProps): ReactNode {
  const pane = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const [active, setActive] = useState(chosen);
  const at = Math.max(
    0,
    lines.findIndex(({ id }) => id === active),
  );

  useEffect(() => {
    const element = pane.current;
    if (element === null) return;
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // Whatever leads to a unit (a link, a unit that was added), it is brought into sight once.
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (chosen === undefined || chosen === shown.current) return;
    const index = lines.findIndex(({ id }) => id === chosen);
    if (index < 0) return;
    shown.current = chosen;
    setActive(chosen);
    reveal(index);
  });

  const reveal = (index: number): void => {
    const element = pane.current;
    if (element === null) return;
    const top = index * ROW;
    // The head covers one row.
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + 2 * ROW > element.scrollTop + element.clientHeight)
      element.scrollTop = top + 2 * ROW - element.clientHeight;
  };
  const go = (index: number): void => {
    const next = Math.min(lines.length - 1, Math.max(0, index));
    setActive(lines[next]?.id);
    reveal(next);
  };
  const onKey = (event: KeyboardEvent): void => {
    const line = lines[at];
    if (line === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(view.height / ROW) - 2);
    const parent = lines.slice(0, at).findLastIndex(({ level }) => level < line.level);
    switch (event.key) {
      case 'ArrowDown':
        go(at + 1);
        break;
      case 'ArrowUp':
        go(at - 1);
        break;
      case 'Home':
        go(0);
        break;
      case 'End':
        go(lines.length - 1);
        break;
      case 'PageDown':
        go(at + page);
        break;
      case 'PageUp':
        go(at - page);
        break;
      case 'ArrowRight':
        if (line.open === false) onToggle(line.id);
        else if (line.open === true) go(at + 1);
        break;
      case 'ArrowLeft':
        if (line.open === true) onToggle(line.id);
        else if (parent >= 0) go(parent);
        break;
      case 'Enter':
        if (line.unit !== undefined) onChoose(line.id);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  const first = Math.max(0, Math.floor(view.top / ROW) - BESIDE);
  const last = Math.min(lines.length, Math.ceil((view.top + view.height) / ROW) + BESIDE);
  const inSight = lines.slice(first, last);
  return (
    <div
      ref={pane}
      className="list unit-tree-pane"
      onScroll={(event) => setView({ ...view, top: event.currentTarget.scrollTop })}
    >
      <table
        className="list-table plain-table unit-tree"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows fold, walked with arrows
        role="treegrid"
        aria-label="单位。上下键逐行移动，左右键收起、展开，回车查看。"
        aria-rowcount={lines.length + 1}
        aria-activedescendant={lines[at] === undefined ? undefined : `line-${lines[at].id}`}
        tabIndex={0}
        onKeyDown={onKey}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">单位</th>
            <th scope="col">代码</th>
            <th scope="col">类型</th>
            <th scope="col" className="number">
              所属
            </th>
          </tr>
        </thead>
        <Space rows={first} />
        <tbody>
          {inSight.map((line, index) => (
            <UnitRow
              key={line.id}
              line={line}
              index={first + index}
              active={first + index === at}
              chosen={line.id === chosen}
              onChoose={() => {
                setActive(line.id);
                if (line.unit !== undefined) onChoose(line.id);
                else onToggle(line.id);
              }}
              onToggle={() => {
                setActive(line.id);
                onToggle(line.id);
              }}
            />
          ))}
        </tbody>
        <Space rows={lines.length - last} />
      </table>
    </div>
  );
}

/** Where rows would stand that are out of sight. */
function Space({ rows }: { rows: number }): ReactNode {
  if (rows <= 0) return null;
  return (
    <tbody aria-hidden="true" className="unit-space">
      <tr>
        <td style={{ height: rows * ROW }} />
      </tr>
    </tbody>
  );
}

interface UnitRowProps {
  line: TreeLine;
  index: number;
  active: boolean;
  chosen: boolean;
  onChoose: () => void;
  onToggle: () => void;
}

function UnitRow({ line, index, active, chosen, onChoose, onToggle }: UnitRowProps): ReactNode {
  const { id, level, name, unit, open, below, fits } = line;
  const classes = ['unit-row', ...(unit === undefined ? ['unit-row-authority'] : []), ...(active ? ['active'] : [])];
  if (!fits) classes.push('unit-row-above');
  return (
    <tr
      id={`line-${id}`}
      className={classes.join(' ')}
      aria-level={level}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      {...(open === undefined ? {} : { 'aria-expanded': open })}
      onClick={onChoose}
    >
      <td>
        <span className="unit-name" style={{ paddingLeft: (level - 1) * 18 }} title={name}>
          {open === undefined ? (
            <span className="unit-fold" aria-hidden="true" />
          ) : (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the key of folding is that of the tree; this is for the mouse
            // biome-ignore lint/a11y/noStaticElementInteractions: see above
            <span
              className={open ? 'unit-fold open' : 'unit-fold'}
              onClick={(event) => {
                event.stopPropagation();
                onToggle();
              }}
            >
              <Icon name="right" />
            </span>
          )}
          <span className="unit-name-text">{name}</span>
          {unit?.state !== undefined && <span className="tag">{stateWords[unit.state]}</span>}
        </span>
      </td>
      <td className="unit-code">{unit?.code ?? ''}</td>
      <td className="unit-kind">{unit === undefined ? '财政部门' : kindWords[unit.kind]}</td>
      <td className="number">{below === 0 ? '' : below}</td>
    </tr>
  );
}
