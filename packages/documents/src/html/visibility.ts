const HIDING = /(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)/i;
const SIMPLE_SELECTOR = /^[a-z][a-z0-9]*$|^[a-z][a-z0-9]*[.#][\w-]+$|^[.#][\w-]+$/i;
/** Style sheets beyond these are not looked at. */
const MOST_CHARACTERS = 512 * 1024;
const MOST_SELECTORS = 5_000;

/**
 * What a page does not show: by attribute, by inline style, and by the simple selectors (`td.x`, `.x`, `#x`, `tr`) of its
 * own style sheets.
 */
export class Visibility {
  readonly #hiding = new Set<string>();
  #characters = 0;

  /** Takes the content of a `<style>` element. Rules inside `@media print` do not count. */
  addStyleSheet(text: string): void {
    this.#characters += text.length;
    if (this.#characters > MOST_CHARACTERS || !HIDING.test(text)) return;
    const plain = text.replaceAll('<!--', ' ').replaceAll('-->', ' ');
    let depth = 0;
    let printDepth = 0;
    let selectors = '';
    for (const piece of plain.split(/([{}])/)) {
      if (piece === '{') {
        depth += 1;
        if (/@media[^{]*\bprint\b/i.test(selectors) && printDepth === 0) printDepth = depth;
      } else if (piece === '}') {
        if (depth === printDepth) printDepth = 0;
        depth = Math.max(0, depth - 1);
        selectors = '';
      } else {
        if (printDepth === 0 && HIDING.test(piece)) this.#add(selectors);
        selectors = piece;
      }
    }
  }

  hides(name: string, attributes: ReadonlyMap<string, string>): boolean {
    if (attributes.has('hidden')) return true;
    const style = attributes.get('style');
    if (style !== undefined && HIDING.test(style)) return true;
    if (this.#hiding.size === 0) return false;
    const id = attributes.get('id');
    if (this.#hiding.has(name) || (id !== undefined && this.#matches(name, `#${id}`))) return true;
    const classes = attributes.get('class');
    return classes?.split(/\s+/).some((word) => word !== '' && this.#matches(name, `.${word}`)) ?? false;
  }

  #matches(name: string, selector: string): boolean {
    return this.#hiding.has(selector) || this.#hiding.has(name + selector);
  }

  #add(selectors: string): void {
    for (const selector of selectors.split(',')) {
      const trimmed = selector.trim();
      if (SIMPLE_SELECTOR.test(trimmed) && this.#hiding.size < MOST_SELECTORS)
        this.#hiding.add(/^[a-z][a-z0-9]*$/i.test(trimmed) ? trimmed.toLowerCase() : lowerElement(trimmed));
    }
  }
}

function lowerElement(selector: string): string {
  const at = selector.search(/[.#]/);
  return selector.slice(0, at).toLowerCase() + selector.slice(at);
}
