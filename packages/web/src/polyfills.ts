/**
 * What browsers of Chrome 88's age lack of the library that this application and its packages use. Vite translates
 * syntax, not functions.
 */
function define(target: object, name: string, value: unknown): void {
  if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true });
}

function at<T>(this: ArrayLike<T>, index: number): T | undefined {
  const n = Math.trunc(index) || 0;
  return this[n < 0 ? this.length + n : n];
}

define(Array.prototype, 'at', at);
define(String.prototype, 'at', at);
define(Array.prototype, 'findLast', function findLast<
  T,
>(this: T[], test: (value: T, index: number, all: T[]) => unknown) {
  for (let i = this.length - 1; i >= 0; i--) if (test(this[i] as T, i, this)) return this[i];
  return undefined;
});
// Not by Object.hasOwn itself, nor by the method that linters turn into it.
define(
  Object,
  'hasOwn',
  (value: object, key: PropertyKey) => Reflect.getOwnPropertyDescriptor(value, key) !== undefined,
);
