#!/usr/bin/env node
// The command of this package. npm links a command only when its file exists, so this file is committed and not built.
import { existsSync } from 'node:fs';

const program = new URL('../dist/main.js', import.meta.url);

if (existsSync(program)) {
  await import(program.href);
} else {
  console.error('psp-sandbox is not built. Run: npm run build --workspace psp-sandbox');
  process.exitCode = 1;
}
