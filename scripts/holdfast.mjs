// `npm start` and `npm run demo`: makes the checkout ready, then is the program itself.
// npm runs this under a shell that does not pass signals on: when it is gone, npm was told to end, and so are we.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 200).unref();

await import('./ready.mjs');
await import('../dist/src/cli.js');
