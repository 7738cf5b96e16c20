import { INCLUDE, INCLUDE_OPTIONAL } from './arrange.ts';
import type { CompiledTemplate } from './compile.ts';
import type { Evaluation } from './evaluation.ts';
import { DEFAULT_FILTERS, FILTERS } from './filters.ts';
import { Environment, Interpreter, type Scope } from './library.ts';
import { libraryMessage, meant } from './messages.ts';
import { type Meter, RenderFailure } from './meter.ts';
import { methodOf } from './methods.ts';
import type { CallNode, IdentifierNode, JinjaNode, MemberNode, TestNode } from './nodes.ts';
import type { Engine, Operation } from './operation.ts';
import { calculate } from './operators.ts';
import { printed } from './print.ts';
import { rangeOf, sliceOf } from './sequences.ts';
import { DEFINED_TESTS, TESTS } from './tests.ts';
import { isList, isMap, isTrue, kindOf, type Value, type ValueMaker } from './values.ts';

/** How deep evaluation may go: far less than the stack allows. */
const DEEPEST = 250;
const MOST_INCLUDES_DEEP = 5;
const FUNCTIONS: ReadonlySet<string> = new Set(['range', 'dict', 'raise_exception']);

/**
 * The library's interpreter with bounds. The library calls `evaluate` for every node, so that all it does passes here:
 * steps are counted, values measured, undefined ones refused. Operators, filters, tests, methods and functions are our own,
 * because the library's can make any amount of text in one step.
 */
export class BoundedInterpreter extends Interpreter implements Engine {
	readonly meter: Meter;
	readonly make: ValueMaker;
	private readonly evaluation: Evaluation;
	private readonly printedNodes = new Set<JinjaNode>();
	private readonly included = new Set<CompiledTemplate>();
	/** Nodes whose value the library is about to walk through or copy. */
	private readonly walked = new WeakSet<JinjaNode>();
	/** The library's signals for `break` and `continue`, which it does not export. */
	private readonly signals = new WeakSet<object>();
	private depth = 0;
	private includes = 0;
	private template: CompiledTemplate;

	constructor(scope: Scope, evaluation: Evaluation, make: ValueMaker) {
		super(scope);
		this.evaluation = evaluation;
		this.meter = evaluation.meter;
		this.make = make;
		this.template = evaluation.template;
	}

	run(template: CompiledTemplate, scope: Scope): string {
		if (template.program === undefined) {
			throw new RenderFailure('template-syntax', template.mistakes[0]?.message ?? 'This is no template.');
		}
		if (!this.included.has(template)) {
			this.included.add(template);
			for (const node of template.printed) {
				this.printedNodes.add(node);
			}
		}
		const before = this.template;
		this.template = template;
		try {
			return printed(this.evaluate(template.program, scope), this.meter);
		} finally {
			this.template = before;
		}
	}

	override evaluate(node: JinjaNode | undefined, scope: Scope): Value {
		if (node === undefined) {
			return this.make.from(undefined);
		}
		this.depth++;
		try {
			this.meter.step();
			if (this.depth > DEEPEST) {
				throw new RenderFailure('template-bounds', 'The template calls itself, or nests, too deeply.');
			}
			const value = this.compute(node, scope);
			if (this.walked.has(node)) {
				this.countItems(value, node);
			}
			return this.printedNodes.has(node) ? this.print(value, node) : value;
		} catch (error) {
			throw this.failure(error, node);
		} finally {
			this.depth--;
		}
	}

	filter(name: string, operation: Omit<Operation, 'engine'>): Value {
		const [, word, test] = /^(is|is not) (.*)$/.exec(name) ?? [];
		if (test !== undefined) {
			return this.make.truth(this.test(test, operation) === (word === 'is'));
		}
		const implementation = FILTERS.get(name);
		if (implementation === undefined) {
			throw new RenderFailure('template-unsupported', `There is no filter \`${name}\`${meant(name, FILTERS.keys())}.`);
		}
		if (operation.input.type === 'UndefinedValue' && !DEFAULT_FILTERS.has(name)) {
			throw new RenderFailure('undefined-variable', `\`${name}\` is applied to something without a value.`);
		}
		return implementation({ ...operation, engine: this });
	}

	test(name: string, operation: Omit<Operation, 'engine'>): boolean {
		const implementation = TESTS.get(name);
		if (implementation === undefined) {
			throw new RenderFailure('template-unsupported', `There is no test \`${name}\`${meant(name, TESTS.keys())}.`);
		}
		return implementation({ ...operation, engine: this });
	}

