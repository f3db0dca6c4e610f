import { rmSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { loadCase } from '../cases/load-cases.js';
import { makeCassette } from '../replay/make-cassette.js';
import { playLoaded } from '../replay/play-loaded.js';
import type { Stage } from '../replay/stage.js';
import { showFailure } from '../reports/terminal.js';
import type { RecordedSession } from './recorded-session.js';
import { createRedaction } from './redaction.js';
import { toCase } from './to-case.js';

export interface Writing {
  /** `<folder of cases>/<suite>/<name>.yaml` */
  file: string;
  /** The folder of cases where it is not ours. */
  folder?: string;
  title: string;
}

/** Writes a conversation as a case and plays it; removes it again where it does not pass, and says why. */
export async function writeCase(
  stage: Stage,
  session: RecordedSession,
  writing: Writing,
): Promise<{ problems: string[] }> {
  const redact = createRedaction(session);
  const { spec, calls, hasModel } = toCase(redact(session), writing.title);
  const tools = writing.file.replace(/\.yaml$/, '.tools.json');
  const texts = new Map([
    [writing.file, stringify(spec, { lineWidth: 110 })],
    [tools, `${JSON.stringify({ calls }, null, 2)}\n`],
  ]);
  const left = redact.values.filter((value) => [...texts.values()].some((text) => text.includes(value)));
  if (left.length > 0) return { problems: [`${left.length} private values were not taken out everywhere.`] };
  for (const [file, text] of texts) writeFileSync(file, text);
  const problems = await tryOut(stage, writing, hasModel);
  if (problems.length > 0)
    for (const file of [...texts.keys(), writing.file.replace(/\.yaml$/, '.cassette.json')])
      rmSync(file, { force: true });
  return { problems };
}

async function tryOut(stage: Stage, { file, folder }: Writing, hasModel: boolean): Promise<string[]> {
  const unmade = loadCase(file, folder, false);
  if (unmade.kind !== 'conversation') return ['It is no conversation.'];
  try {
    if (hasModel) await makeCassette(stage, unmade);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  const result = await playLoaded(stage, loadCase(file, folder));
  return result.status === 'passed' ? [] : [showFailure(result)];
}
