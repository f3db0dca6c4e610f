/** One server-sent event as its bytes say it, read by the letter of the specification's line rules. */
export interface ReadFrame {
  id: string;
  event: string;
  data: string;
}

/** The events in the text of a stream; comments and `retry` are left out. */
export function readSseFrames(text: string): ReadFrame[] {
  return text
    .split('\n\n')
    .filter((block) => /^data:/m.test(block))
    .map((block) => ({ id: field(block, 'id'), event: field(block, 'event'), data: field(block, 'data') }));
}

function field(block: string, name: string): string {
  const line = block.split('\n').find((candidate) => candidate.startsWith(`${name}: `));
  return line?.slice(name.length + 2) ?? '';
}

/** Reads a stream until its text so far satisfies `enough`; then lets it go. */
export async function readUntil(response: Response, enough: (text: string) => boolean): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  if (response.body === null) return text;
  for await (const bytes of response.body) {
    text += decoder.decode(bytes, { stream: true });
    if (enough(text)) break;
  }
  return text;
}
