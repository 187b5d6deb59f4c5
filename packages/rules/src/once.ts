import { lookAtIndicators, watchingLooks } from './looks.ts';

/** `of`, asked once of every object: what many rules want to know of the same sheet, table or text. */
export function once<K extends object, V>(of: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { result: V; looked: boolean }>();
  return (key) => {
    let answer = known.get(key);
    if (!answer) {
      answer = watchingLooks(() => of(key));
      known.set(key, answer);
      // Who is given the answer has looked at what it rests on.
    } else if (answer.looked) lookAtIndicators();
    return answer.result;
  };
}
