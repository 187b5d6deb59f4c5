import type { Job } from '@jizhun/api';
import type { StateKind } from '../shared/state.tsx';

/** The state of a job in a word, and how it is marked. */
export function stateOf({ state, cancelAsked, attempts, dueAt }: Job, now: number): { word: string; kind: StateKind } {
  switch (state) {
    case 'waiting':
      // One that was tried already waits for its next attempt.
      return attempts > 0 && Date.parse(dueAt) > now
        ? { word: `等待第 ${attempts + 1} 次尝试`, kind: 'warning' }
        : { word: '等待', kind: 'quiet' };
    case 'running':
      return cancelAsked ? { word: '正在停下', kind: 'warning' } : { word: '进行中', kind: 'quiet' };
    case 'done':
      return { word: '已完成', kind: 'fine' };
    case 'failed':
      return { word: '未完成', kind: 'error' };
    case 'cancelled':
      return { word: '已取消', kind: 'quiet' };
  }
}

/** How long something took or takes: 不到 1 秒, 12 秒, 3 分 5 秒, 2 小时 10 分. */
export function lasting(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 1) return '不到 1 秒';
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} 分` : `${minutes} 分 ${seconds % 60} 秒`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分`;
}

/** How long a job has been worked on, or was; undefined where nobody began. */
export function lastingOf({ startedAt, endedAt }: Job, now: number): string | undefined {
  if (startedAt === undefined) return undefined;
  return lasting(Math.max(0, (endedAt === undefined ? now : Date.parse(endedAt)) - Date.parse(startedAt)));
}

/** Whether a job may still change by itself. */
export const isOpen = ({ state }: Job): boolean => state === 'waiting' || state === 'running';
