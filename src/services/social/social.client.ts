import type { CallContext, ServiceHttp } from '../../core/http.js';
import { path } from '../../core/http-path.js';
import { Post, PostList, Trending } from './social.schema.js';

export interface SocialClient {
  trending(context: CallContext): Promise<Trending>;
  search(query: string, context: CallContext): Promise<PostList>;
  post(text: string, context: CallContext): Promise<Post>;
}

export function createSocialClient(http: ServiceHttp): SocialClient {
  return {
    trending: (context) => http.get(path`/trending`, { schema: Trending, context }),
    search: (query, context) => http.get(path`/posts`, { query: { q: query }, schema: PostList, context }),
    post: (text, context) =>
      http.post(path`/posts`, { body: { text, author: context.userId }, schema: Post, context }),
  };
}
