/** Opening, reading and checking one file together. */
export const SLOWEST_MS = 5_000;
/** Of the process that does it, its own code included. */
export const MEMORY_MB = 512;
export const GOAL = 50_000;
