#!/usr/bin/env node
import { sandboxCommand } from './command/sandbox-command';

sandboxCommand('psp-sandbox')
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
