import { createHash } from 'node:crypto';
import { type Html, html } from './escape.ts';
import { STYLE } from './style.ts';

/** The head of the page. Nothing is loaded, run or sent: the policy allows this one style and nothing else. */
export function pageStart(title: string): Html {
	const hash = createHash('sha256').update(STYLE).digest('base64');
	const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
	return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${{ markup: policy }}"><meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${{ markup: STYLE }}</style></head><body><main>
`;
}

export function pageEnd(): Html {
	return html`</main></body></html>
`;
}
