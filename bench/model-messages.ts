/** Which plan the scripted model makes of a message is told by these words in it. */
export const AT_ONCE = 'all at once';
export const IN_TURN = 'one after the other';

const THREE = 'what is trending, what do people post about dinoboss, when do the Orion Comets play';
export const PARALLEL_ASK = { mode: 'helm', message: `${THREE}? ${AT_ONCE}` } as const;
export const SEQUENTIAL_ASK = { mode: 'helm', message: `${THREE}? ${IN_TURN}` } as const;
export const ORDER_ASK = { mode: 'support', message: 'where is order 126?' } as const;