	private compute(node: JinjaNode, scope: Scope): Value {
		switch (node.type) {
			case 'Identifier':
				return this.read(node, scope);
			case 'MemberExpression':
				return this.member(node, scope);
			case 'CallExpression':
				return this.call(node, scope);
			case 'BinaryExpression':
				return calculate(node, this, operand => this.evaluate(operand, scope));
			case 'TestExpression':
				return this.testExpression(node, scope);
			case 'FilterExpression': {
				const name = filterName(node.filter);
				const input = DEFAULT_FILTERS.has(name)
					? this.tolerant(node.operand, scope)
					: this.evaluate(node.operand, scope);
				return this.filter(name, { input, ...this.arguments(node.filter, scope) });
			}
			case 'FilterStatement': {
				const body = this.block(node.body, scope);
				return this.filter(filterName(node.filter), { input: body, ...this.arguments(node.filter, scope) });
			}
			case 'SelectExpression':
				return isTrue(this.evaluate(node.test, scope)) ? this.evaluate(node.lhs, scope) : this.make.text('');
			case 'ArrayLiteral':
			case 'TupleLiteral':
				return this.make.list(node.value.map(item => this.evaluate(item, scope)));
			case 'For':
				this.walked.add(node.iterable.type === 'SelectExpression' ? node.iterable.lhs : node.iterable);
				return super.evaluate(node, scope);
			case 'Macro':
			case 'CallStatement':
				// The library looks through the whole body each time.
				this.meter.step(this.template.sizeOf(node));
				if (node.type === 'CallStatement') {
					this.walkArguments(node.call);
				}
				return super.evaluate(node, scope);
			case 'Break':
			case 'Continue':
				this.meter.step(20);
				return this.signal(node, scope);
			default:
				return super.evaluate(node, scope);
		}
	}

	private read(node: IdentifierNode, scope: Scope): Value {
		const value = scope.lookupVariable(node.value);
		if (value.type === 'UndefinedValue') {
			throw FUNCTIONS.has(node.value)
				? new RenderFailure('template-failed', `\`${node.value}\` is a function; call it with \`()\`.`, node)
				: new RenderFailure('undefined-variable', `\`${node.value}\` has no value.`, node);
		}
		return value;
	}

	/** Evaluates what may be an undefined variable. */
	private tolerant(node: JinjaNode, scope: Scope): Value {
		return node.type === 'Identifier' ? scope.lookupVariable(node.value) : this.evaluate(node, scope);
	}

	private member(node: MemberNode, scope: Scope): Value {
		const object = this.evaluate(node.object, scope);
		this.refuseUndefined(object, node.object);
		const { property } = node;
		if (property.type === 'SliceExpression') {
			const bounds = [property.start, property.stop, property.step].map(part => this.evaluate(part, scope));
			return sliceOf(object, bounds, this);
		}
		const key = node.computed || property.type !== 'Identifier' ? this.evaluate(property, scope) : property.value;
		const name = typeof key === 'string' ? key : key.type === 'StringValue' ? key.value : undefined;
		if (isMap(object)) {
			return (name === undefined ? undefined : object.value.get(name)) ?? this.make.from(undefined);
		}
		const index = typeof key !== 'string' && key.type === 'IntegerValue' ? key.value : undefined;
		if (isList(object)) {
			const item = index === undefined ? undefined : object.value.at(index);
			return item ?? (name === 'length' ? this.make.number(object.value.length) : this.make.from(undefined));
		}
		if (object.type === 'StringValue') {
			const char = index === undefined ? undefined : object.value.at(index);
			return this.make.from(char ?? (name === 'length' ? object.value.length : undefined));
		}
		return this.make.from(undefined);
	}

	private call(node: CallNode, scope: Scope): Value {
		const { callee } = node;
		if (callee.type === 'MemberExpression') {
			return this.callMethod(node, callee, scope);
		}
		if (callee.type !== 'Identifier') {
			throw new RenderFailure('template-failed', 'Only a macro, a function or a method can be called.', callee);
		}
		if (callee.value === INCLUDE || callee.value === INCLUDE_OPTIONAL) {
			return this.include(node, scope);
		}
		const known = scope.lookupVariable(callee.value);
		if (known.type === 'FunctionValue') {
			this.walkArguments(node);
			return super.evaluate(node, scope);
		}
		if (known.type !== 'UndefinedValue') {
			throw new RenderFailure(
				'template-failed',
				`\`${callee.value}\` is ${kindOf(known)} and cannot be called.`,
				callee,
			);
		}
		const { args, named } = this.arguments(node, scope);
		switch (callee.value) {
			case 'range':
				return rangeOf(args, this);
			case 'dict':
				return this.make.map(named);
			case 'raise_exception':
				throw new RenderFailure(
					'template-failed',
					`The template says: ${args.map(arg => printed(arg, this.meter)).join(' ')}`,
				);
			default:
				throw new RenderFailure('undefined-variable', `There is no function \`${callee.value}\`.`, callee);
		}
	}

	private callMethod(node: CallNode, callee: MemberNode, scope: Scope): Value {
		const input = this.evaluate(callee.object, scope);
		this.refuseUndefined(input, callee.object);
		const name = !callee.computed && callee.property.type === 'Identifier' ? callee.property.value : '';
		if (name === 'cycle' && callee.object.type === 'Identifier' && callee.object.value === 'loop' && isMap(input)) {
			const { args } = this.arguments(node, scope);
			const index = input.value.get('index0')?.value;
			return args[Number(index) % args.length] ?? this.make.from(undefined);
		}
		const method = methodOf(input, name);
		if (method === undefined) {
			const what = name === '' ? 'This' : `\`${name}\``;
			throw new RenderFailure('template-unsupported', `${what} is no method of ${kindOf(input)}.`, callee.property);
		}
		return method({ input, ...this.arguments(node, scope), engine: this });
	}

