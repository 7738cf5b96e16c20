import * as vscode from 'vscode';
import type { ModelEntry } from '../../core/documents/project.ts';
import type { NamedMakers, ProbeSetup } from '../../core/judging/probes/probe-setup.ts';

/** Asks whether models shall make probes as well, where the project has two that can. */
export async function chooseMakers({ set }: ProbeSetup): Promise<NamedMakers | 'none' | 'cancelled'> {
	const models = [...(set.project?.models.values() ?? [])].filter(({ provider }) => provider !== 'offline');
	if (models.length < 2) {
		return 'none';
	}
	const { l10n, window } = vscode;
	const title = l10n.t('Measure the Judge');
	const none = {
		label: l10n.t('Only probes that code can make'),
		detail: l10n.t('Changed numbers and names, negations, omissions, padding … No further model is asked.'),
		name: undefined as string | undefined,
	};
	const item = ({ name, family }: ModelEntry) => ({
		label: name,
		description: family ?? '',
		name: name as string | undefined,
	});
	const first = await window.showQuickPick(
		[
			none,
			...models.map(model => ({ ...item(model), detail: l10n.t('Also writes paraphrases, false details and tones.') })),
		],
		{ title, placeHolder: l10n.t('Who makes the probes?') },
	);
	if (first === undefined) {
		return 'cancelled';
	}
	if (first.name === undefined) {
		return 'none';
	}
	const others = models.filter(({ name }) => name !== first.name);
	const second = await window.showQuickPick(others.map(item), {
		title,
		placeHolder: l10n.t('Which other model confirms what {0} writes?', first.name),
	});
	return second?.name === undefined ? 'cancelled' : { maker: first.name, checker: second.name };
}

/** USD that making costs, about: three texts of each good answer, each written once and confirmed once. */
export function makingCost({ set, probes }: ProbeSetup, { maker, checker }: NamedMakers): number {
	const goods = probes.probes.filter(({ kind }) => kind === 'good');
	const tokens = goods.reduce((sum, { answer }) => sum + answer.length / CHARACTERS_PER_TOKEN + INSTRUCTIONS, 0);
	const of = (name: string) => {
		const price = set.project?.models.get(name)?.price;
		return price === undefined ? 0 : (KINDS * tokens * (price.input * 2 + price.output)) / 1_000_000;
	};
	return of(maker) + of(checker);
}

const CHARACTERS_PER_TOKEN = 4;
const INSTRUCTIONS = 200;
const KINDS = 3;
