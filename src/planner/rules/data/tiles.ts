/** The tiles of the Helm shell: where `nav` replies point to, and what a person calls them. */
export interface Tile {
  to: string;
  title: string;
  /** What to say to get there; also shown as a choice. */
  say: string;
  does: string;
  names: readonly string[];
}

export const TILES: readonly Tile[] = [
  {
    to: 'VEZEPyCommerce',
    title: 'Store',
    say: 'store',
    does: 'browse and buy',
    names: ['store', 'shop', 'catalog', 'commerce'],
  },
  {
    to: 'VEZEPyRAG',
    title: 'Docs',
    say: 'docs',
    does: 'ask the knowledge base',
    names: ['docs', 'knowledge', 'documents', 'documentation'],
  },
  {
    to: 'VEZEPyEmail',
    title: 'Email',
    say: 'email',
    does: 'send mail and read the inbox',
    names: ['email', 'mail', 'inbox'],
  },
  {
    to: 'VEZEPySocial',
    title: 'Social',
    say: "what's trending",
    does: 'posts and trending topics',
    names: ['social', 'feed'],
  },
  {
    to: 'VEZEPySports',
    title: 'Sports',
    say: 'scores',
    does: 'scores and fixtures',
    names: ['sports', 'sport'],
  },
  {
    to: 'VEZEPyXEngine',
    title: 'XEngine',
    say: 'trends',
    does: 'trends across VEZE',
    names: ['xengine', 'trends'],
  },
  {
    to: 'VEZEPyGame',
    title: 'Game',
    say: 'open the game',
    does: 'matches and boss strategy',
    names: ['game', 'games'],
  },
  {
    to: 'Helm',
    title: 'Helm',
    say: 'home',
    does: 'all tiles',
    names: ['home', 'helm', 'menu', 'tiles', 'dashboard', 'services', 'apps'],
  },
];

/** Where each helm specialist's answers belong. */
export const TILE_OF_SPECIALIST: Readonly<Record<string, string>> = {
  shop: 'VEZEPyCommerce',
  orders: 'VEZEPyCommerce',
  knowledge: 'VEZEPyRAG',
  email: 'VEZEPyEmail',
  social: 'VEZEPySocial',
  sports: 'VEZEPySports',
  trends: 'VEZEPyXEngine',
  guide: 'Helm',
};
