/** `lora.questions.yaml` → `lora.annotations.yaml`, beside it. Other files (a prompt run on its own) keep their whole stem. */
export function annotationsPath(questionPath: string): string {
	const slash = questionPath.lastIndexOf('/') + 1;
	const name = questionPath.slice(slash);
	const ending = /\.questions\.(ya?ml)$/i.exec(name);
	const stem = ending === null ? name.replace(/\.[^.]+$/, '') : name.slice(0, ending.index);
	return `${questionPath.slice(0, slash)}${stem}.annotations.${ending?.[1] ?? 'yaml'}`;
}
