/** Drawings within drawings: ten levels that each draw the next one ten times are ten thousand million. */

export interface Form {
  /** Numbers of the drawings in it, each as often as it is drawn. */
  draws: readonly number[];
}

/** More are not counted. */
const MOST = Number.MAX_SAFE_INTEGER;

/** The drawings that a form draws, by the names in its own dictionary. */
export function formOf(dictionary: string, content: string): Form {
  const numbers = new Map<string, number>();
  for (const [, name = '', number] of dictionary.matchAll(/\/([^\s/[\]<>()]{1,100})\s+(\d{1,10})\s+\d+\s+R/g))
    numbers.set(name, Number(number));
  const draws: number[] = [];
  for (const [, name = ''] of content.matchAll(/\/([^\s/[\]<>()]{1,100})\s+Do(?![A-Za-z])/g)) {
    const number = numbers.get(name);
    if (number !== undefined) draws.push(number);
  }
  return { draws };
}

/** How many drawings the largest form comes to, with all that is drawn in it. */
export function largestForm(forms: ReadonlyMap<number, Form>): number {
  const sizes = new Map<number, number>();
  // Written without recursion: a chain may be as long as the file.
  const stack: { number: number; form: Form; next: number; size: number }[] = [];
  const enter = (number: number): void => {
    const form = forms.get(number);
    // While it is open it counts for one, so that a circle ends.
    sizes.set(number, 1);
    if (form) stack.push({ number, form, next: 0, size: 1 });
  };
  let largest = 0;
  for (const number of forms.keys()) {
    if (!sizes.has(number)) enter(number);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const drawn = top.form.draws[top.next];
      if (drawn === undefined) {
        stack.pop();
        sizes.set(top.number, top.size);
        largest = Math.max(largest, top.size);
      } else if (!sizes.has(drawn)) enter(drawn);
      else {
        top.size = Math.min(MOST, top.size + (sizes.get(drawn) ?? 1));
        top.next += 1;
      }
    }
  }
  return largest;
}
