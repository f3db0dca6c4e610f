import type { Post, Trending } from '../../services/social/social.schema.js';
import type { JsonObject } from '../../contracts/json.js';
import type { Clock } from '../../core/clock.js';
import { createBoundedMap } from '../bounded-map.js';
import { seededPosts, TREND_BASES } from '../data/posts.js';
import { between, chance } from '../random.js';
import { words, wordSet } from '../text.js';

export interface SocialState {
  publish(author: string, text: string): Post;
  /** Best match first, then most liked; the newest first where nothing is searched. */
  search(query?: string): Post[];
  /** Strongest first; a post counts for its tags at once. */
  trending(): Trending['topics'];
  snapshot(): JsonObject;
}

const KEPT_POSTS = 5_000;
const PAGE = 20;
const TOPICS_SHOWN = 10;

export function createSocialState(clock: Clock, seed: number): SocialState {
  const posts = createBoundedMap<string, Post & { words: ReadonlySet<string> }>(KEPT_POSTS);
  const counts = new Map(TREND_BASES);
  let published = 0;
  for (const post of seededPosts(clock.now(), seed))
    posts.put(post.id, { ...post, words: wordSet(post.text) });

  return {
    publish: (author, text) => {
      published += 1;
      const id = `post-${1000 + published}`;
      const post = { id, author, text, likes: 0, tags: tagsIn(text), at: clock.now().toISOString() };
      posts.put(id, { ...post, words: wordSet(text) });
      for (const tag of post.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
      return post;
    },
    search: (query) =>
      rank([...posts.values()], query)
        .slice(0, PAGE)
        .map(toPost),
    trending: () =>
      [...counts]
        .map(([tag, count]) => ({
          tag,
          posts: count,
          change_percent: between(-15, 80, chance(seed, 'tag', tag)),
        }))
        .toSorted((a, b) => b.posts - a.posts)
        .slice(0, TOPICS_SHOWN),
    snapshot: () => ({ posts: [...posts.values()].map(toPost) }),
  };
}

/** The hashtags of a text, lower case, each once. */
export function tagsIn(text: string): string[] {
  return [
    ...new Set(Array.from(text.matchAll(/#([\p{L}\p{N}_]+)/gu), ([, tag = '']) => `#${tag.toLowerCase()}`)),
  ];
}

type IndexedPost = Post & { words: ReadonlySet<string> };

function rank(posts: readonly IndexedPost[], query: string | undefined): IndexedPost[] {
  if (query === undefined) return posts.toSorted((a, b) => b.at.localeCompare(a.at));
  const wanted = words(query);
  const hits = (post: IndexedPost): number =>
    wanted.filter((word) => post.words.has(word) || post.author.toLowerCase() === word).length;
  return posts
    .map((post) => ({ post, hits: hits(post) }))
    .filter(({ hits }) => hits > 0)
    .toSorted((a, b) => b.hits - a.hits || b.post.likes - a.post.likes)
    .map(({ post }) => post);
}

function toPost({ id, author, text, likes, tags, at }: Post): Post {
  return { id, author, text, likes, tags, at };
}
