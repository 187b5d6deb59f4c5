/** Documents that one page of the list holds at most. */
export const MOST_LISTED = 1_000;
/** So many documents are compared with each other at a time: a department with its projects, two years. */
export const MOST_CHECKED_TOGETHER = 50;
