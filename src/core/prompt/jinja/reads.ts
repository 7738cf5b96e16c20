import type { TextRange } from '../../text/range.ts';
import { INCLUDE, INCLUDE_OPTIONAL } from './arrange.ts';
import type { CompiledTemplate } from './compile.ts';
import { DEFAULT_FILTERS } from './filters.ts';
import { childrenOf, type JinjaNode } from './nodes.ts';
import { DEFINED_TESTS } from './tests.ts';

/** A place where a template reads a variable that it does not set itself. */
export interface VariableRead {
	readonly name: string;
	readonly range: TextRange;
	/** True where the template copes with a missing value: `default`, `is defined`, or a branch below such a test. */
	readonly guarded: boolean;
}

/** Every read of a variable from outside, in the order of the template. Loop variables, `set` and macros are its own. */
export function readsOf(template: CompiledTemplate): readonly VariableRead[] {
	if (template.program === undefined) {
		return [];
	}
	const reader = new Reader(template);
	reader.visit(template.program, { names: new Set(), parent: undefined, guarded: new Set() });
	return reader.reads;
}

/** Every name that a template sets anywhere: loop variables, `set`, macros and their parameters. */
export function namesSetBy(template: CompiledTemplate): ReadonlySet<string> {
	const names = new Set(['loop', 'varargs', 'kwargs', 'caller']);
	const visit = (node: JinjaNode): void => {
		for (const name of setBy(node)) {
			names.add(name);
		}
		childrenOf(node).forEach(visit);
	};
	if (template.program !== undefined) {
		visit(template.program);
	}
	return names;
}

function setBy(node: JinjaNode): readonly string[] {
	switch (node.type) {
		case 'For':
			return targets(node.loopvar);
		case 'Set':
			return targets(node.assignee);
		case 'Macro':
			return [node.name.value, ...node.args.flatMap(targets)];
		case 'CallStatement':
			return (node.callerArgs ?? []).flatMap(targets);
		default:
			return [];
	}
}

/** Names that mean something in every template. */
export const GLOBAL_NAMES: ReadonlySet<string> = new Set([
	'true',
	'True',
	'false',
	'False',
	'none',
	'None',
	'range',
	'dict',
	'namespace',
	'raise_exception',
]);

interface Names {
	readonly names: Set<string>;
	readonly parent: Names | undefined;
	readonly guarded: ReadonlySet<string>;
}

class Reader {
	readonly reads: VariableRead[] = [];
	private readonly template: CompiledTemplate;

	constructor(template: CompiledTemplate) {
		this.template = template;
	}

	visit(node: JinjaNode, scope: Names): void {
		switch (node.type) {
			case 'Identifier':
				this.read(node, scope, scope.guarded.has(node.value));
				return;
			case 'MemberExpression':
				this.visit(node.object, scope);
				if (node.computed) {
					this.visit(node.property, scope);
				}
				return;
			case 'CallExpression':
				if (node.callee.type !== 'Identifier' || ![INCLUDE, INCLUDE_OPTIONAL].includes(node.callee.value)) {
					this.visit(node.callee, scope);
				}
				this.visitAll(node.args, scope);
				return;
			case 'FilterExpression': {
				const name = node.filter.type === 'CallExpression' ? node.filter.callee : node.filter;
				this.operand(node.operand, name.type === 'Identifier' && DEFAULT_FILTERS.has(name.value), scope);
				this.visitAll(node.filter.type === 'CallExpression' ? node.filter.args : [], scope);
				return;
			}
			case 'FilterStatement':
				this.visitAll(node.filter.type === 'CallExpression' ? node.filter.args : [], scope);
				this.visitAll(node.body, scope);
				return;
			case 'TestExpression':
				this.operand(node.operand, DEFINED_TESTS.has(node.test.value), scope);
				return;
			case 'KeywordArgumentExpression':
				this.visit(node.value, scope);
				return;
			case 'BinaryExpression':
				this.visit(node.left, scope);
				this.visit(node.right, node.operator.value === 'and' ? guarding(scope, definedBy(node.left)) : scope);
				return;
			case 'Ternary':
				this.visit(node.trueExpr, guarding(scope, definedBy(node.condition)));
				this.visit(node.condition, scope);
				this.visit(node.falseExpr, guarding(scope, undefinedBy(node.condition)));
				return;
			case 'SelectExpression':
				this.visit(node.lhs, guarding(scope, definedBy(node.test)));
				this.visit(node.test, scope);
				return;
			default:
				this.visitStatement(node, scope);
		}
	}

