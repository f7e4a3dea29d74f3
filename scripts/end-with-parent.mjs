// npm runs a script in a shell that does not forward signals. When the operator stops npm, this process gets another
// parent. It then ends itself.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 200).unref();
