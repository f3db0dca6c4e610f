import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { recordAnswers } from '../record.js';
import { serve } from './serve.js';

const Order = z.object({ file: z.string(), seed: z.int() });

serve({
  ops: {
    async record(input) {
      const { file, seed } = Order.parse(input);
      writeFileSync(file, JSON.stringify(await recordAnswers(seed)));
    },
  },
});
