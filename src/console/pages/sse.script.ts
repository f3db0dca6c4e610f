/**
 * Streams one turn: POSTs the message, and when the connection is lost continues behind the last event by its id, as an
 * EventSource would. (An EventSource itself can neither POST nor read why it was refused.)
 */
export const sseScript = String.raw`
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What the copilot said is wrong, as an Error with a sentence to show and a code. */
async function problemOf(response) {
  try {
    const { detail, code } = await response.json();
    return Object.assign(new Error(detail), { code });
  } catch {
    return new Error('The copilot answered ' + response.status + '.');
  }
}

function parseFrame(block) {
  const frame = { event: 'message', data: '' };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon > 0) frame[line.slice(0, colon)] = line.slice(colon + 2);
  }
  return frame;
}

async function readFrames(response, onFrame) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks.map(parseFrame)) onFrame(block);
  }
}

/** onFrame gets each frame with data once, in order; resolves behind 'end', throws an Error with a sentence to show. */
async function streamTurn(body, onFrame, onLost) {
  let lastId = null;
  let ended = false;
  let retry = 2000;
  const take = (frame) => {
    if (frame.retry) retry = Number(frame.retry);
    if (!frame.id) return;
    lastId = frame.id;
    ended = frame.event === 'end';
    onFrame(frame.event, JSON.parse(frame.data));
  };
  const start = () => fetch('chat/stream', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const resume = () => fetch('chat/stream', { headers: { 'last-event-id': lastId } });
  for (let lost = 0; !ended; lost += 1) {
    if (lost > 60) throw new Error('The connection could not be restored.');
    try {
      const response = await (lastId === null ? start() : resume());
      if (response.status === 204) return;
      if (!response.ok) throw Object.assign(await problemOf(response), { refused: response.status < 500 || lastId === null });
      await readFrames(response, take);
    } catch (error) {
      // Without an id it is not known whether the message arrived; saying it twice could do it twice.
      if (error.refused || lastId === null) throw error.refused ? error : new Error('The copilot cannot be reached.');
    }
    if (!ended && lastId === null) throw new Error('The connection was lost before the copilot had answered.');
    if (!ended) {
      onLost();
      await sleep(retry);
    }
  }
}
`;
