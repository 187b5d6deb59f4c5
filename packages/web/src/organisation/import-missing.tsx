import type { ImportMissing } from '@jizhun/api';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { State } from '../shared/state.tsx';

const PORTION = 100;

interface ImportMissingListProps {
  missing: readonly ImportMissing[];
  day: string;
  busy: boolean;
  onEnd: (ids: string[]) => void;
}

/** Units that the list does not name: shown, and ended only where that is chosen. */
export function ImportMissingList({ missing, day, busy, onEnd }: ImportMissingListProps): ReactNode {
  const [most, setMost] = useState(PORTION);
  const ending = missing.filter(({ end }) => end).map(({ id }) => id);
  return (
    <details className="import-section" open={ending.length > 0}>
      <summary>
        <h2>系统中有、清单中没有的单位 {missing.length} 个</h2>
        <span className="secondary">不选定的不改动</span>
      </summary>
      <table className="list-table plain-table">
        <caption className="hidden">系统中有、清单中没有的单位</caption>
        <thead>
          <tr>
            <th scope="col">自 {day} 起停用</th>
            <th scope="col">单位</th>
            <th scope="col">代码</th>
            <th scope="col">上级单位</th>
          </tr>
        </thead>
        <tbody>
          {missing.slice(0, most).map(({ id, name, code, parent, end, problem }) => (
            <tr key={id}>
              <td>
                <input
                  type="checkbox"
                  aria-label={`停用${name}`}
                  checked={end}
                  disabled={busy}
                  onChange={(event) =>
                    onEnd(event.target.checked ? [...ending, id] : ending.filter((one) => one !== id))
                  }
                />
              </td>
              <th scope="row">
                {name}
                {problem !== null && (
                  <div>
                    <State kind="error">不能停用</State>　<small>{problem}</small>
                  </div>
                )}
              </th>
              <td>{code ?? ''}</td>
              <td>{parent ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {missing.length > most && (
        <Button size="small" onClick={() => setMost(most + 5 * PORTION)}>
          继续列出
        </Button>
      )}
    </details>
  );
}
