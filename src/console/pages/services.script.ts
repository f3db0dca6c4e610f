/** Shared by the home and the tools page: reads the services with their tools and health, draws elements without markup. */
export const servicesScript = String.raw`
const TITLES = {
  commerce: ['VEZEPyCommerce', 'Catalogue, carts, orders, refunds'],
  rag: ['VEZEPyRAG', 'The knowledge base, with citations'],
  email: ['VEZEPyEmail', 'Write, send and read e-mail'],
  xengine: ['VEZEPyXEngine', 'NPC lines, boss strategy, trends'],
  game: ['VEZEPyGame', 'Matches, analysis, orders to allies'],
  sports: ['VEZEPySports', 'Scores and fixtures'],
  social: ['VEZEPySocial', 'Trending, search, posts'],
};

function el(tag, attributes, ...children) {
  const node = Object.assign(document.createElement(tag), attributes);
  node.append(...children);
  return node;
}

function healthOf(health) {
  if (!health) return el('span', { className: 'health', textContent: 'unknown' });
  if (!health.reachable) return el('span', { className: 'health down', textContent: 'not reachable' });
  if (health.breaker !== 'closed') return el('span', { className: 'health shaky', textContent: 'recovering' });
  return el('span', { className: 'health up', textContent: 'up' });
}

function chatLink(action) {
  const mode = action.modes[0] || 'support';
  const query = new URLSearchParams({ mode, q: action.example });
  return el('a', { href: 'chat?' + query, textContent: action.example, title: action.description });
}

async function draw(drawService) {
  const place = document.getElementById('services');
  try {
    const response = await fetch('actions', { headers: { accept: 'application/json' } });
    const { actions, services } = await response.json();
    const names = Object.keys(TITLES).filter((name) => actions.some((action) => action.service === name));
    place.replaceChildren(...names.map((name) => {
      const [title, about] = TITLES[name];
      const top = el('div', { className: 'top' }, el('h2', { textContent: title }), healthOf(services[name]));
      const own = actions.filter((action) => action.service === name);
      return el('article', { className: 'card' }, top, el('p', { textContent: about }), ...drawService(own));
    }));
  } catch {
    place.replaceChildren(el('p', { textContent: 'The copilot could not be asked. Please reload the page.' }));
  }
}
`;
