import { createSandbox } from '../../src/sandbox/app.js';
import { serve } from './serve.js';

const sandbox = createSandbox();
const { url, close } = await sandbox.listen(0);
serve({ url, stop: close });
