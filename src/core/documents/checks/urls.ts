import { type Field, fieldsOf, textOf } from '../fields.ts';
import { type Problem, problem } from '../problem.ts';

/** Reports base URLs that cannot be called, that carry a credential, or that would send text in the clear. */
export function* checkUrls({ value }: Field): Iterable<Problem> {
	const fields = fieldsOf(value);
	for (const name of ['baseUrl', 'endpoint']) {
		const written = textOf(fields.get(name)?.value);
		if (written === undefined) {
			continue;
		}
		const url = URL.canParse(written.value) ? new URL(written.value) : undefined;
		if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') {
			yield problem('invalid-url', 'Expected a URL that begins with https:// or http://.', written.range);
		} else if (url.username !== '' || url.password !== '' || CREDENTIAL.test(url.search)) {
			yield problem('credential-in-file', 'A credential does not belong in a URL; use `apiKey`.', written.range);
		} else if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
			yield problem('plain-http', 'Questions and answers would travel unencrypted; use https.', written.range);
		}
	}
}

/** True for addresses that never leave the machine. */
export function isLoopback(hostname: string): boolean {
	return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
}

const CREDENTIAL = /[?&](?:api[-_]?key|key|token|sig|signature|code|password|access_token)=/i;
