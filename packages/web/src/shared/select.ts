/** Puts a list of choices beside its field, so that it stays within the landmark that it belongs to. */
export function besideSelect(field: HTMLElement): HTMLElement {
  return field.parentElement ?? document.body;
}
