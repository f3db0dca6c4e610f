/** One curve: its name, and its points by x. */
export interface Curve {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [640, 360, 70, 50, 40];
const COLOURS = ['#1f6feb', '#d1242f', '#1a7f37'];

/** A plot as SVG, both axes logarithmic; a dashed line stands at `limit`. */
export function plot(
  title: string,
  { x, y, limit }: { x: string; y: string; limit: number },
  curves: readonly Curve[],
): string {
  const all = curves.flatMap(({ points }) => points);
  const place = createScale(
    all.map((one) => one[0]),
    [...all.map((one) => one[1]), limit],
  );
  const ticks = [...new Set(all.map((one) => one[0]))].map((at) => {
    const [left] = place([at, 1]);
    return text([left, HEIGHT - BOTTOM + 18], String(at), 'middle');
  });
  const heights = [1, 10, 100, 1_000, 10_000]
    .map((at) => ({ at, top: place([1, at])[1] }))
    .filter(({ top }) => top >= TOP && top <= HEIGHT - BOTTOM)
    .map(({ at, top }) => text([LEFT - 8, top + 4], String(at), 'end') + line(top, '#ddd', ''));
  const lines = curves.map(({ name, points }, index) => {
    const colour = COLOURS[index % COLOURS.length] ?? '#000';
    const path = points.map((one) => place(one).join(',')).join(' ');
    const label = text([WIDTH - 12, TOP + 16 * (index + 1)], name, 'end', colour);
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${label}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text([WIDTH / 2, 20], title, 'middle'),
    text([WIDTH / 2, HEIGHT - 10], x, 'middle'),
    text([12, TOP - 8], y, 'start'),
    ...heights,
    line(place([1, limit])[1], '#888', '6 4'),
    ...ticks,
    ...lines,
    '</svg>\n',
  ].join('\n');
}

type Place = (point: readonly [x: number, y: number]) => [left: number, top: number];

function createScale(xs: readonly number[], ys: readonly number[]): Place {
  const log = (value: number): number => Math.log10(Math.max(value, 0.1));
  const [fromX, toX] = [Math.min(...xs.map(log)), Math.max(...xs.map(log))];
  const [fromY, toY] = [Math.min(...ys.map(log)), Math.max(...ys.map(log))];
  const part = (value: number, from: number, to: number): number =>
    (log(value) - from) / Math.max(to - from, 0.001);
  return ([x, y]) => [
    Math.round(LEFT + part(x, fromX, toX) * (WIDTH - LEFT - 30)),
    Math.round(HEIGHT - BOTTOM - part(y, fromY, toY) * (HEIGHT - BOTTOM - TOP)),
  ];
}

function text([x, y]: readonly [number, number], content: string, anchor: string, colour = '#222'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${colour}">${content}</text>`;
}

function line(y: number, colour: string, dashes: string): string {
  return `<line x1="${LEFT}" x2="${WIDTH - 30}" y1="${y}" y2="${y}" stroke="${colour}" stroke-dasharray="${dashes}"/>`;
}
