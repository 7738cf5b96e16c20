import * as vscode from 'vscode';
import type { ModelEntry } from '../../core/documents/project.ts';
import type { NamedMakers, ProbeSetup } from '../../core/judging/probes/probe-setup.ts';
import { amount } from '../amount.ts';

/** Asks whether models shall make probes as well, where the project has two that can. */
export async function chooseMakers(setup: ProbeSetup): Promise<NamedMakers | 'none' | 'cancelled'> {
	const models = [...(setup.set.project?.models.values() ?? [])].filter(({ provider }) => provider !== 'offline');
	if (models.length < 2) {
		return 'none';
	}
	const { l10n, window } = vscode;
	const title = l10n.t('Measure the Judge');
	const none = {
		label: l10n.t('Only probes that code can make'),
		detail: l10n.t('Changed numbers and names, negations, omissions … Asks no further model.'),
		name: undefined as string | undefined,
	};
	const item = ({ name, family, price }: ModelEntry) => {
		const cost = price === undefined ? l10n.t('no price') : l10n.t('≈ {0} USD', amount(makingCostOf(setup, name)));
		return {
			label: name,
			description: family === undefined ? cost : `${family} · ${cost}`,
			name: name as string | undefined,
		};
	};
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
export function makingCost(setup: ProbeSetup, { maker, checker }: NamedMakers): number {
	return makingCostOf(setup, maker) + makingCostOf(setup, checker);
}

/** Probes that are asked of the maker; each is shown to the checker. */
export function textsToMake(setup: ProbeSetup): number {
	return KINDS * goodAnswers(setup).length;
}

/** USD for the part of one of the two: both read and write about as much. */
function makingCostOf(setup: ProbeSetup, name: string): number {
	const price = setup.set.project?.models.get(name)?.price;
	const tokens = goodAnswers(setup).reduce((sum, text) => sum + text.length / CHARACTERS_PER_TOKEN + INSTRUCTIONS, 0);
	return price === undefined ? 0 : (KINDS * tokens * (price.input * 2 + price.output)) / 1_000_000;
}

function goodAnswers({ probes }: ProbeSetup): readonly string[] {
	return probes.probes.flatMap(({ kind, answer }) => (kind === 'good' ? answer : []));
}

const CHARACTERS_PER_TOKEN = 4;
const INSTRUCTIONS = 200;
const KINDS = 3;
