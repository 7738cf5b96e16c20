export interface PageAddresses {
	readonly script: string;
	readonly style: string;
	/** Where the page's own resources come from, for its policy. */
	readonly source: string;
	/** Unpredictable, new for each page. */
	readonly nonce: string;
	readonly language: string;
	/** Which page it is; default the Review panel's. */
	readonly page?: { readonly id: string; readonly title: string };
}

/** The page of a webview: one script, one stylesheet, nothing else may load. */
export function pageHtml({ script, style, source, nonce, language, page = REVIEW }: PageAddresses): string {
	const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source}`;
	return `<!doctype html>
<html lang="${attribute(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${attribute(style)}">
<title>${attribute(page.title)}</title>
</head>
<body>
<main id="${attribute(page.id)}" aria-label="${attribute(page.title)}"></main>
<script nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>`;
}

const REVIEW = { id: 'review', title: 'Review' };

function attribute(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
