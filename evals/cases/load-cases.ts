import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { InputError } from '../command.js';
import { EvalCase } from './eval-case.js';
import { MatchCase } from './match-case.js';

/** A conversation as it is on disk. */
export interface LoadedCase {
  kind: 'conversation';
  /** `support/refund-delivered-order`: the suite and the file. */
  id: string;
  suite: string;
  file: string;
  spec: EvalCase;
  /** The model's answers, where a model plans. */
  cassetteFile: string | undefined;
  /** The tools' answers, where they come from a recording. */
  toolsFile: string | undefined;
}

/** A recorded match as it is on disk. */
export interface LoadedMatch {
  kind: 'match';
  id: string;
  suite: string;
  file: string;
  spec: MatchCase;
}

export type Loaded = LoadedCase | LoadedMatch;

export const CASES_FOLDER = fileURLToPath(new URL('./', import.meta.url));

/** What is wrong with a case's file, by its name. */
export class CaseFileError extends InputError {
  override name = 'CaseFileError';
}

export interface Selection {
  /** Names of suites; all where it is left out. */
  suites?: readonly string[] | undefined;
  /** A part of a case's id, or one of its tags. */
  only?: string | undefined;
}

/** Every case below `folder` that is asked for, in order of their ids. Throws `CaseFileError`, for all files that are wrong at once. */
export function loadCases(selection: Selection = {}, folder: string = CASES_FOLDER): Loaded[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
  const problems: string[] = [];
  const cases = files.flatMap((name) => {
    try {
      return [loadCase(join(folder, name), folder)];
    } catch (error) {
      if (!(error instanceof CaseFileError)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  if (problems.length > 0) throw new CaseFileError(problems.join('\n\n'));
  return cases.filter((one) => isAskedFor(one, selection)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function isAskedFor({ id, suite, spec }: Loaded, { suites, only }: Selection): boolean {
  if (suites !== undefined && !suites.includes(suite)) return false;
  return only === undefined || id.includes(only) || spec.tags.includes(only);
}

/** Reads one case; its suite is the first folder below `folder`. What it is played with must be there, unless it is about to be made. */
export function loadCase(file: string, folder: string = CASES_FOLDER, mustExist = true): Loaded {
  const id = relative(folder, file)
    .replace(/\.ya?ml$/, '')
    .replaceAll(sep, '/');
  const common = { id, suite: id.split('/')[0] ?? id, file };
  const raw = parseYaml(file, id);
  if (isMatch(raw)) return { kind: 'match', ...common, spec: checked(MatchCase, raw, id) };
  const spec = checked(EvalCase, raw, id);
  const beside = (name: string): string => besideOf(file, name, mustExist ? id : undefined);
  const cassetteFile =
    spec.planner === 'llm' ? beside(spec.cassette ?? `${nameOf(id)}.cassette.json`) : undefined;
  const toolsFile = spec.services === 'recorded' ? beside(`${nameOf(id)}.tools.json`) : undefined;
  return { kind: 'conversation', ...common, spec, cassetteFile, toolsFile };
}

function parseYaml(file: string, id: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CaseFileError(`${id}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
}

/** What has a match and nobody who talks. */
function isMatch(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && 'match' in raw && !('turns' in raw);
}

function checked<Schema extends z.ZodType>(schema: Schema, raw: unknown, id: string): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new CaseFileError(`${id}:\n${z.prettifyError(parsed.error)}`);
}

/** With an `id` to blame, it must be there. */
function besideOf(file: string, name: string, id: string | undefined): string {
  const path = join(dirname(file), name);
  if (id === undefined || existsSync(path)) return path;
  throw new CaseFileError(`${id}: there is no ${name} beside it; make it with npm run evals:cassettes`);
}

function nameOf(id: string): string {
  return id.split('/').at(-1) ?? id;
}
