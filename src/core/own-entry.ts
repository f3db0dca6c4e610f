import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface OwnEntry {
  /** The file to start a thread or a process with. */
  file: string;
  /** What Node needs to be told to run it. */
  execArgv: string[];
}

/**
 * The file `<name>.entry.ts` beside the caller (`import.meta.url`), to be run in a thread or process of its own: compiled where the
 * caller is compiled, else as TypeScript by way of tsx.
 */
export function findOwnEntry(caller: string, name: string): OwnEntry {
  const isCompiled = new URL(caller).pathname.endsWith('.js');
  const file = fileURLToPath(new URL(`./${name}.entry.${isCompiled ? 'js' : 'ts'}`, caller));
  if (isCompiled) return { file, execArgv: ['--enable-source-maps'] };
  // `--import tsx` does nothing in a thread on Node 20; registering it by hand works there and in processes.
  const loader = pathToFileURL(createRequire(caller).resolve('tsx'));
  const api = new URL('./esm/api/index.mjs', loader).href;
  const register = `import { register } from ${JSON.stringify(api)}; register();`;
  return { file, execArgv: ['--import', `data:text/javascript,${encodeURIComponent(register)}`] };
}
