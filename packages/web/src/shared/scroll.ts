/** How much of the neighbourhood is shown with what is looked for. */
const MARGIN = 12;

/**
 * Brings an element into view by moving one container only: `Element.scrollIntoView` moves every scrolling ancestor, and
 * with them the frame of the page. Does nothing where the element is seen already. `top`: heads that stick to the
 * container's upper edge.
 */
export function showWithin(
  container: HTMLElement,
  element: HTMLElement,
  block: 'center' | 'start' | 'nearest',
  top = 0,
): void {
  const view = container.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  const upper = view.top + top;
  const lower = view.top + container.clientHeight;
  const room = lower - upper;
  const tall = box.height > room - 2 * MARGIN;
  const seen = box.top >= upper && (tall ? box.top < lower - 4 * MARGIN : box.bottom <= lower);
  if (!seen || block === 'start') {
    if (block === 'start' || tall) container.scrollTop += box.top - upper - MARGIN;
    else if (block === 'center') container.scrollTop += box.top - upper - (room - box.height) / 2;
    else if (box.top < upper) container.scrollTop += box.top - upper - MARGIN;
    else container.scrollTop += box.bottom - lower + MARGIN;
  }
  // Sideways as little as possible: back to the left edge where the element is seen from there.
  const left = box.left - view.left + container.scrollLeft;
  if (left + box.width <= container.clientWidth) container.scrollLeft = 0;
  else if (box.left < view.left) container.scrollLeft = left - MARGIN;
  else if (box.right > view.left + container.clientWidth) {
    container.scrollLeft = Math.min(left - MARGIN, left + box.width - container.clientWidth + MARGIN);
  }
}
