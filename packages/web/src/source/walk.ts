export type Direction = 'up' | 'down' | 'left' | 'right';

/**
 * The place of the source that lies next to another one in a direction, as a person sees it: the nearest one, those
 * that share a row or column with it before others. Works alike on tables, lines and pages.
 */
export function neighbourOf(root: HTMLElement, from: HTMLElement, direction: Direction): HTMLElement | undefined {
  const here = from.getBoundingClientRect();
  let best: HTMLElement | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const place of root.querySelectorAll<HTMLElement>('[data-source]')) {
    if (place === from) continue;
    const distance = distanceBetween(here, place.getBoundingClientRect(), direction);
    if (distance < least) {
      least = distance;
      best = place;
    }
  }
  return best;
}

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

/** How far `to` lies from `from` in a direction; infinite where it does not. Half a pixel is no distance. */
export function distanceBetween(from: Box, to: Box, direction: Direction): number {
  const ahead = {
    up: from.top - to.bottom,
    down: to.top - from.bottom,
    left: from.left - to.right,
    right: to.left - from.right,
  }[direction];
  if (ahead < -1) return Number.POSITIVE_INFINITY;
  const across =
    direction === 'up' || direction === 'down'
      ? gap(from.left, from.right, to.left, to.right)
      : gap(from.top, from.bottom, to.top, to.bottom);
  // Sideways one stays in the row; up and down, another column is better than none.
  if (across > 0 && (direction === 'left' || direction === 'right')) return Number.POSITIVE_INFINITY;
  const side = direction === 'up' || direction === 'down' ? Math.abs(from.left - to.left) : Math.abs(from.top - to.top);
  return ahead * 8 + across * 4 + side / 1_000;
}

/** How far two spans lie apart; 0 where they overlap. */
function gap(a1: number, a2: number, b1: number, b2: number): number {
  return Math.max(0, b1 - a2 + 1, a1 - b2 + 1);
}
