// `npm start` and `npm run demo` run this file. It makes the checkout ready and then becomes the program itself.
import './end-with-parent.mjs';
await import('./ready.mjs');
await import('../dist/cli.js');
