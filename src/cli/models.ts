import { EnvironmentKeys } from '../node/keys.ts';
import { httpFetch } from '../node/models/http-fetch.ts';
import { OpenAiModels } from '../node/models/openai-models.ts';
import type { Redactor } from '../node/redactor.ts';
import { UsageError } from './exit-code.ts';
import type { CommandIo } from './io.ts';
import type { Given } from './options.ts';

/** The models that documents name, with the keys of the environment. Throws a {@link UsageError} for a wrong `--allow-origin`. */
export function modelsFrom(io: CommandIo, given: Given, redactor: Redactor): OpenAiModels {
	return new OpenAiModels({ keys: keysFrom(io, given), redactor, fetch: httpFetch(io.environment) });
}

/** The keys of the environment, for the origins that `--allow-origin` names. */
export function keysFrom(io: CommandIo, given: Given): EnvironmentKeys {
	for (const origin of given.texts('allow-origin')) {
		checkOrigin(origin);
	}
	return new EnvironmentKeys({ environment: io.environment, allowedOrigins: given.texts('allow-origin') });
}

/** An origin that is none would allow nothing, and nobody would learn why. */
function checkOrigin(text: string): void {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
		throw new UsageError(`--allow-origin needs an address such as https://host:8080, not "${text}".`);
	}
}
