import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TextEmbeddings } from '../../llm/embeddings/text-embeddings.js';
import { trainClassifier, TRAINING_VERSION, type Classifier } from './classifier.js';
import { decodeClassifier, encodeClassifier } from './classifier-file.js';
import type { ExampleGroup } from './examples.js';

/** Where the build puts what it trained. */
export const BUILT_FILE = fileURLToPath(new URL('./routing.model', import.meta.url));

/** The classifier of these examples: as the build made it, else as it was trained here before, else trained and kept. */
export async function openClassifier(
  groups: readonly ExampleGroup[],
  embeddings: TextEmbeddings,
): Promise<Classifier> {
  const key = keyOf(groups, embeddings);
  const cached = join(cacheFolder(), `${key}.model`);
  for (const file of [BUILT_FILE, cached]) {
    const found = existsSync(file) ? decodeClassifier(readFileSync(file), key) : undefined;
    if (found !== undefined) return found;
  }
  const classifier = await trainClassifier(
    groups.flatMap(({ name, texts }) => texts.map((text) => ({ text, label: name }))),
    embeddings,
  );
  keep(cached, encodeClassifier(classifier, key));
  return classifier;
}

/** The bytes of the classifier, for the build. */
export async function buildClassifier(
  groups: readonly ExampleGroup[],
  embeddings: TextEmbeddings,
): Promise<Buffer> {
  return encodeClassifier(await openClassifier(groups, embeddings), keyOf(groups, embeddings));
}

function keyOf(groups: readonly ExampleGroup[], embeddings: TextEmbeddings): string {
  const texts = groups.map(({ name, texts }) => [name, texts]);
  return createHash('sha256')
    .update(JSON.stringify([TRAINING_VERSION, embeddings.model, texts]))
    .digest('hex')
    .slice(0, 32);
}

/** A cache that cannot be written costs the next start some seconds, nothing else. */
function keep(file: string, bytes: Buffer): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, file);
  } catch {
    return;
  }
}

function cacheFolder(): string {
  const modules = dirname(dirname(createRequire(import.meta.url).resolve('zod/package.json')));
  return join(modules, '.cache', 'routing');
}
