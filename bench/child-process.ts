import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { z } from 'zod';
import { BUILD_DIR } from './build.js';
import { Answered, Ready, Usage } from './protocol.js';

export interface Child {
  /** Where it listens; empty where it does not. */
  url: string;
  ask<T>(op: string, input: unknown, schema: z.ZodType<T>): Promise<T>;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

export interface ChildOptions {
  /** `koa`, `graph`, `service`, `sandbox`, `model`, `record`: a file of `bench/child`. */
  name: string;
  env?: Record<string, string>;
  execArgv?: string[];
}

const STOP_MS = 15_000;

/** Starts compiled code as `npm start` does, its log going nowhere; resolves when it can be asked. */
export async function startChild({ name, env = {}, execArgv = [] }: ChildOptions): Promise<Child> {
  const child = fork(join(BUILD_DIR, 'bench', 'child', `${name}.js`), {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    execArgv: ['--enable-source-maps', ...execArgv],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const { url = '' } = Ready.parse(await firstMessage(child, name));
  const ask = createAsker(child, name);
  return {
    url,
    ask,
    usage: () => ask('usage', null, Usage),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.disconnect();
      const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await exited;
      clearTimeout(kill);
    },
  };
}

function firstMessage(child: ChildProcess, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`The ${name} process ended with ${String(code)}`)));
  });
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

function createAsker(child: ChildProcess, name: string): Child['ask'] {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  child.on('message', (message) => {
    const answer = Answered.parse(message);
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) asked?.reject(new Error(`${name}: ${answer.error}`));
    else asked?.resolve(answer.value);
  });
  child.on('exit', (code) => {
    for (const asked of waiting.values()) asked.reject(new Error(`${name} ended with ${String(code)}`));
  });
  return async (op, input, schema) => {
    last += 1;
    const id = last;
    const answered = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
    child.send({ id, op, input });
    return schema.parse(await answered);
  };
}
