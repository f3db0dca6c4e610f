import { spawnSync } from 'node:child_process';
import { arch, cpus, platform, totalmem } from 'node:os';
import { ROOT } from './build.js';

/** What the numbers were measured on. */
export interface Machine {
  at: string;
  rev: string;
  node: string;
  platform: string;
  cores: number;
  cpu: string;
  memoryGb: number;
}

export function describeMachine(now: Date): Machine {
  return {
    at: now.toISOString(),
    rev:
      git('rev-parse', '--short', 'HEAD') +
      (git('status', '--porcelain', 'src', 'graphs') === '' ? '' : '-dirty'),
    node: process.versions.node,
    platform: `${platform()} ${arch()}`,
    cores: cpus().length,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
  };
}

function git(...args: string[]): string {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : 'unknown';
}
