/** `of`, asked once of every object: what many rules want to know of the same sheet, table or text. */
export function once<K extends object, V>(of: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { value: V }>();
  return (key) => {
    let answer = known.get(key);
    if (!answer) {
      answer = { value: of(key) };
      known.set(key, answer);
    }
    return answer.value;
  };
}