	private visitStatement(node: JinjaNode, scope: Names): void {
		switch (node.type) {
			case 'If':
				this.visit(node.test, scope);
				this.visitAll(node.body, guarding(scope, definedBy(node.test)));
				this.visitAll(node.alternate, guarding(scope, undefinedBy(node.test)));
				return;
			case 'For': {
				const select = node.iterable.type === 'SelectExpression' ? node.iterable : undefined;
				this.visit(select?.lhs ?? node.iterable, scope);
				const inner = nested(scope, ['loop', ...targets(node.loopvar)]);
				if (select !== undefined) {
					this.visit(select.test, inner);
				}
				this.visitAll(node.body, inner);
				this.visitAll(node.defaultBlock, inner);
				return;
			}
			case 'Set':
				this.visitAll(node.value === null ? node.body : [node.value], scope);
				if (node.assignee.type === 'MemberExpression') {
					this.visit(node.assignee.object, scope);
				}
				declare(scope, targets(node.assignee));
				return;
			case 'Macro':
				declare(scope, [node.name.value]);
				this.visitBody(node.args, node.body, scope);
				return;
			case 'CallStatement':
				this.visit(node.call, scope);
				this.visitBody(node.callerArgs ?? [], node.body, scope);
				return;
			default:
				this.visitAll(childrenOf(node), scope);
		}
	}

	/** The body of a macro, or of a call block. */
	private visitBody(parameters: readonly JinjaNode[], body: readonly JinjaNode[], scope: Names): void {
		const inner = nested(scope, ['varargs', 'kwargs', 'caller', ...parameters.flatMap(targets)]);
		this.visitAll(
			parameters.filter(parameter => parameter.type === 'KeywordArgumentExpression'),
			inner,
		);
		this.visitAll(body, inner);
	}

	private visitAll(nodes: readonly JinjaNode[], scope: Names): void {
		for (const node of nodes) {
			this.visit(node, scope);
		}
	}

	private operand(node: JinjaNode, tolerates: boolean, scope: Names): void {
		if (tolerates && node.type === 'Identifier') {
			this.read(node, scope, true);
		} else {
			this.visit(node, scope);
		}
	}

	private read(node: Extract<JinjaNode, { type: 'Identifier' }>, scope: Names, guarded: boolean): void {
		for (let at: Names | undefined = scope; at !== undefined; at = at.parent) {
			if (at.names.has(node.value)) {
				return;
			}
		}
		if (!GLOBAL_NAMES.has(node.value)) {
			this.reads.push({ name: node.value, range: this.template.rangeOf(node), guarded });
		}
	}
}

function nested(parent: Names, names: readonly string[]): Names {
	return { names: new Set(names), parent, guarded: parent.guarded };
}

/** The same scope with more names known to have a value. What is set in it is set in the scope itself. */
function guarding(scope: Names, names: readonly string[]): Names {
	return names.length === 0 ? scope : { ...scope, guarded: new Set([...scope.guarded, ...names]) };
}

function declare(scope: Names, names: readonly string[]): void {
	for (const name of names) {
		scope.names.add(name);
	}
}

/** The names that a loop, a `set` or a parameter gives a value to. */
function targets(node: JinjaNode): readonly string[] {
	switch (node.type) {
		case 'Identifier':
			return [node.value];
		case 'KeywordArgumentExpression':
			return [node.key.value];
		case 'TupleLiteral':
			return node.value.flatMap(targets);
		default:
			return [];
	}
}

/** Names that have a value where the test holds. */
function definedBy(test: JinjaNode): readonly string[] {
	if (test.type === 'BinaryExpression' && test.operator.value === 'and') {
		return [...definedBy(test.left), ...definedBy(test.right)];
	}
	return testedName(test, 'defined');
}

/** Names that have a value where the test does not hold. */
function undefinedBy(test: JinjaNode): readonly string[] {
	if (test.type === 'BinaryExpression' && test.operator.value === 'or') {
		return [...undefinedBy(test.left), ...undefinedBy(test.right)];
	}
	return testedName(test, 'undefined');
}

function testedName(test: JinjaNode, wanted: 'defined' | 'undefined'): readonly string[] {
	if (test.type === 'UnaryExpression' && test.operator.value === 'not') {
		return testedName(test.argument, wanted === 'defined' ? 'undefined' : 'defined');
	}
	if (test.type !== 'TestExpression' || test.operand.type !== 'Identifier') {
		return [];
	}
	const negated = wanted === 'defined' ? 'undefined' : 'defined';
	return test.test.value === (test.negate ? negated : wanted) ? [test.operand.value] : [];
}
