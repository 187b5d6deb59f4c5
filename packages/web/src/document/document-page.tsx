import type { DocumentDetail, RuleSummary } from '@jizhun/api';
import { type CorrectionRow, type JsonPointer, valueAt } from '@jizhun/model';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { documentQuery, rulesQuery } from '../api/queries.ts';
import { placeOf } from '../documents/list-search.ts';
import { removeDocument } from '../documents/remove-document.ts';
import { severities } from '../format/words.ts';
import { Icon } from '../shared/icons.tsx';
import { useKeys } from '../shared/keys.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { showWithin } from '../shared/scroll.ts';
import { SeverityLabel } from '../shared/severity.tsx';
import { toast } from '../shared/toasts.tsx';
import '../theme/document.css';
import '../theme/document-print.css';
import { ChosenLine } from './chosen-line.tsx';
import { editingOf } from './corrections.ts';
import { ExportMenu } from './export-menu.tsx';
import { countBySeverity, findingsAt, matchesText, type PlacedFinding } from './findings.ts';
import { FindingsPanel } from './findings-panel.tsx';
import { FixDialog, FixView } from './fix-view.tsx';
import { FixedDialog } from './fixed-dialog.tsx';
import { type CorrectionEdits, type Proposal, proposalsOf, rowAsRead } from './fixes.ts';
import { unreadAt } from './origins.ts';
import { Outline } from './outline.tsx';
import { PanelDivider, usePanelWidth } from './panel-divider.tsx';
import { PanelTab } from './panel-tab.tsx';
import type { CellKey } from './paper-index.ts';
import { PaperPane, unreadKey, unreadPath } from './paper-pane.tsx';
import { PrintedFindings } from './printed-findings.tsx';
import { RelatedLinks } from './related-links.tsx';
import { type DocumentSearch, readDocumentSearch } from './search.ts';
import { SourcePanel } from './source-panel.tsx';
import { SuppressForm } from './suppress-form.tsx';
import { useCorrections } from './use-corrections.ts';
import { useSuppressions } from './use-suppressions.ts';
import { valuesOf } from './value-names.ts';
import { viewOf } from './view.ts';

/** Height of the head that sticks to the top of the list of findings. */
const GROUP_HEAD = 34;

const route = getRouteApi('/documents/$id');

const NOTHING = { correct: false, suppress: false, remove: false };

const hasRoomForOutline = (beside: boolean): boolean => innerWidth >= (beside ? 1800 : 1280);

export function DocumentPage(): ReactNode {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(documentQuery(id));
  const { data: catalogue } = useQuery(rulesQuery);
  const rules = useMemo(() => new Map((catalogue?.rules ?? []).map((r) => [r.id, r])), [catalogue]);
  useEffect(() => {
    const name = data?.document.unitName ?? data?.document.name;
    document.title = name ? `${name} · 绩准` : '绩准';
  }, [data]);
  if (error && !data) {
    return (
      <div className="page">
        <ProblemNotice error={error} onRetry={() => void refetch()} />
        <p>
          <Link to="/documents">回到文件列表</Link>
        </p>
      </div>
    );
  }
  if (!data) return <div className="document-waiting" aria-busy="true" role="status" aria-label="正在打开文件" />;
  return <OpenDocument key={id} detail={data} rules={rules} />;
}

