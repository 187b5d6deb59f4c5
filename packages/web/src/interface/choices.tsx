import type { ReactNode } from 'react';

interface ChoicesProps<T extends string> {
  legend: string;
  /** In groups; one without a heading where there is only one. */
  groups: readonly { heading?: string; choices: readonly T[] }[];
  wordOf: (choice: T) => string;
  chosen: ReadonlySet<T>;
  onChange: (chosen: ReadonlySet<T>) => void;
  /** What is wrong with the choice, if anything. */
  problem?: string | undefined;
}

/** Several of what is offered, each with a box to tick. */
export function Choices<T extends string>({
  legend,
  groups,
  wordOf,
  chosen,
  onChange,
  problem,
}: ChoicesProps<T>): ReactNode {
  const toggle = (choice: T, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(choice);
    else next.delete(choice);
    onChange(next);
  };
  return (
    <fieldset className="scope-choice">
      <legend>{legend}</legend>
      {groups.map(({ heading = '', choices }) => (
        <div key={heading}>
          {heading !== '' && <b>{heading}</b>}
          {choices.map((choice) => (
            <label key={choice}>
              <input
                type="checkbox"
                checked={chosen.has(choice)}
                onChange={(event) => toggle(choice, event.target.checked)}
              />
              {wordOf(choice)}
            </label>
          ))}
        </div>
      ))}
      {problem !== undefined && <small className="field-problem">{problem}</small>}
    </fieldset>
  );
}
