// `npm start` and `npm run demo`: makes the checkout ready, then is the program itself, so that a signal reaches it.
import './ready.mjs';
await import('../dist/cli.js');
