export { READER_VERSION, readDisclosure } from './read-disclosure.ts';
