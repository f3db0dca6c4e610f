import { register } from 'node:module';

// Loaded before the service (`--import`): it takes the guards named in BENCH_WITHOUT out of the modules that are loaded
// after it. The service itself has no such switch.
register('./resolve.js', { parentURL: import.meta.url, data: process.env['BENCH_WITHOUT'] ?? '' });
