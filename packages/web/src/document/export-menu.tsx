import { Button } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Icon } from '../shared/icons.tsx';

interface ExportMenuProps {
  /** Where what belongs to the document is fetched. */
  base: string;
  /** Whether the file is one that can be written into. */
  writable: boolean;
  corrected: boolean;
  onFixed: () => void;
}

const NOT_WRITABLE = '只有 .docx 和 .xlsx 可以写入';

/** 导出: what can be taken out of the application, for people first, for other programs below. */
export function ExportMenu({ base, writable, corrected, onFixed }: ExportMenuProps): ReactNode {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>('.export-item:not([aria-disabled])')?.focus();
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
      return;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const items = Array.from(root.current?.querySelectorAll<HTMLElement>('.export-item:not([aria-disabled])') ?? []);
    const at = items.indexOf(document.activeElement as HTMLElement);
    items[(at + (event.key === 'ArrowDown' ? 1 : items.length - 1)) % items.length]?.focus();
  };
  const file = (path: string, name: string, note: string): ReactNode => (
    <li>
      <a className="export-item" href={`${base}/${path}`} download onClick={close}>
        <span>{name}</span>
        <small>{note}</small>
      </a>
    </li>
  );
  const unwritable = (name: string): ReactNode => (
    <li>
      <span className="export-item" aria-disabled="true">
        <span>{name}</span>
        <small>{NOT_WRITABLE}</small>
      </span>
    </li>
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the entries inside, caught as they bubble
    <div className="export" ref={root} onKeyDown={onKeyDown}>
      <Button
        ref={button}
        size="small"
        icon={<Icon name="download" />}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        导出
      </Button>
      {open && (
        <section className="export-menu" id={id} aria-label="导出">
          <ul>
            {file('report.html', '核对报告', '一个网页文件，可以打印、转交')}
            {writable ? file('annotated', '带批注的文件', '问题作为批注写在单元格上') : unwritable('带批注的文件')}
            {writable ? (
              <li>
                <button
                  type="button"
                  className="export-item"
                  onClick={() => {
                    setOpen(false);
                    onFixed();
                  }}
                >
                  <span>修改后的文件…</span>
                  <small>更正和建议的修改写入副本，先看改动</small>
                </button>
              </li>
            ) : (
              unwritable('修改后的文件')
            )}
            {file('original', '原文件', '加入时的文件，一字不改')}
          </ul>
          <p className="export-head">供其他程序使用</p>
          <ul>
            {file('disclosure', '读取结果', 'JSON，不含更正')}
            {corrected && file('disclosure?corrected=true', '读取结果，含更正', 'JSON')}
            {file('report', '核对结果', 'JSON')}
            {file('report.sarif', '核对结果（SARIF）', '供检查工具、代码平台导入')}
          </ul>
        </section>
      )}
    </div>
  );
}
