import * as vscode from 'vscode';
import type { ModelFailure, ModelOutcome, ModelPort, ModelRequest } from '../../core/review/ports.ts';

/**
 * Models that other extensions bring into the editor (`provider: vscode`). They know no system role, report no usage and obey
 * no sampling parameters reliably; each result says so in its notes.
 */
export class EditorModels implements ModelPort {
	async ask(request: ModelRequest, onText: (piece: string) => void, signal: AbortSignal): Promise<ModelOutcome> {
		const started = performance.now();
		const cancellation = new vscode.CancellationTokenSource();
		const cancel = () => cancellation.cancel();
		signal.addEventListener('abort', cancel, { once: true });
		const reply = { text: '', firstTokenMs: undefined as number | undefined };
		const end = (more: Partial<ModelOutcome>): ModelOutcome => ({
			text: reply.text,
			thinking: undefined,
			failure: undefined,
			finish: undefined,
			usage: undefined,
			latencyMs: Math.round(performance.now() - started),
			firstTokenMs: reply.firstTokenMs,
			cached: false,
			servedBy: undefined,
			notes: [
				vscode.l10n.t(
					'A model of the editor: sampling parameters may be ignored, and results cannot be repeated exactly.',
				),
			],
			...more,
		});
		try {
			const [model] = await vscode.lm.selectChatModels({ ...request.model.select });
			if (model === undefined) {
				return end({ failure: noModel(request) });
			}
			const response = await model.sendRequest(
				messagesOf(request),
				{
					justification: vscode.l10n.t('Groundline asks the questions of a question file.'),
					modelOptions: { ...request.parameters },
				},
				cancellation.token,
			);
			for await (const piece of response.text) {
				if (signal.aborted) {
					break;
				}
				reply.firstTokenMs ??= Math.round(performance.now() - started);
				reply.text += piece;
				onText(piece);
			}
			if (signal.aborted) {
				return end({ failure: CANCELLED });
			}
			const usage = {
				input: await count(model, request.messages.map(message => message.content).join('\n')),
				output: await count(model, reply.text),
				cachedInput: undefined,
				estimated: true,
			};
			return end({
				usage,
				servedBy: model.id,
				failure:
					reply.text.trim() === ''
						? { reason: 'empty', message: vscode.l10n.t('{0} gave an empty answer.', model.name), concernsAll: false }
						: undefined,
			});
		} catch (error) {
			return end({ failure: signal.aborted ? CANCELLED : failureOf(error, request) });
		} finally {
			signal.removeEventListener('abort', cancel);
			cancellation.dispose();
		}
	}
}

const CANCELLED: ModelFailure = { reason: 'cancelled', message: 'Cancelled.', concernsAll: false };

function messagesOf({ messages, schema }: ModelRequest): vscode.LanguageModelChatMessage[] {
	const said = messages.map(({ role, content }) =>
		role === 'assistant'
			? vscode.LanguageModelChatMessage.Assistant(content)
			: vscode.LanguageModelChatMessage.User(content),
	);
	return schema === undefined
		? said
		: [
				...said,
				vscode.LanguageModelChatMessage.User(
					`Reply with one JSON object of this schema and nothing else:\n${JSON.stringify(schema.schema)}`,
				),
			];
}

async function count(model: vscode.LanguageModelChat, text: string): Promise<number> {
	try {
		return await model.countTokens(text);
	} catch {
		return Math.ceil(text.length / 4);
	}
}

function noModel({ model }: ModelRequest): ModelFailure {
	return {
		reason: 'unreachable',
		message: vscode.l10n.t(
			'The editor has no model for "{0}" ({1}). Install an extension that brings one, such as GitHub Copilot, and sign in.',
			model.name,
			JSON.stringify(model.select ?? {}),
		),
		concernsAll: true,
	};
}

function failureOf(error: unknown, { model }: ModelRequest): ModelFailure {
	const { l10n } = vscode;
	const message = error instanceof Error ? error.message : String(error);
	if (!(error instanceof vscode.LanguageModelError)) {
		return {
			reason: 'unreachable',
			message: l10n.t('The model "{0}" of the editor failed: {1}', model.name, message),
			concernsAll: false,
		};
	}
	switch (error.code) {
		case 'NoPermissions':
			return {
				reason: 'refused',
				message: l10n.t('You did not allow Groundline to use "{0}". Run again to be asked again.', model.name),
				concernsAll: true,
			};
		case 'Blocked':
			return {
				reason: 'rate-limited',
				message: l10n.t('The provider of "{0}" blocks further requests: {1}', model.name, message),
				concernsAll: true,
			};
		case 'NotFound':
			return noModel({ model } as ModelRequest);
		default:
			return {
				reason: 'unreachable',
				message: l10n.t('The model "{0}" of the editor failed: {1}', model.name, message),
				concernsAll: false,
			};
	}
}
