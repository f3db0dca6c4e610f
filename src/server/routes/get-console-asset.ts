import { z } from 'zod';
import { AppError } from '../../core/errors.js';
import type { ConsoleFiles } from '../console-files.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const AssetParams = z.object({ file: z.string() });

/** A name holds a hash of what the file says, so it is asked for once. */
export function createGetConsoleAsset(files: ConsoleFiles): Route {
  return {
    method: 'GET',
    path: '/assets/:file',
    summary: 'Part of the console',
    params: AssetParams,
    answers: [{ mediaType: 'text/javascript' }, { mediaType: 'text/css' }, { mediaType: 'image/svg+xml' }],
    problems: ['not_found'],
    handle: async (ctx) => {
      const { file } = parse(AssetParams, ctx['params']);
      const asset = await files.asset(file);
      if (asset === undefined) throw new AppError('not_found', `There is nothing at ${ctx.path}.`);

      ctx.set('cache-control', 'public, max-age=31536000, immutable');
      ctx.vary('Accept-Encoding');
      ctx.type = asset.mediaType;
      const isCompressed = ctx.acceptsEncodings('gzip', 'identity') === 'gzip';
      if (isCompressed) ctx.set('content-encoding', 'gzip');
      ctx.body = isCompressed ? asset.gzipped : asset.plain;
    },
  };
}