function OpenDocument({
  detail,
  rules,
}: {
  detail: DocumentDetail;
  rules: ReadonlyMap<string, RuleSummary>;
}): ReactNode {
  const { document: summary, disclosure, report, notices } = detail;
  const may = summary.may ?? NOTHING;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const beside = search.beside === true;
  const [width, setWidth] = usePanelWidth(beside ? 'beside' : 'panel');
  const [panel, setPanel] = useState(() => innerWidth >= 900);
  const [outline, setOutline] = useState(() => hasRoomForOutline(beside));
  const [visible, setVisible] = useState<string>();
  const page = useRef<HTMLDivElement>(null);

  const view = useMemo(() => viewOf(detail), [detail]);
  const { sections, index, placed, overlay } = view;
  const corrections = useCorrections(detail);
  const [editing, setEditing] = useState<JsonPointer>();
  const proposals = useMemo(() => proposalsOf(disclosure, overlay, placed), [disclosure, overlay, placed]);
  const suppressed = useMemo(
    () => new Set(report.suppressed.flatMap(({ fingerprint }) => fingerprint ?? [])),
    [report.suppressed],
  );
  const [fixing, setFixing] = useState<string>();
  const [exporting, setExporting] = useState(false);
  const corrected = detail.corrections.filter(({ state }) => state === 'applied').length;
  const { suppress, end: endSuppression } = useSuppressions(detail);
  const [answering, setAnswering] = useState<string>();
  const shown = useMemo(
    () =>
      placed.filter(
        (p) =>
          (search.severity === undefined || p.finding.severity === search.severity) &&
          (search.find === undefined || matchesText(p, rules.get(p.finding.rule)?.title ?? '', search.find)),
      ),
    [placed, search.severity, search.find, rules],
  );

  const finding = placed.find((p) => p.key === search.finding);
  const chosen = useMemo<readonly CellKey[]>(() => {
    if (finding) return finding.cells;
    if (search.cell === undefined) return [];
    const unread = unreadAt(search.cell);
    return unread === undefined ? index.cellsOf(search.cell) : [unreadKey(unread)];
  }, [finding, search.cell, index]);
  const atCell = useMemo(
    () => (search.cell === undefined ? undefined : findingsAt(placed, chosen)),
    [search.cell, chosen, placed],
  );
  const values = useMemo(() => {
    if (finding) return valuesOf(disclosure, finding.finding.paths);
    const cell = chosen[0] === undefined ? undefined : index.cell(chosen[0]);
    if (cell) return valuesOf(disclosure, cell.paths, cell.text);
    // Read from the file, but shown by no cell of the paper.
    const read = search.cell !== undefined && valueAt(disclosure, search.cell) !== undefined;
    return search.cell !== undefined && read ? valuesOf(disclosure, [search.cell]) : [];
  }, [finding, chosen, index, disclosure, search.cell]);

  const change = useCallback(
    (over: { [K in keyof DocumentSearch]?: DocumentSearch[K] | undefined }): void => {
      if ('cell' in over || 'finding' in over || 'tab' in over) {
        setEditing(undefined);
        setAnswering(undefined);
      }
      void navigate({ search: (old) => readDocumentSearch({ ...old, ...over }), replace: true, resetScroll: false });
    },
    [navigate],
  );
  const chooseFinding = useCallback((key: string) => change({ finding: key, cell: undefined }), [change]);
  const choosePath = useCallback((path: JsonPointer) => change({ finding: undefined, cell: path }), [change]);
  const chooseCell = useCallback(
    (key: CellKey) => {
      const path = unreadPath(key) ?? index.cell(key)?.paths[0];
      if (path !== undefined) choosePath(path);
    },
    [index, choosePath],
  );

  const choosePaths = useCallback(
    (paths: readonly JsonPointer[]) => {
      const shown = paths.find((path) => {
        const [first] = index.cellsOf(path);
        return first !== undefined && index.cell(first)?.paths.includes(path);
      });
      const path = shown ?? paths.find((one) => index.cellsOf(one).length > 0) ?? paths[0];
      if (path !== undefined) choosePath(path);
    },
    [index, choosePath],
  );
  const editCell = useCallback(
    (key: CellKey) => {
      const cell = index.cell(key);
      const value = cell && valuesOf(disclosure, cell.paths, cell.text).find((v) => editingOf(disclosure, v.paths));
      if (!cell?.paths[0] || !value) return;
      if (!may.correct) {
        toast('这份文件您只能查看，不能更正。');
        return;
      }
      setPanel(true);
      change({ finding: undefined, cell: cell.paths[0], tab: 'source' });
      setEditing(value.path);
    },
    [index, disclosure, change, may.correct],
  );

  const showCard = useCallback((key: string): HTMLElement | undefined => {
    const card = page.current?.querySelector<HTMLElement>(`[data-finding="${key}"]`);
    const list = card?.closest<HTMLElement>('.panel-scroll');
    if (card && list) showWithin(list, card, 'nearest', GROUP_HEAD);
    return card ?? undefined;
  }, []);
  const focusCard = useCallback(
    (key: string) => {
      // After the card is drawn as chosen.
      requestAnimationFrame(() => {
        showCard(key)?.querySelector<HTMLElement>('.finding-main')?.focus({ preventScroll: true });
      });
    },
    [showCard],
  );
  const locate = useCallback(() => {
    // What concerns a sheet as a whole leads to its first cell.
    const name =
      chosen[0] === undefined ? `[data-section="${finding?.section}"] [data-cell]` : `[data-cell="${chosen[0]}"]`;
    const cell = page.current?.querySelector<HTMLElement>(name);
    const pane = cell?.closest<HTMLElement>('.paper-pane');
    if (!cell || !pane) return;
    cell.focus({ preventScroll: true });
    showWithin(pane, cell, 'center');
  }, [chosen, finding]);
  const closeOrEdit = useCallback(
    (path: JsonPointer | undefined) => {
      setEditing(path);
      // Back to the paper, where one goes on to the next cell.
      if (path === undefined) locate();
    },
    [locate],
  );
  const leaveCell = useCallback(() => {
    if (search.finding !== undefined) focusCard(search.finding);
    else {
      change({ cell: undefined });
      page.current?.querySelector<HTMLElement>('.finding-main')?.focus({ preventScroll: true });
    }
  }, [search.finding, change, focusCard]);

  const applyFix = useCallback(
    async ({ placed: { finding: found, key }, fix, outcome }: Proposal): Promise<void> => {
      if (!outcome.ok) return;
      const title = rules.get(found.rule)?.title ?? found.rule;
      const reason = `按建议修改（${title}）：${fix.title}`.slice(0, 500);
      const request = { edits: outcome.edits, reason };
      // The next of the same rule has its key now.
      if (await corrections.correct(request, `已按建议修改：${fix.title}。`)) focusCard(key);
    },
    [corrections, rules, focusCard],
  );
  const applyAll = (edits: CorrectionEdits, count: number): Promise<boolean> => {
    const title = rules.get(fixing ?? '')?.title ?? fixing;
    const request = { edits, reason: `按建议修改（${title}）：${count} 处` };
    return corrections.correct(request, `已按建议修改 ${count} 处。`);
  };
  const fixOf = useCallback(
    (p: PlacedFinding): ReactNode => {
      const proposal = proposals.find((one) => one.placed.key === p.key);
      if (!proposal) return undefined;
      return (
        <FixView
          disclosure={disclosure}
          proposal={proposal}
          alike={proposals.filter((one) => one.placed.finding.rule === p.finding.rule).length}
          onApply={may.correct ? (one) => void applyFix(one) : undefined}
          onApplyAll={may.correct ? () => setFixing(p.finding.rule) : undefined}
          onPath={choosePath}
        />
      );
    },
    [proposals, disclosure, applyFix, choosePath, may.correct],
  );

  const addRow = useCallback(
    (before: JsonPointer, row: CorrectionRow, reason: string): Promise<boolean> => {
      const path = overlay.names.nameForNew(before, overlay.taken);
      const edits = [{ path, from: null, to: row }] as CorrectionEdits;
      return corrections.correct({ edits, ...(reason === '' ? {} : { reason }) }, '已增加一行。');
    },
    [corrections, overlay],
  );
  const removeRow = useCallback(
    async (row: JsonPointer): Promise<void> => {
      const from = rowAsRead(disclosure, overlay, row);
      if (from === undefined) return;
      const edits = [{ path: overlay.names.toReading(row), from, to: null }] as CorrectionEdits;
      if (await corrections.correct({ edits }, '已删去这一行。')) change({ cell: undefined });
    },
    [corrections, disclosure, overlay, change],
  );
  const answerOf = useCallback(
    (p: PlacedFinding): ReactNode => {
      if (p.key !== answering) return undefined;
      const close = (): void => {
        setAnswering(undefined);
        focusCard(p.key);
      };
      return <SuppressForm onSave={(answer) => suppress(p.finding, answer)} onClose={close} />;
    },
    [answering, suppress, focusCard],
  );
  const answer = useCallback((key: string) => setAnswering((now) => (now === key ? undefined : key)), []);

  const turnBeside = (): void => {
    setPanel(true);
    setOutline(hasRoomForOutline(!beside));
    change({ tab: beside ? undefined : 'source', beside: beside ? undefined : true });
  };

  const step = (direction: 1 | -1): void => {
    const list = atCell && atCell.length > 0 && !finding ? atCell : shown;
    if (list.length === 0) return;
    const at = list.findIndex((p) => p.key === search.finding);
    const next =
      at < 0 ? (direction === 1 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + direction));
    const key = list[next]?.key;
    if (key === undefined) return;
    setPanel(true);
    change({ finding: key, cell: undefined, tab: undefined });
    focusCard(key);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    p: () => setPanel((open) => !open),
    o: () => setOutline((open) => !open),
    s: () => {
      setPanel(true);
      change({ tab: search.tab === 'source' ? undefined : 'source' });
    },
    y: () => turnBeside(),
    a: () => {
      const proposal = proposals.find((one) => one.placed.key === search.finding);
      if (!proposal?.outcome.ok || search.tab === 'source' || !may.correct) return false;
      void applyFix(proposal);
      return true;
    },
    i: () => {
      const fingerprint = finding?.finding.fingerprint;
      if (finding === undefined || fingerprint === undefined || search.tab === 'source' || !may.suppress) return false;
      setAnswering(finding.key);
      return true;
    },
    f2: () => {
      if (chosen[0] === undefined) return false;
      editCell(chosen[0]);
      return true;
    },
    escape: () => change({ finding: undefined, cell: undefined }),
  });

  // The card of a finding that was named by the address, or chosen from a list of similar ones.
  useEffect(() => {
    if (search.finding === undefined || search.tab === 'source') return;
    showCard(search.finding);
  }, [search.finding, search.tab, showCard]);

  const goTo = useCallback((section: string) => {
    const element = page.current?.querySelector<HTMLElement>(`[data-section="${section}"]`);
    const pane = element?.closest<HTMLElement>('.paper-pane');
    if (!element || !pane) return;
    showWithin(pane, element, 'start');
    // Sections on the way that were only estimated get their true height now: once more.
    requestAnimationFrame(() => showWithin(pane, element, 'start'));
    setVisible(section);
    if (innerWidth < 1280) setOutline(false);
  }, []);

  const downloads = `/api/v1/documents/${encodeURIComponent(summary.id)}`;
  const counts = countBySeverity(placed);
  const tab = search.tab ?? 'findings';
  return (
    <div className="document" ref={page}>
      <header className="document-head">
        <div className="document-title">
          <Link to="/documents" className="crumb">
            文件
          </Link>
          <span aria-hidden="true">/</span>
          <h1>{summary.unitName ?? summary.title ?? summary.name}</h1>
          {summary.example && <span className="tag">示例</span>}
          {!may.correct && <span className="tag">只能查看</span>}
        </div>
        <p className="document-facts">
          {[
            summary.place && placeOf(summary),
            summary.fiscalYear !== undefined && `${summary.fiscalYear} 年度`,
            summary.name,
          ]
            .filter(Boolean)
            .map((fact) => (
              <span key={String(fact)}>{fact}</span>
            ))}
          {severities.map((s) => counts[s] > 0 && <SeverityLabel key={s} severity={s} count={counts[s]} />)}
          {report.suppressed.length > 0 && <span>已忽略 {report.suppressed.length} 处</span>}
          {report.unchecked.length > 0 && <span>未能核对 {report.unchecked.length} 项</span>}
          <RelatedLinks document={summary} />
        </p>
        <div className="document-actions">
          <Button
            size="small"
            icon={<Icon name="list" />}
            aria-pressed={outline}
            onClick={() => setOutline(!outline)}
            title="目录（O）"
          >
            目录
          </Button>
          <ExportMenu
            base={downloads}
            writable={/openxmlformats/.test(summary.mediaType)}
            corrected={corrected > 0}
            onFixed={() => setExporting(true)}
          />
          <Button
            size="small"
            icon={<Icon name="beside" />}
            aria-pressed={beside}
            onClick={turnBeside}
            title="与原件对照（Y）"
          >
            原件
          </Button>
          <Button size="small" icon={<Icon name="print" />} onClick={() => print()}>
            打印
          </Button>
          {may.remove && (
            <Button
              size="small"
              icon={<Icon name="remove" />}
              onClick={() => {
                void removeDocument(summary);
                void navigate({ to: '/documents' });
              }}
            >
              删除
            </Button>
          )}
          <Button
            size="small"
            icon={<Icon name="panel" />}
            aria-pressed={panel}
            onClick={() => setPanel(!panel)}
            title="面板（P）"
          >
            面板
          </Button>
        </div>
      </header>
      {notices.length > 0 && (
        <details className="notices">
          <summary>打开文件时看到 {notices.length} 处需要留意的情形</summary>
          <ul>
            {notices.map((n, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: notices may repeat
              <li key={i}>
                {n.message}
                {n.text && <span className="secondary">「{n.text}」</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="document-body">
        {outline && <Outline sections={sections} counts={view.counts} current={visible} onGo={goTo} />}
        <PaperPane
          sections={sections}
          disclosure={disclosure}
          marks={view.marks}
          chosen={chosen}
          chosenSection={finding && finding.cells.length === 0 ? finding.section : undefined}
          onChoose={chooseCell}
          onEdit={editCell}
          onLeave={leaveCell}
          onVisible={setVisible}
        />
        {panel && (
          <>
            <PanelDivider kind={beside ? 'beside' : 'panel'} width={width} onChange={setWidth} />
            <aside className={beside ? 'panel panel-beside' : 'panel'} style={{ width }} aria-label="问题与出处">
              <div className="panel-tabs">
                <div role="tablist" aria-label="面板">
                  <PanelTab name="findings" current={tab} onChoose={() => change({ tab: undefined })}>
                    问题 {placed.length}
                  </PanelTab>
                  <PanelTab name="source" current={tab} onChoose={() => change({ tab: 'source' })}>
                    出处
                  </PanelTab>
                </div>
                <button
                  type="button"
                  className="quiet-button panel-close"
                  aria-label="收起面板"
                  onClick={() => setPanel(false)}
                >
                  <Icon name="close" />
                </button>
              </div>
              <div role="tabpanel" id="panel-body" aria-labelledby={`tab-${tab}`} className="panel-body">
                {tab === 'findings' ? (
                  <FindingsPanel
                    all={placed}
                    shown={shown}
                    sections={sections}
                    rules={rules}
                    report={report}
                    chosen={search.finding}
                    atCell={atCell}
                    severity={search.severity}
                    find={search.find ?? ''}
                    onSeverity={(severity) => change({ severity })}
                    onFind={(find) => change({ find })}
                    onChoose={chooseFinding}
                    onLocate={locate}
                    onPath={choosePath}
                    onStep={step}
                    fixOf={fixOf}
                    suppressions={detail.suppressions}
                    onEndSuppression={may.suppress ? (number) => void endSuppression(number) : undefined}
                    answerOf={answerOf}
                    onAnswer={may.suppress ? answer : undefined}
                  />
                ) : (
                  <SourcePanel
                    documentId={summary.id}
                    disclosure={disclosure}
                    values={values}
                    corrections={detail.corrections}
                    overlay={overlay}
                    suppressed={suppressed}
                    editing={editing}
                    onEdit={closeOrEdit}
                    onSave={corrections.save}
                    onWithdraw={may.correct ? corrections.withdraw : undefined}
                    onAddRow={addRow}
                    onRemoveRow={(row) => void removeRow(row)}
                    onPath={choosePath}
                    onPaths={choosePaths}
                    onLeave={locate}
                  />
                )}
              </div>
              {search.cell !== undefined && tab === 'findings' && (
                <ChosenLine disclosure={disclosure} value={values[0]} path={search.cell} none={atCell?.length === 0} />
              )}
            </aside>
          </>
        )}
      </div>
      {exporting && (
        <FixedDialog
          documentId={summary.id}
          disclosure={disclosure}
          overlay={overlay}
          fixable={proposals.length}
          corrected={corrected}
          onClose={() => setExporting(false)}
        />
      )}
      {fixing !== undefined && (
        <FixDialog
          title={rules.get(fixing)?.title ?? fixing}
          disclosure={disclosure}
          overlay={overlay}
          proposals={proposals.filter((one) => one.placed.finding.rule === fixing)}
          onApply={applyAll}
          onClose={() => setFixing(undefined)}
        />
      )}
      <PrintedFindings placed={placed} sections={sections} rules={rules} report={report} />
    </div>
  );
}
