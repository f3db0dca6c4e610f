import { readFileSync } from 'node:fs';
import { ChatResponse, type Reply } from '../../src/contracts/chat.js';
import { Mode } from '../../src/contracts/mode.js';
import { askOf, MESSAGES } from '../messages.js';
import { Recording } from '../recording.js';
import { post, type Bench, type Target } from '../targets.js';

/** Throws unless the service, after all it was asked before, does for every message what the bare graph does. */
export async function assertSamePath(bench: Bench, target: Target, from: number): Promise<void> {
  const { replies } = Recording.parse(JSON.parse(readFileSync(bench.recordingFile, 'utf8')));
  const modes = [...Mode.options];
  const turns = Math.max(...modes.map((mode) => MESSAGES[mode].length)) * modes.length;
  for (let n = from; n < from + turns; n += 1) {
    const ask = askOf(modes, n);
    const bare = replies.find(({ mode, message }) => mode === ask.mode && message === ask.message)?.reply;
    const { reply } = ChatResponse.parse(JSON.parse(await post(bench.http, target.child.url, ask)));
    if (bare === undefined || pathOf(reply) === pathOf(bare)) continue;
    throw new Error(
      `"${ask.message}" in ${ask.mode}: ${pathOf(reply)} in the service, ${pathOf(bare)} in the graph`,
    );
  }
}

function pathOf({ kind, plan }: Reply): string {
  return [kind, ...(plan ?? []).map(({ tool, state }) => `${tool} ${state}`)].join(', ');
}
