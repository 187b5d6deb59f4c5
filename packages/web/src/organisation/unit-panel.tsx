import type { UnitDetail } from '@jizhun/api';
import { ROLES } from '@jizhun/lifecycle';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useCan } from '../frame/me.ts';
import { Icon } from '../shared/icons.tsx';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { unitQuery } from './queries.ts';
import { ChangeUnit, type UnitChangeKind } from './unit-change.tsx';
import { daysWord, kindWords, stateWords, yearsWord } from './words.ts';

interface UnitPanelProps {
  id: string;
  onChoose: (id: string) => void;
  onClose: () => void;
}

/** Actions in the order of how often they are wanted. */
const actions: readonly { kind: UnitChangeKind; name: string }[] = [
  { kind: 'below', name: '增加所属单位' },
  { kind: 'rename', name: '更名' },
  { kind: 'recode', name: '改代码' },
  { kind: 'move', name: '划转' },
  { kind: 'kind', name: '改类型' },
  { kind: 'merge', name: '合并' },
  { kind: 'split', name: '分立' },
  { kind: 'end', name: '撤销' },
];

const roleName = (role: string): string => (Object.hasOwn(ROLES, role) ? ROLES[role as keyof typeof ROLES].name : role);

/** A unit: what it is, what it was, who is there, what it does; and what can be done to it. */
export function UnitPanel({ id, onChoose, onClose }: UnitPanelProps): ReactNode {
  const { data, error, refetch, isPending } = useQuery(unitQuery(id));
  const [changing, setChanging] = useState<UnitChangeKind>();
  return (
    <aside className="unit-panel" aria-label="单位详情">
      <header>
        <h2>{data?.unit.name ?? '单位'}</h2>
        {data?.unit.state !== undefined && <span className="tag">{stateWords[data.unit.state]}</span>}
        <button type="button" className="quiet-button" onClick={onClose} aria-label="关闭详情" title="关闭（Esc）">
          <Icon name="close" />
        </button>
      </header>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <div className="list-waiting" aria-busy="true" />}
      {data && (
        <>
          {data.may.manage && data.unit.state === undefined && (
            <p className="unit-actions">
              {actions.map(({ kind, name }) => (
                <Button key={kind} size="small" danger={kind === 'end'} onClick={() => setChanging(kind)}>
                  {name}
                </Button>
              ))}
            </p>
          )}
          <Facts detail={data} onChoose={onChoose} />
          <History detail={data} onChoose={onChoose} />
          <Below detail={data} onChoose={onChoose} />
          <People detail={data} />
          <Projects detail={data} />
          {changing !== undefined && (
            <ChangeUnit detail={data} kind={changing} onClose={() => setChanging(undefined)} onDone={onChoose} />
          )}
        </>
      )}
    </aside>
  );
}

interface PartProps {
  detail: UnitDetail;
  onChoose: (id: string) => void;
}

function UnitLink({
  unit,
  onChoose,
}: {
  unit: { id: string; name: string };
  onChoose: (id: string) => void;
}): ReactNode {
  return (
    <button type="button" className="link-button" onClick={() => onChoose(unit.id)}>
      {unit.name}
    </button>
  );
}

function Facts({ detail: { unit, above, authorities }, onChoose }: PartProps): ReactNode {
  return (
    <dl className="unit-facts">
      <dt>代码</dt>
      <dd>{unit.code ?? <span className="secondary">没有</span>}</dd>
      <dt>类型</dt>
      <dd>{kindWords[unit.kind]}</dd>
      <dt>上级单位</dt>
      <dd>
        {above.length === 0 ? (
          <span className="secondary">直属财政部门</span>
        ) : (
          above.map((one, index) => (
            <span key={one.id}>
              {index > 0 && ' ‹ '}
              <UnitLink unit={one} onChoose={onChoose} />
            </span>
          ))
        )}
      </dd>
      <dt>所属财政</dt>
      <dd>{authorities.map(({ name }) => name).join(' ‹ ')}</dd>
    </dl>
  );
}

