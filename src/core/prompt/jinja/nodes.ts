/** The syntax tree that `@huggingface/jinja` builds, as far as we read it. */
export type JinjaNode =
	| ProgramNode
	| { readonly type: 'If'; readonly test: JinjaNode; readonly body: JinjaNode[]; readonly alternate: JinjaNode[] }
	| ForNode
	| { readonly type: 'Break' | 'Continue' }
	| SetNode
	| MacroNode
	| { readonly type: 'Comment'; readonly value: string }
	| MemberNode
	| CallNode
	| IdentifierNode
	| { readonly type: 'IntegerLiteral' | 'FloatLiteral'; readonly value: number }
	| { readonly type: 'StringLiteral'; readonly value: string }
	| { readonly type: 'ArrayLiteral' | 'TupleLiteral'; readonly value: JinjaNode[] }
	| { readonly type: 'ObjectLiteral'; readonly value: Map<JinjaNode, JinjaNode> }
	| BinaryNode
	| { readonly type: 'FilterExpression'; readonly operand: JinjaNode; readonly filter: IdentifierNode | CallNode }
	| { readonly type: 'FilterStatement'; readonly filter: IdentifierNode | CallNode; readonly body: JinjaNode[] }
	| { readonly type: 'SelectExpression'; readonly lhs: JinjaNode; readonly test: JinjaNode }
	| TestNode
	| { readonly type: 'UnaryExpression'; readonly operator: { readonly value: string }; readonly argument: JinjaNode }
	| SliceNode
	| { readonly type: 'KeywordArgumentExpression'; readonly key: IdentifierNode; readonly value: JinjaNode }
	| { readonly type: 'SpreadExpression' | 'KeywordSpreadExpression'; readonly argument: JinjaNode }
	| CallStatementNode
	| {
			readonly type: 'Ternary';
			readonly condition: JinjaNode;
			readonly trueExpr: JinjaNode;
			readonly falseExpr: JinjaNode;
	  };

export interface ProgramNode {
	readonly type: 'Program';
	readonly body: JinjaNode[];
}
export interface ForNode {
	readonly type: 'For';
	readonly loopvar: JinjaNode;
	readonly iterable: JinjaNode;
	readonly body: JinjaNode[];
	readonly defaultBlock: JinjaNode[];
}
export interface SetNode {
	readonly type: 'Set';
	readonly assignee: JinjaNode;
	readonly value: JinjaNode | null;
	readonly body: JinjaNode[];
}
export interface MacroNode {
	readonly type: 'Macro';
	readonly name: IdentifierNode;
	readonly args: JinjaNode[];
	readonly body: JinjaNode[];
}
export interface MemberNode {
	readonly type: 'MemberExpression';
	readonly object: JinjaNode;
	readonly property: JinjaNode;
	readonly computed: boolean;
}
export interface CallNode {
	readonly type: 'CallExpression';
	readonly callee: JinjaNode;
	readonly args: JinjaNode[];
}
export interface IdentifierNode {
	readonly type: 'Identifier';
	readonly value: string;
}
export interface BinaryNode {
	readonly type: 'BinaryExpression';
	readonly operator: { readonly value: string };
	readonly left: JinjaNode;
	readonly right: JinjaNode;
}
export interface TestNode {
	readonly type: 'TestExpression';
	readonly operand: JinjaNode;
	readonly negate: boolean;
	readonly test: IdentifierNode;
}
export interface SliceNode {
	readonly type: 'SliceExpression';
	readonly start?: JinjaNode | undefined;
	readonly stop?: JinjaNode | undefined;
	readonly step?: JinjaNode | undefined;
}
export interface CallStatementNode {
	readonly type: 'CallStatement';
	readonly call: CallNode;
	readonly callerArgs: JinjaNode[] | null;
	readonly body: JinjaNode[];
}

/** The children of a node in the order of the source. */
export function childrenOf(node: JinjaNode): readonly JinjaNode[] {
	switch (node.type) {
		case 'Program':
			return node.body;
		case 'If':
			return [node.test, ...node.body, ...node.alternate];
		case 'For':
			return [node.loopvar, node.iterable, ...node.body, ...node.defaultBlock];
		case 'Set':
			return node.value === null ? [node.assignee, ...node.body] : [node.assignee, node.value];
		case 'Macro':
			return [node.name, ...node.args, ...node.body];
		case 'MemberExpression':
			return [node.object, node.property];
		case 'CallExpression':
			return [node.callee, ...node.args];
		case 'ArrayLiteral':
		case 'TupleLiteral':
			return node.value;
		case 'ObjectLiteral':
			return [...node.value].flat();
		case 'BinaryExpression':
			return [node.left, node.right];
		case 'FilterExpression':
			return [node.operand, node.filter];
		case 'FilterStatement':
			return [node.filter, ...node.body];
		case 'SelectExpression':
			return [node.lhs, node.test];
		case 'TestExpression':
			return [node.operand, node.test];
		case 'UnaryExpression':
		case 'SpreadExpression':
		case 'KeywordSpreadExpression':
			return [node.argument];
		case 'SliceExpression':
			return [node.start, node.stop, node.step].filter(part => part !== undefined);
		case 'KeywordArgumentExpression':
			return [node.key, node.value];
		case 'CallStatement':
			return [...(node.callerArgs ?? []), node.call, ...node.body];
		case 'Ternary':
			return [node.trueExpr, node.condition, node.falseExpr];
		default:
			return [];
	}
}

/** The lists of statements directly below a node: what stands there as an expression is printed. */
export function blocksOf(node: JinjaNode): readonly (readonly JinjaNode[])[] {
	switch (node.type) {
		case 'Program':
		case 'Macro':
		case 'CallStatement':
		case 'FilterStatement':
		case 'Set':
			return [node.body];
		case 'If':
			return [node.body, node.alternate];
		case 'For':
			return [node.body, node.defaultBlock];
		default:
			return [];
	}
}

const STATEMENTS: ReadonlySet<string> = new Set([
	'Program',
	'If',
	'For',
	'Break',
	'Continue',
	'Set',
	'Macro',
	'Comment',
	'CallStatement',
	'FilterStatement',
]);

/** True for what makes a value; a statement makes text. */
export function isExpression(node: JinjaNode): boolean {
	return !STATEMENTS.has(node.type);
}
