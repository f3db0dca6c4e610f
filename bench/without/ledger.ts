import type { createLedger as create } from '../../src/runs/ledger.js';

// A write is made and not put on record.

export const createLedger: typeof create = () => ({
  async carryOut(_write, { authorise, send }) {
    await authorise('');
    return send('');
  },
});
