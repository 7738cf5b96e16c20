import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { NodeFiles } from '../node/files.ts';
import { serve } from './server.ts';

/**
 * Serves the language server on the channel that the command line names: `--stdio`, `--node-ipc` and so on. The process
 * ends when the client says so, or when it is gone.
 */
export function serveProcess(): void {
	serve(createConnection(ProposedFeatures.all), folder => new NodeFiles(folder));
}
