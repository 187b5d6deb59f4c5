/** Lets at most so many pieces of work run at a time; the others wait in the order in which they came. */
export interface Gate {
  <T>(work: () => Promise<T>): Promise<T>;
  /** For work that ends elsewhere than it began: resolves when there is room, with what makes room for the next. */
  enter(): Promise<() => void>;
}

/** A gate that `width` pieces of work pass at a time. */
export function createGate(width: number): Gate {
  let running = 0;
  const waiting: (() => void)[] = [];
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  };
  const enter = async () => {
    if (running >= width) await new Promise<void>((go) => waiting.push(go));
    else running++;
    return leave;
  };
  const pass = async <T>(work: () => Promise<T>): Promise<T> => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
  return Object.assign(pass, { enter });
}
