/** Opening, reading and checking one file together, in time of the processor. */
export const SLOWEST_MS = 5_000;
/** By the clock, on a machine that has other things to do; then it is taken for a hang. */
export const HANG_MS = 30_000;
/** Of the process that does it, its own code included. */
export const MEMORY_MB = 512;
export const GOAL = 50_000;
/** Kills under load. */
export const KILL_ROUNDS = 200;
