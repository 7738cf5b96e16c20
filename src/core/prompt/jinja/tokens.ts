/** The token types of `@huggingface/jinja`. */
export type TokenType =
	| 'Text'
	| 'NumericLiteral'
	| 'StringLiteral'
	| 'Identifier'
	| 'Equals'
	| 'OpenParen'
	| 'CloseParen'
	| 'OpenStatement'
	| 'CloseStatement'
	| 'OpenExpression'
	| 'CloseExpression'
	| 'OpenSquareBracket'
	| 'CloseSquareBracket'
	| 'OpenCurlyBracket'
	| 'CloseCurlyBracket'
	| 'Comma'
	| 'Dot'
	| 'Colon'
	| 'Pipe'
	| 'AdditiveBinaryOperator'
	| 'MultiplicativeBinaryOperator'
	| 'ExponentiationBinaryOperator'
	| 'ComparisonBinaryOperator'
	| 'UnaryOperator'
	| 'Comment';

/** A token for the library's parser, and where it stands in the source. */
export interface JinjaToken {
	readonly value: string;
	readonly type: TokenType;
	readonly start: number;
	readonly end: number;
}

/** A mistake that scanning or parsing found; becomes a problem of the document. */
export interface SyntaxMistake {
	readonly code: 'template-syntax' | 'template-unsupported';
	readonly message: string;
	readonly start: number;
	readonly end: number;
}
