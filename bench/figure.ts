/** One line of the table. */
export interface Figure {
  what: string;
  measured: string;
  baseline: string;
  result: string;
  goal: string;
  reached: boolean;
}

/** How many times the baseline something took, and how many it may. */
export function ratio(what: string, measured: number, against: string, baseline: number, goal: number): Figure {
  const times = measured / baseline;
  return {
    what,
    measured: milliseconds(measured),
    baseline: `${milliseconds(baseline)} (${against})`,
    result: `${times < 0.1 ? times.toFixed(3) : times.toFixed(2)} ×`,
    goal: `≤ ${goal} ×`,
    reached: times <= goal,
  };
}

export function milliseconds(time: number): string {
  return `${time < 10 ? time.toFixed(2) : time.toFixed(0)} ms`;
}
