import { z } from 'zod';

/** Something that whoever started a command can put right; its message is all they need. */
export class InputError extends Error {
  override name = 'InputError';
}

/**
 * Does the work of a command and ends the process with the code it gives. What is wrong with what it was given is said in words, with
 * exit code 2; anything else is a bug and is shown as one.
 */
export async function runCommand(work: () => number | void | Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    const message = messageOf(error);
    if (message === undefined) throw error;
    process.stderr.write(`${message}\n`);
    process.exitCode = 2;
  }
}

function messageOf(error: unknown): string | undefined {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code.startsWith('ERR_PARSE_ARGS')) return `${error.message.split('. ')[0]}. --help says what there is.`;
  if (error instanceof InputError || ['ENOENT', 'EISDIR', 'EACCES'].includes(code)) return error.message;
  return undefined;
}

/** What `read` makes of a file; what is wrong with it is said with its name. */
export function inFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) throw new InputError(`${file}: ${error.message}`);
    if (error instanceof z.ZodError)
      throw new InputError(`${file} is not in that layout:\n${z.prettifyError(error).slice(0, 600)}`);
    throw error;
  }
}
