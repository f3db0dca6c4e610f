import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const WAIT_MS = 20 * 60_000;

/** Runs `work` in one process at a time. A lock whose process is dead is taken over. */
export function withLock(root, work) {
  const dir = join(root, '.cache');
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'bootstrap.lock');
  take(file);
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file) {
  const deadline = Date.now() + WAIT_MS;
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  let told = false;
  try {
    while (!linked(own, file)) {
      const holder = readHolder(file);
      if (holder !== undefined && !isAlive(holder)) discard(file, own, holder);
      else if (Date.now() > deadline)
        throw new Error(`Process ${holder} holds ${file} for too long; end it or delete the file.`);
      else sleep(200);
      if (!told && holder !== undefined && isAlive(holder))
        console.error(`Waiting for process ${holder}, which is installing ...`);
      told ||= holder !== undefined;
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** A link appears with its content, so nobody ever reads an empty lock. */
function linked(own, file) {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Moves the dead process's lock aside; puts it back when it turns out to be a living one's, taken in between. */
function discard(file, own, holder) {
  const aside = `${own}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readHolder(aside) !== holder) linked(aside, file);
  rmSync(aside, { force: true });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
