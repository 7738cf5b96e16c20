import type { Translate } from '../../../../src/host/results/wording.ts';

/** English as it stands in the code, with its places filled in. */
export const plain: Translate = (message, ...args) =>
	message.replace(/\{(\d+)\}/g, (_, place: string) => String(args[Number(place)]));