/** What happened to it, the latest first: every term with what it changed, and with whom it merged or split. */
function History({ detail: { unit, history }, onChoose }: PartProps): ReactNode {
  const mayAudit = useCan('audit.read');
  const { terms, predecessors, successors } = history;
  const rows = terms.map((term, index) => {
    const before = terms[index - 1];
    const changes =
      before === undefined
        ? [`以“${term.name}”设立`]
        : [
            ...(term.name === before.name ? [] : [`“${before.name}”更名为“${term.name}”`]),
            ...(term.code === before.code ? [] : [`代码由 ${before.code ?? '无'} 改为 ${term.code ?? '无'}`]),
            ...(term.kind === before.kind ? [] : [`由${kindWords[before.kind]}改为${kindWords[term.kind]}`]),
            ...(term.parent?.id === before.parent?.id
              ? []
              : [`由${before.parent?.name ?? '财政部门直属'}划转至${term.parent?.name ?? '财政部门直属'}`]),
            ...(term.authority.id === before.authority.id
              ? []
              : [`财政部门由${before.authority.name}改为${term.authority.name}`]),
          ];
    return { day: term.from, key: `term ${term.from}`, text: changes.join('；'), basis: term.basis };
  });
  const last = terms.at(-1);
  const ended = last?.to == null ? [] : [{ day: last.to, key: 'end', text: '此日为最后一天', basis: null }];
  const successions = [
    ...predecessors.map((one) => ({ ...one, words: one.kind === 'merge' ? '并入了' : '分立自' })),
    ...successors.map((one) => ({ ...one, words: one.kind === 'merge' ? '并入' : '分立出' })),
  ];
  const all = [
    ...[...rows, ...ended].map((row) => ({ ...row, unit: undefined })),
    ...successions.map(({ unit, from, basis, words }) => ({
      day: from,
      key: `${words} ${unit.id}`,
      text: words,
      basis,
      unit,
    })),
  ].sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
  return (
    <section aria-labelledby="unit-history">
      <h3 id="unit-history">沿革</h3>
      <ol className="unit-history">
        {all.map(({ key, day, text, basis, unit }) => (
          <li key={key}>
            <time>{day}</time>
            <span>
              {text}
              {unit !== undefined && <UnitLink unit={unit} onChoose={onChoose} />}
              {basis !== null && <small className="secondary">{basis}</small>}
            </span>
          </li>
        ))}
      </ol>
      {mayAudit && (
        <Link to="/audit" search={{ unit: unit.id }}>
          谁在何时登记的
        </Link>
      )}
    </section>
  );
}

const SHOWN = 12;

function Below({ detail: { below }, onChoose }: PartProps): ReactNode {
  const [all, setAll] = useState(false);
  if (below.length === 0) return null;
  return (
    <section aria-labelledby="unit-below">
      <h3 id="unit-below">
        直接所属 <span className="secondary">{below.length} 个</span>
      </h3>
      <ul className="unit-list">
        {(all ? below : below.slice(0, SHOWN)).map((one) => (
          <li key={one.id}>
            <UnitLink unit={one} onChoose={onChoose} />
          </li>
        ))}
        {!all && below.length > SHOWN && (
          <li>
            <button type="button" className="link-button" onClick={() => setAll(true)}>
              列出其余 {below.length - SHOWN} 个
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}

function People({ detail: { people } }: { detail: UnitDetail }): ReactNode {
  if (people === null) return null;
  return (
    <section aria-labelledby="unit-people">
      <h3 id="unit-people">人员</h3>
      {people.length === 0 && <p className="secondary">今天没有人在此任职。</p>}
      <ul className="unit-list">
        {people.map(({ assignment, person, role, how, from, to, deputyFor }) => (
          <li key={assignment}>
            <Link to="/people/$id" params={{ id: person.id }}>
              {person.name}
            </Link>
            <span className="secondary">
              {roleName(role)}
              {how === 'in-charge' ? '（对口）' : ''}
              {deputyFor === null ? '' : `，代${deputyFor.name}`}　{daysWord(from, to)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Projects({ detail: { projects, projectCount, unit } }: { detail: UnitDetail }): ReactNode {
  const sees = useCan('project.read');
  if (!sees) return null;
  return (
    <section aria-labelledby="unit-projects">
      <h3 id="unit-projects">
        项目 <span className="secondary">{projectCount} 个</span>
      </h3>
      <ul className="unit-list">
        {projects.slice(0, SHOWN).map(({ id, name, fromYear, toYear, endedAt }) => (
          <li key={id}>
            {name}
            <span className="secondary">
              {yearsWord(fromYear, toYear)}
              {endedAt === null ? '' : '，已结束'}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <Link to="/projects" search={{ unit: unit.id }}>
          {projectCount === 0 ? '到项目页' : '全部项目'}
        </Link>
      </p>
    </section>
  );
}
