import type { ModelSettings } from '../../core/model-settings.js';
import { loadCassette } from './cassette.js';
import { record } from './record.js';
import { replay } from './replay.js';

/** The `fetch` the setting asks for; undefined where it asks for none. Rejects where a cassette to replay cannot be read. */
export async function openCassette(
  { cassette }: Pick<ModelSettings, 'cassette'>,
  { scrub, now }: { scrub: (text: string) => string; now: Date },
): Promise<typeof fetch | undefined> {
  if (cassette === undefined) return undefined;
  const { file } = cassette;
  if (cassette.mode === 'replay') return replay(await loadCassette(file), { file, scrub }).fetch;
  return record({ file, recordedBy: 'server', on: now, scrub, fetch });
}
