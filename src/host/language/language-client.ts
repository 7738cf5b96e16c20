/** The parts of the language client that are used. A file of its own, because a bundle gives no names to a whole package that is loaded late. */
export { LanguageClient, TransportKind } from 'vscode-languageclient/node';
