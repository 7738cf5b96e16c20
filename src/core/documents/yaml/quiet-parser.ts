import { CST, Parser } from 'yaml';

/**
 * The parser of the `yaml` package without its debug switch: `next` of the original asks `process.env` at every
 * token, which takes longer than parsing. The body is that of version 2.9; a test compares the tokens of the two.
 */
export class QuietParser extends Parser {
	override *next(source: string): Generator<CST.Token, void> {
		const state = this as unknown as ParserState;
		state.source = source;
		if (state.atScalar) {
			state.atScalar = false;
			yield* state.step();
			this.offset += source.length;
			return;
		}
		const type = CST.tokenType(source);
		if (type === null) {
			const message = `Not a YAML token: ${source}`;
			yield* state.pop({ type: 'error', offset: this.offset, message, source });
			this.offset += source.length;
		} else if (type === 'scalar') {
			state.atNewLine = false;
			state.atScalar = true;
			state.type = 'scalar';
		} else {
			state.type = type;
			yield* state.step();
			if (moveOn(state, type, source)) {
				this.offset += source.length;
			}
		}
	}
}

/** What the original keeps to itself. */
interface ParserState {
	atNewLine: boolean;
	atScalar: boolean;
	indent: number;
	source: string;
	type: string;
	step(): Generator<CST.Token, void>;
	pop(error: CST.Token): Generator<CST.Token, void>;
}

/** Keeps count of the indentation. False for tokens that stand for no character. */
function moveOn(state: ParserState, type: CST.TokenType, source: string): boolean {
	switch (type) {
		case 'newline':
			state.atNewLine = true;
			state.indent = 0;
			break;
		case 'space':
			if (state.atNewLine && source.startsWith(' ')) {
				state.indent += source.length;
			}
			break;
		case 'explicit-key-ind':
		case 'map-value-ind':
		case 'seq-item-ind':
			if (state.atNewLine) {
				state.indent += source.length;
			}
			break;
		case 'doc-mode':
		case 'flow-error-end':
			return false;
		default:
			state.atNewLine = false;
	}
	return true;
}
