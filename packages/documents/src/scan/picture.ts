/** A picture in shades of grey, row by row: 0 is black, 255 white. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
}

/** A part of a picture, in pixels; right and bottom are outside of it. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The shade at a place between pixels, from the four around it; white outside of the picture. */
export function shadeAt({ width, height, data }: Picture, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return 255;
  const at = top * width + left;
  const across = x - left;
  const down = y - top;
  const above = data[at]! + (data[at + 1]! - data[at]!) * across;
  const below = data[at + width]! + (data[at + width + 1]! - data[at + width]!) * across;
  return above + (below - above) * down;
}

/** The picture turned around its middle, clockwise as one looks at it. */
export function turned(picture: Picture, degrees: number): Picture {
  const { width, height } = picture;
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [midX, midY] = [width / 2, height / 2];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [x - midX, y - midY];
      data[y * width + x] = shadeAt(picture, midX + cos * dx + sin * dy, midY - sin * dx + cos * dy);
    }
  }
  return { width, height, data };
}
