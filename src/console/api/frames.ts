/** One server-sent event; `id` and `data` are empty where it has none, as a bare `retry` has not. */
export interface Frame {
  id: string;
  event: string;
  data: string;
  retry: number | null;
}

/** Frames of a stream's text, as it comes in pieces; what is not finished yet waits for the next piece. */
export function createFrameReader(): (piece: string) => Frame[] {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.map(readFrame);
  };
}

function readFrame(block: string): Frame {
  const frame: Frame = { id: '', event: 'message', data: '', retry: null };
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name === 'id' || name === 'event' || name === 'data') frame[name] = value;
    if (name === 'retry') frame.retry = Number(value);
  }
  return frame;
}
