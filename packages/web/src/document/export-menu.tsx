import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Icon } from '../shared/icons.tsx';
import { useMenu } from '../shared/use-menu.ts';

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
  const { root, button, id, open, toggle, close, onKeyDown } = useMenu();
  const file = (path: string, name: string, note: string): ReactNode => (
    <li>
      <a className="menu-item export-item" href={`${base}/${path}`} download onClick={close}>
        <span>{name}</span>
        <small>{note}</small>
      </a>
    </li>
  );
  const unwritable = (name: string): ReactNode => (
    <li>
      <span className="menu-item export-item" aria-disabled="true">
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
        onClick={toggle}
      >
        导出
      </Button>
      {open && (
        <section className="menu-box export-menu" id={id} aria-label="导出">
          <ul>
            {file('report.html', '核对报告', '一个网页文件，可以打印、转交')}
            {writable ? file('annotated', '带批注的文件', '问题作为批注写在单元格上') : unwritable('带批注的文件')}
            {writable ? (
              <li>
                <button
                  type="button"
                  className="menu-item export-item"
                  onClick={() => {
                    close();
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
