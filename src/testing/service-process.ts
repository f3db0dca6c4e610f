import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface ServiceProcess {
  url: string;
  pid: number;
  /** Resolves when it has ended, whoever ended it, to the signal that did where one did. */
  exited: Promise<NodeJS.Signals | null>;
  /** SIGKILL: no handler runs, nothing is flushed. */
  kill(): Promise<void>;
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ADDRESS = /VEZE Copilot\s+(http:\S+)/;

/** What is started: the sources, or what `npm run build` made of them, which is up in half the time. */
const STARTS = {
  sources: ['--import', 'tsx', 'src/main.ts'],
  build: ['--enable-source-maps', 'dist/src/main.js'],
} as const;

/** Starts the service as `npm start` does, in a process of its own; resolves when it serves. */
export async function startServiceProcess(
  env: Record<string, string>,
  from: keyof typeof STARTS = 'sources',
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, STARTS[from], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ENV: 'dev', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await readAddress(child);
  const exited = once(child, 'exit').then(() => child.signalCode);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  return {
    url,
    pid: child.pid ?? 0,
    exited,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const address = ADDRESS.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`The service ended with ${String(code)}: ${output}`)));
  });
}
