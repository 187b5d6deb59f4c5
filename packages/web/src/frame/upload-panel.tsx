import type { Problem } from '@jizhun/api';
import { Link } from '@tanstack/react-router';
import { Button, Progress } from 'antd';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import type { ArchivedFile, ArchiveProgress, UploadItem, UploadState } from '../documents/upload-queue.ts';
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
  unpacked: '已逐份加入',
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

/** 加入 3 份，1 份已在列表中，2 份未加入; the files of an archive are counted one by one. */
function outcome(items: readonly UploadItem[]): string {
  const count = (state: UploadState & ArchivedFile['outcome']): number =>
    items.reduce(
      (n, item) =>
        n + (item.archive ? item.archive.told.filter((t) => t.outcome === state).length : item.state === state ? 1 : 0),
      0,
    );
  const cancelled = items.filter((i) => i.state === 'cancelled').length;
  const broken = items.filter((i) => i.archive && i.state === 'refused').length;
  const parts = [
    [count('added'), (n: number) => `已加入 ${n} 份`],
    [count('present'), (n: number) => `${n} 份已在列表中`],
    [count('refused'), (n: number) => `${n} 份未加入`],
    [broken, (n: number) => `${n} 个压缩包没有读完`],
    [cancelled, (n: number) => `${n} 份已取消`],
  ] as const;
  return parts
    .filter(([n]) => n > 0)
    .map(([n, words]) => words(n))
    .join('，');
}

function Item({ item }: { item: UploadItem }): ReactNode {
  const { queue } = useUploads();
  const { archive } = item;
  const percent =
    archive && archive.files > 0
      ? Math.round((archive.told.length / archive.files) * 100)
      : item.size === 0
        ? 100
        : Math.min(100, Math.round((item.sent / item.size) * 100));
  return (
    <li className={`upload upload-${item.state}`}>
      <div className="upload-line">
        <span className="upload-name" title={item.name}>
          {item.name}
        </span>
        <span className="secondary">{bytes(item.size)}</span>
        <span className="upload-state">
          {(item.state === 'added' || item.state === 'unpacked') && <Icon name="fine" />}
          {archive && running(item.state)
            ? `读取第 ${Math.min(archive.files, archive.told.length + 1)} 份`
            : words[item.state]}
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
          status={item.state === 'reading' && !archive ? 'active' : 'normal'}
          aria-label={`${item.name} ${words[item.state]}`}
        />
      )}
      {archive && <Archive archive={archive} />}
      {item.state === 'present' && <p className="secondary">内容相同的文件已在列表中，没有重复加入。</p>}
      {item.state === 'added' && item.document?.notice && <p className="upload-notice">{item.document.notice}</p>}
      {item.problem && (
        <ProblemBox problem={item.problem}>
          {item.problem.status >= 500 && (
            <Button size="small" icon={<Icon name="retry" />} onClick={() => queue.retry(item.id)}>
              重试
            </Button>
          )}
        </ProblemBox>
      )}
    </li>
  );
}

/** `quiet`: one of many, which are not called out one by one. */
function ProblemBox({ problem, quiet, children }: { problem: Problem; quiet?: true; children?: ReactNode }): ReactNode {
  return (
    <div className="upload-problem" role={quiet ? undefined : 'alert'}>
      <p>
        <b>{problem.title}</b>
        {problem.detail !== problem.title && <>　{problem.detail}</>}
      </p>
      {problem.remedy && <p>怎么办：{problem.remedy}</p>}
      {children}
    </div>
  );
}

/** The files of an archive: those that were not taken first, then those that were there, then those that were added. */
function Archive({ archive }: { archive: ArchiveProgress }): ReactNode {
  const { files, told, passedOver, passedOverCount } = archive;
  const of = (outcome: ArchivedFile['outcome']): ArchivedFile[] => told.filter((t) => t.outcome === outcome);
  const refused = of('refused');
  const present = of('present');
  const added = of('added');
  return (
    <div className="archive">
      <p className="secondary">
        压缩包中有 {files} 份文件
        {told.length > 0 && `：已加入 ${added.length} 份`}
        {present.length > 0 && `，${present.length} 份已在列表中`}
        {refused.length > 0 && `，${refused.length} 份未加入`}
        {passedOverCount > 0 && `；跳过系统留下的文件 ${passedOverCount} 个`}
      </p>
      {refused.length > 0 && (
        <ul>
          {refused.map(({ name, problem }) => (
            <li key={name}>
              <p className="archive-name">{name}</p>
              {problem && <ProblemBox problem={problem} quiet />}
            </li>
          ))}
        </ul>
      )}
      <Told title={`已在列表中 ${present.length} 份`} files={present} />
      <Told title={`已加入 ${added.length} 份`} files={added} />
      {passedOverCount > 0 && (
        <details className="archive-fold">
          <summary>跳过 {passedOverCount} 个</summary>
          <p className="secondary">系统或办公软件留下的文件，不是文档，没有读取。</p>
          <ul>
            {passedOver.map((name) => (
              <li key={name} className="archive-name">
                {name}
              </li>
            ))}
            {passedOverCount > passedOver.length && <li className="secondary">等</li>}
          </ul>
        </details>
      )}
    </div>
  );
}

function Told({ title, files }: { title: string; files: readonly ArchivedFile[] }): ReactNode {
  if (files.length === 0) return null;
  return (
    <details className="archive-fold">
      <summary>{title}</summary>
      <ul>
        {files.map(({ name, document, sameAs }) => (
          <li key={name} className="archive-line">
            <span className="archive-name" title={name}>
              {name}
              {sameAs !== undefined && <span className="secondary">　与「{sameAs}」内容相同</span>}
              {document?.notice && <span className="upload-notice">　{document.notice}</span>}
            </span>
            {document && (
              <Link to="/documents/$id" params={{ id: document.id }} className="upload-open">
                打开
              </Link>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
