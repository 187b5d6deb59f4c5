import { styleText } from 'node:util';

/** Colours of the terminal, or nothing where there is none. Colour never says what the words do not. */
export interface Style {
  strong(text: string): string;
  faint(text: string): string;
  error(text: string): string;
  warning(text: string): string;
  advice(text: string): string;
}

type Format = Parameters<typeof styleText>[0];

export function createStyle(colour: boolean): Style {
  const apply =
    (format: Format) =>
    (text: string): string =>
      colour ? styleText(format, text, { validateStream: false }) : text;
  return {
    strong: apply('bold'),
    faint: apply('dim'),
    error: apply(['bold', 'red']),
    warning: apply('yellow'),
    advice: apply('cyan'),
  };
}
