import { COLOURS, type Picture } from './picture.js';

const FONT = 'system-ui, sans-serif';
/** Pixels of a canvas for each unit of the drawing: sharp on any screen. */
const SCALE = 2;

/** The picture as an SVG document of its own. */
export function asSvg({ width, height, boxes, edges }: Picture): string {
  const lines = edges.flatMap(({ path, stroke, width: thick, dashed, label }) => [
    `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${thick}"${dashed ? ' stroke-dasharray="4 4"' : ''}/>`,
    ...(label === null ? [] : [text(label.text, label.x, label.y - 4, { size: 11, anchor: 'middle' })]),
  ]);
  const shapes = boxes.flatMap((box) => [
    `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="${box.round}" fill="${COLOURS.box}" stroke="${box.stroke}" stroke-width="1.5"/>`,
    ...placed(box).map(({ line, x, y, size, colour }) => text(line, x, y, { size, colour })),
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${FONT}">`,
    `<rect width="100%" height="100%" fill="${COLOURS.ground}"/>`,
    ...lines,
    ...shapes,
    '</svg>',
    '',
  ].join('\n');
}

/** The picture as a PNG. A canvas draws the shapes themselves: the page's policy lets no image be made of the SVG. */
export async function asPng(picture: Picture): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = picture.width * SCALE;
  canvas.height = picture.height * SCALE;
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('The browser gives no canvas to draw on');
  pen.scale(SCALE, SCALE);
  draw(pen, picture);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('The canvas gave no image')) : resolve(blob)));
  });
}

function draw(pen: CanvasRenderingContext2D, { width, height, boxes, edges }: Picture): void {
  pen.fillStyle = COLOURS.ground;
  pen.fillRect(0, 0, width, height);
  for (const { path, stroke, width: thick, dashed, label } of edges) {
    Object.assign(pen, { strokeStyle: stroke, lineWidth: thick });
    pen.setLineDash(dashed ? [4, 4] : []);
    pen.stroke(new Path2D(path));
    if (label === null) continue;
    Object.assign(pen, { fillStyle: COLOURS.text, font: `11px ${FONT}`, textAlign: 'center' });
    pen.fillText(label.text, label.x, label.y - 4);
  }
  Object.assign(pen, { textAlign: 'left', lineWidth: 1.5 });
  pen.setLineDash([]);
  for (const box of boxes) {
    Object.assign(pen, { fillStyle: COLOURS.box, strokeStyle: box.stroke });
    pen.beginPath();
    pen.roundRect(box.x, box.y, box.width, box.height, box.round);
    pen.fill();
    pen.stroke();
    for (const { line, x, y, size, colour } of placed(box)) {
      Object.assign(pen, { fillStyle: colour, font: `${size}px ${FONT}` });
      pen.fillText(line, x, y);
    }
  }
}

interface PlacedLine {
  line: string;
  x: number;
  y: number;
  size: number;
  colour: string;
}

/** The lines of a box, the first one larger, in its middle. */
function placed({ x, y, height, lines }: Picture['boxes'][number]): PlacedLine[] {
  const top = y + height / 2 + 5 - (lines.length - 1) * 8;
  return lines.map((line, at) => ({
    line,
    x: x + 12,
    y: top + at * 17,
    size: at === 0 ? 14 : 11,
    colour: at === 0 ? COLOURS.text : COLOURS.quiet,
  }));
}

function text(
  words: string,
  x: number,
  y: number,
  { size, colour = COLOURS.text, anchor = 'start' }: { size: number; colour?: string; anchor?: string },
): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}" text-anchor="${anchor}">${escape(words)}</text>`;
}

function escape(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
