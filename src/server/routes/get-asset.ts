import { homeScript } from '../../console/pages/home.script.js';
import { pageIcon } from '../../console/pages/page.icon.js';
import { pageStyle } from '../../console/pages/page.style.js';
import { toolsScript } from '../../console/pages/tools.script.js';
import { hashOf } from '../../core/ids.js';
import type { Route } from '../route.js';

const ASSETS = [
  { path: '/assets/page.css', mediaType: 'text/css', text: pageStyle },
  { path: '/assets/icon.svg', mediaType: 'image/svg+xml', text: pageIcon },
  { path: '/assets/home.js', mediaType: 'text/javascript', text: homeScript },
  { path: '/assets/tools.js', mediaType: 'text/javascript', text: toolsScript },
];

/** The scripts and the style of the pages. */
export function createAssetRoutes(): Route[] {
  return ASSETS.map(({ path, mediaType, text }) => {
    const tag = hashOf(text).slice(0, 16);
    return {
      method: 'GET',
      path,
      summary: 'Part of the pages',
      answers: [{ mediaType }],
      handle: (ctx) => {
        ctx.set('cache-control', 'no-cache');
        ctx.type = mediaType;
        ctx.body = text;
        ctx.response.etag = tag;
        if (ctx.fresh) ctx.status = 304;
      },
    };
  });
}
