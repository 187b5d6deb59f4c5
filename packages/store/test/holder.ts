/**
 * A program that opens a store and adds documents until it is killed, printing the number of each one that the store
 * acknowledged. Started by tests: `node holder.ts DIRECTORY FIRST`.
 */
import { BUILT_IN_TENANT, openStore } from '../src/index.ts';
import { BY, identity, newDocument, readingOf, reportOf } from './samples.ts';

const [directory = '', first = '0', sharedDirectory] = process.argv.slice(2);
const store = await openStore({
  dataDirectory: directory,
  say: (line) => console.error(line),
  ...(sharedDirectory === undefined ? {} : { sharedDirectory }),
});
const documents = store.documents(BUILT_IN_TENANT);
console.log('ready');
for (let n = Number(first); ; n++) {
  const document = newDocument(identity(n), `第 ${n} 份`);
  await documents.add(document, readingOf(document), reportOf(document, []), { ...BY, at: new Date() });
  console.log(String(n));
}
