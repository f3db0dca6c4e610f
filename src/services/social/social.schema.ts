import { z } from 'zod';

/** `GET /trending` strongest first */
export const Trending = z.object({
  topics: z.array(z.object({ tag: z.string(), posts: z.int(), change_percent: z.number() })),
});
export type Trending = z.infer<typeof Trending>;

/** `POST /posts {text, author}` */
export const Post = z.object({
  id: z.string(),
  author: z.string(),
  text: z.string(),
  likes: z.int(),
  tags: z.array(z.string()),
  at: z.string(),
});
export type Post = z.infer<typeof Post>;

/** `GET /posts?q=` best match first */
export const PostList = z.object({ posts: z.array(Post) });
export type PostList = z.infer<typeof PostList>;
