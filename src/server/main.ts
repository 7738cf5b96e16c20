import { serveProcess } from './stdio.ts';

// The entry of dist/server.cjs. The channel (`--stdio`, `--node-ipc`, `--socket=…`, `--pipe=…`) is read from the command line.
serveProcess();
