import { readFileSync } from 'node:fs';
import { Recording } from '../recording.js';

/** The recording that the parent had made for all children. */
export function readRecording(): Recording {
  const file = process.env['BENCH_RECORDING'];
  if (file === undefined) throw new Error('BENCH_RECORDING names no file');
  return Recording.parse(JSON.parse(readFileSync(file, 'utf8')));
}