	private include(node: CallNode, scope: Scope): Value {
		const [file] = node.args;
		const name = file?.type === 'StringLiteral' ? file.value : '';
		const template = this.evaluation.include(name);
		if (template === undefined) {
			if (node.callee.type === 'Identifier' && node.callee.value === INCLUDE_OPTIONAL) {
				return this.make.text('');
			}
			throw new RenderFailure('include-missing', `There is no file "${name}" to include.`, file);
		}
		if (this.includes >= MOST_INCLUDES_DEEP) {
			throw new RenderFailure('include-depth', `Includes go at most ${MOST_INCLUDES_DEEP} deep.`, file);
		}
		this.includes++;
		try {
			return this.make.text(this.run(template, new Environment(scope)));
		} catch (error) {
			const failure = this.failure(error, node);
			if (failure instanceof RenderFailure) {
				// The innermost file is named; the place is the include in the outermost one.
				failure.file ??= name;
				failure.node = file;
			}
			throw failure;
		} finally {
			this.includes--;
		}
	}

	private testExpression(node: TestNode, scope: Scope): Value {
		const name = node.test.value;
		const tolerates = DEFINED_TESTS.has(name);
		const input = tolerates ? this.tolerant(node.operand, scope) : this.evaluate(node.operand, scope);
		return this.make.truth(this.test(name, { input, args: [], named: new Map() }) !== node.negate);
	}

	private arguments(node: IdentifierNode | CallNode, scope: Scope): Pick<Operation, 'args' | 'named'> {
		const args: Value[] = [];
		const named = new Map<string, Value>();
		for (const argument of node.type === 'CallExpression' ? node.args : []) {
			if (argument.type === 'KeywordArgumentExpression') {
				named.set(argument.key.value, this.evaluate(argument.value, scope));
				continue;
			}
			if (argument.type !== 'SpreadExpression' && argument.type !== 'KeywordSpreadExpression') {
				args.push(this.evaluate(argument, scope));
				continue;
			}
			const spread = this.evaluate(argument.argument, scope);
			this.countItems(spread, argument);
			if (isMap(spread)) {
				spread.value.forEach((value, key) => {
					named.set(key, value);
				});
			} else if (isList(spread)) {
				args.push(...spread.value.slice(0, 100));
			}
		}
		return { args, named };
	}

	/** Has the library's copying of arguments counted. */
	private walkArguments(call: CallNode): void {
		for (const argument of call.args) {
			const spread = argument.type === 'SpreadExpression' || argument.type === 'KeywordSpreadExpression';
			const named = argument.type === 'KeywordArgumentExpression';
			this.walked.add(spread ? argument.argument : named ? argument.value : argument);
		}
	}

	private countItems(value: Value, node: JinjaNode): void {
		this.refuseUndefined(value, node);
		if (isList(value)) {
			this.meter.list(value.value.length);
		} else if (isMap(value)) {
			this.meter.list(value.value.size);
		}
	}

	private block(statements: readonly JinjaNode[], scope: Scope): Value {
		const parts = statements.map(statement => printed(this.evaluate(statement, scope), this.meter));
		return this.make.text(parts.join(''));
	}

	private print(value: Value, node: JinjaNode): Value {
		this.refuseUndefined(value, node);
		const text = printed(value, this.meter);
		this.meter.text(text.length);
		return value.type === 'StringValue' ? value : this.make.text(text);
	}

	private refuseUndefined(value: Value, node: JinjaNode): void {
		if (value.type !== 'UndefinedValue') {
			return;
		}
		const property =
			node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property : undefined;
		const what = property === undefined ? 'This' : `\`${property.value}\``;
		throw new RenderFailure('undefined-variable', `${what} has no value.`, property ?? node);
	}

	private signal(node: JinjaNode, scope: Scope): Value {
		try {
			return super.evaluate(node, scope);
		} catch (error) {
			this.signals.add(error as object);
			throw error;
		}
	}

	/** What to throw on: our own failures with the innermost place, signals as they are, anything else as a failure here. */
	private failure(error: unknown, node: JinjaNode): unknown {
		if (error instanceof RenderFailure) {
			error.node ??= node;
			return error;
		}
		if (typeof error === 'object' && error !== null && this.signals.has(error)) {
			return error;
		}
		if (error instanceof RangeError) {
			return new RenderFailure('template-bounds', 'The template goes too deep, or makes too much text.', node);
		}
		return new RenderFailure('template-failed', libraryMessage(error, node), node);
	}
}

function filterName(filter: IdentifierNode | CallNode): string {
	const name = filter.type === 'CallExpression' ? filter.callee : filter;
	return name.type === 'Identifier' ? name.value : '';
}
