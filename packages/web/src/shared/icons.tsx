import type { ReactNode } from 'react';

const shapes = {
  file: 'M4 1.5h5.5L13 5v9.5H4zM9.5 1.5V5H13',
  rules: 'M2.5 3.5l1.2 1.2L6 2.4M2.5 8l1.2 1.2L6 6.9M2.5 12.5l1.2 1.2L6 11.4M8.5 4h5M8.5 8.5h5M8.5 13h5',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.6 10.6L14 14',
  add: 'M8 3v10M3 8h10',
  remove: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9M6.8 7v4.2M9.2 7v4.2',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M4 6l4 4 4-4',
  right: 'M6 4l4 4-4 4',
  left: 'M10 4L6 8l4 4',
  download: 'M8 2v8M4.8 7L8 10.2 11.2 7M2.5 13.5h11',
  print: 'M4.5 6V2h7v4M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7V14h-7z',
  list: 'M2.5 4h11M5 8h8.5M5 12h8.5',
  panel: 'M2 2.5h12v11H2zM10 2.5v11',
  beside: 'M1.5 2.5h6v11h-6zM8.5 2.5h6v11h-6zM3.5 5.5h2M3.5 8h2M10.5 5.5h2M10.5 8h2M10.5 10.5h2',
  keyboard: 'M1.5 4h13v8h-13zM4 6.5h.5M6.5 6.5H7M9 6.5h.5M11.5 6.5h.5M5 9.5h6',
  fine: 'M3 8.5l3.2 3.2L13 4.8',
  retry: 'M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3',
  target: 'M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  aside: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM3.8 3.8l8.4 8.4',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  tree: 'M2 2.5h5v3H2zM9 7h5v3H9zM9 11.5h5v3H9zM4.5 5.5v7.5H9M4.5 8.5H9',
  project: 'M2 4.5h12v9H2zM5.5 4.5v-2h5v2M2 8.5h12',
  home: 'M2 7.5L8 2.5l6 5M3.5 6.5v7h9v-7M6.5 13.5v-4h3v4',
  people:
    'M6 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 6 8zM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 2.9a2.5 2.5 0 0 1 0 4.8M12 9.8c1.5.5 2.5 1.9 2.5 3.7',
  matrix: 'M2.5 2.5h11v11h-11zM2.5 6h11M6.2 2.5v11M8.5 8.5l1 1 2-2',
  running: 'M1.5 8.5h3l2-5 3 9.5 2-4.5h3',
  settings:
    'M2.5 4.5h6M12 4.5h1.5M10.2 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM2.5 11.5H4M7.5 11.5h6M5.8 13.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z',
  bell: 'M3.5 11.5h9l-1.2-1.8V7a3.3 3.3 0 0 0-6.6 0v2.7zM6.8 13.5a1.3 1.3 0 0 0 2.4 0',
  person: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 14c0-2.8 2.3-4.5 5.5-4.5s5.5 1.7 5.5 4.5',
  link: 'M6.5 9.5l3-3M7 4.8l1.4-1.4a2.8 2.8 0 0 1 4 4L11 8.8M9 11.2l-1.4 1.4a2.8 2.8 0 0 1-4-4L5 7.2',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
} as const;

export type IconName = keyof typeof shapes;

/** A small drawing that repeats what a word beside it, or the name of its button, says. */
export function Icon({ name }: { name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
