const LARGEST_ERROR = 64 * 1024;

/** The answer, with no more than 64 kB of its body where it is an error: an error is read whole, however long it is. */
export async function withBoundedError(response: Response): Promise<Response> {
	if (response.ok || response.body === null) {
		return response;
	}
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of response.body) {
		text += decoder.decode(chunk, { stream: true });
		if (text.length >= LARGEST_ERROR) {
			break;
		}
	}
	// A status that no standard knows is no answer: a `Response` takes 200 to 599.
	const status = response.status >= 200 && response.status < 600 ? response.status : 502;
	return new Response(text, { status, headers: response.headers });
}
