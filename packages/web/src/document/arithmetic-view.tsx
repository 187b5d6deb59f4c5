import type { Arithmetic, JsonPointer } from '@jizhun/model';
import type { ReactNode } from 'react';
import { decimalsOf, figure } from '../format/numbers.ts';

/** The sum as one would write it on the margin: figures under one another, the odd one marked. */
export function ArithmeticView({ sum, onPath }: { sum: Arithmetic; onPath: (path: JsonPointer) => void }): ReactNode {
  const decimals = decimalsOf([...sum.terms.map((t) => t.value), sum.result, sum.printed.value, sum.difference]);
  const label = (text: string, path: JsonPointer | undefined): ReactNode =>
    path === undefined ? (
      text
    ) : (
      <button type="button" className="sum-label" onClick={() => onPath(path)}>
        {text}
      </button>
    );
  return (
    <table className="sum">
      <caption>
        算式<span className="secondary">（单位：{sum.unit || '无'}）</span>
      </caption>
      <tbody>
        {sum.terms.map((term, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two terms may have the same label
          <tr key={i} className={term.odd ? 'odd' : undefined}>
            <th scope="row">
              {label(term.label, term.path)}
              {term.odd && <span className="odd-word">与其余不合</span>}
            </th>
            <td className="sign">{i === 0 && term.sign === '+' ? '' : term.sign === '-' ? '−' : term.sign}</td>
            <td className="number">{figure(term.value, decimals)}</td>
          </tr>
        ))}
        <tr className="result">
          <th scope="row">算出</th>
          <td className="sign">=</td>
          <td className="number">{figure(sum.result, decimals)}</td>
        </tr>
        <tr className="printed">
          <th scope="row">{label(`印出：${sum.printed.label}`, sum.printed.path)}</th>
          <td className="sign" />
          <td className="number">{figure(sum.printed.value, decimals)}</td>
        </tr>
        <tr className="difference">
          <th scope="row">相差</th>
          <td className="sign">{sum.difference > 0 ? '+' : sum.difference < 0 ? '−' : ''}</td>
          <td className="number">{figure(Math.abs(sum.difference), decimals)}</td>
        </tr>
      </tbody>
    </table>
  );
}
