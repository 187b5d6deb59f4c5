import { Link } from '@tanstack/react-router';
import { Button, Progress } from 'antd';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import type { UploadItem, UploadState } from '../documents/upload-queue.ts';
import { bytes } from '../format/numbers.ts';
import { Icon } from '../shared/icons.tsx';
import { useUploads } from './uploads.tsx';

const running = (state: UploadState): boolean => state === 'waiting' || state === 'sending' || state === 'reading';

const words: Record<UploadState, string> = {
  waiting: '等待',
  sending: '上传中',
  reading: '读取中',
  added: '已加入',
  present: '已在列表中',
  refused: '未加入',
  cancelled: '已取消',
};

/** The queue of files that are being added, at the foot of the page; it can be folded while it works. */
export function UploadPanel(): ReactNode {
  const { queue } = useUploads();
  const items = useSyncExternalStore(queue.subscribe, queue.snapshot);
  const [folded, setFolded] = useState(false);
  if (items.length === 0) return null;
  const open = items.filter((i) => running(i.state)).length;
  const title = open > 0 ? `正在加入：剩 ${open} 份，共 ${items.length} 份` : outcome(items);
  return (
    <section className="uploads" aria-label="加入文件的进度">
      <header className="uploads-head">
        <h2 role="status">{title}</h2>
        <button type="button" className="quiet-button" aria-expanded={!folded} onClick={() => setFolded(!folded)}>
          {folded ? '展开' : '收起'}
        </button>
        {open === 0 && (
          <button type="button" className="quiet-button" aria-label="关闭进度" onClick={() => queue.clear()}>
            <Icon name="close" />
          </button>
        )}
      </header>
      {!folded && (
        <ul className="uploads-list">
          {items.map((item) => (
            <Item key={item.id} item={item} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** 加入 3 份，1 份已在列表中，2 份未加入. */
function outcome(items: readonly UploadItem[]): string {
  const count = (state: UploadState): number => items.filter((i) => i.state === state).length;
  const parts = [
    [count('added'), (n: number) => `已加入 ${n} 份`],
    [count('present'), (n: number) => `${n} 份已在列表中`],
    [count('refused'), (n: number) => `${n} 份未加入`],
    [count('cancelled'), (n: number) => `${n} 份已取消`],
  ] as const;
  return parts
    .filter(([n]) => n > 0)
    .map(([n, words]) => words(n))
    .join('，');
}

function Item({ item }: { item: UploadItem }): ReactNode {
  const { queue } = useUploads();
  const percent = item.size === 0 ? 100 : Math.min(100, Math.round((item.sent / item.size) * 100));
  return (
    <li className={`upload upload-${item.state}`}>
      <div className="upload-line">
        <span className="upload-name" title={item.name}>
          {item.name}
        </span>
        <span className="secondary">{bytes(item.size)}</span>
        <span className="upload-state">
          {item.state === 'added' && <Icon name="fine" />}
          {words[item.state]}
        </span>
        {running(item.state) && (
          <Button size="small" onClick={() => queue.cancel(item.id)} aria-label={`取消 ${item.name}`}>
            取消
          </Button>
        )}
        {item.state === 'cancelled' && (
          <Button size="small" onClick={() => queue.retry(item.id)} aria-label={`重新加入 ${item.name}`}>
            重新加入
          </Button>
        )}
        {item.document && (
          <Link to="/documents/$id" params={{ id: item.document.id }} className="upload-open">
            打开
          </Link>
        )}
      </div>
      {running(item.state) && (
        <Progress
          percent={percent}
          size="small"
          showInfo={false}
          status={item.state === 'reading' ? 'active' : 'normal'}
          aria-label={`${item.name} ${words[item.state]}`}
        />
      )}
      {item.state === 'present' && <p className="secondary">内容相同的文件已在列表中，没有重复加入。</p>}
      {item.state === 'added' && item.document?.notice && <p className="upload-notice">{item.document.notice}</p>}
      {item.problem && (
        <div className="upload-problem" role="alert">
          <p>
            <b>{item.problem.title}</b>
            {item.problem.detail !== item.problem.title && <>　{item.problem.detail}</>}
          </p>
          {item.problem.remedy && <p>怎么办：{item.problem.remedy}</p>}
          {item.problem.status >= 500 && (
            <Button size="small" icon={<Icon name="retry" />} onClick={() => queue.retry(item.id)}>
              重试
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
