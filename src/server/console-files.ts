import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { AppError } from '../core/errors.js';

export interface ConsoleAsset {
  mediaType: string;
  plain: Buffer;
  gzipped: Buffer;
}

/** The console as it was built: one page for all addresses, and its parts by name. */
export interface ConsoleFiles {
  /** The page with its `<base>`, where one is needed; `base` must be harmless in an attribute. */
  page(base: string): Promise<string>;
  /** The template of the page that shows one run by itself. */
  runFile(): Promise<string>;
  /** Undefined where there is no such part. */
  asset(name: string): Promise<ConsoleAsset | undefined>;
}

const MEDIA_TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The compiled service finds it beside itself, the sources in `dist/`. */
const PLACES = ['../../console/', '../../dist/console/'];

const compress = promisify(gzip);

/** Reads from disk once. Where it has not been built, whoever asks is told how to. */
export function createConsoleFiles(folder = findFolder()): ConsoleFiles {
  let page: Promise<string> | undefined;
  let names: Promise<ReadonlySet<string>> | undefined;
  const assets = new Map<string, Promise<ConsoleAsset>>();
  return {
    async page(base) {
      page ??= readFile(join(folder, 'console.html'), 'utf8');
      const html = await page.catch((error: unknown) => {
        page = undefined;
        throw notBuilt(error);
      });
      return base === '' ? html : html.replace('<head>', `<head>\n<base href="${base}">`);
    },
    runFile: () =>
      readFile(join(folder, 'run-file.html'), 'utf8').catch((error: unknown) =>
        Promise.reject(notBuilt(error)),
      ),
    async asset(name) {
      names ??= listAssets(folder);
      if (!(await names).has(name)) return undefined;
      const asset = assets.get(name) ?? readAsset(join(folder, 'assets', name));
      assets.set(name, asset);
      return asset;
    },
  };
}

function findFolder(): string {
  const folders = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return folders.find((folder) => existsSync(join(folder, 'console.html'))) ?? '';
}

/** Names that are asked for are looked up here, never joined to a path unseen. */
async function listAssets(folder: string): Promise<ReadonlySet<string>> {
  const names = await readdir(join(folder, 'assets')).catch(() => []);
  return new Set(names.filter((name) => extname(name) in MEDIA_TYPES));
}

async function readAsset(file: string): Promise<ConsoleAsset> {
  const plain = await readFile(file);
  const mediaType = MEDIA_TYPES[extname(file)] ?? 'application/octet-stream';
  return { mediaType, plain, gzipped: await compress(plain, { level: 9 }) };
}

function notBuilt(cause: unknown): AppError {
  return new AppError('not_found', 'The console has not been built: run "npm run build".', { cause });
}
