import * as vscode from 'vscode';
import type { LinkKind } from '../../core/grounding/grounding.ts';
import { SETTINGS } from '../ids.ts';
import type { MarkOptions } from './marks.ts';
import { LINK_KINDS } from './paint-plan.ts';

/** What the settings `highlight.*` ask for; no kinds where highlights are off. */
export function highlightOptions(): MarkOptions {
	const settings = vscode.workspace.getConfiguration('groundline');
	const enabled = settings.get<boolean>(SETTINGS.highlightEnabled, true);
	const listed: unknown = settings.get(SETTINGS.highlightKinds);
	const wanted = Array.isArray(listed) ? LINK_KINDS.filter(kind => listed.includes(kind)) : LINK_KINDS;
	const weight = settings.get<number>(SETTINGS.highlightMinimumWeight, 0);
	return {
		kinds: new Set<LinkKind>(enabled ? wanted : []),
		minimumWeight: typeof weight === 'number' && Number.isFinite(weight) ? weight : 0,
	};
}
