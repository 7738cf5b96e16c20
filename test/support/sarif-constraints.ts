/**
 * What SARIF 2.1.0 (OASIS, 2020) demands of the parts that our report has, restated: required members, closed sets of values, and
 * objects without members of their own invention.
 */
export const SARIF_CONSTRAINTS = {
	type: 'object',
	required: ['version', 'runs'],
	additionalProperties: false,
	properties: {
		$schema: { type: 'string', pattern: '^https://' },
		version: { const: '2.1.0' },
		runs: { type: 'array', items: { $ref: '#/$defs/run' } },
	},
	$defs: {
		text: {
			type: 'object',
			required: ['text'],
			additionalProperties: false,
			properties: { text: { type: 'string', minLength: 1 } },
		},
		level: { enum: ['none', 'note', 'warning', 'error'] },
		time: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' },
		run: {
			type: 'object',
			required: ['tool', 'results'],
			additionalProperties: false,
			properties: {
				tool: {
					type: 'object',
					required: ['driver'],
					additionalProperties: false,
					properties: { driver: { $ref: '#/$defs/driver' } },
				},
				columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
				originalUriBaseIds: { type: 'object', additionalProperties: { $ref: '#/$defs/artifactLocation' } },
				invocations: { type: 'array', items: { $ref: '#/$defs/invocation' } },
				properties: { type: 'object' },
				results: { type: 'array', items: { $ref: '#/$defs/result' }, maxItems: 25000 },
			},
		},
		driver: {
			type: 'object',
			required: ['name'],
			additionalProperties: false,
			properties: {
				name: { type: 'string', minLength: 1 },
				version: { type: 'string' },
				semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
				rules: { type: 'array', uniqueItems: true, items: { $ref: '#/$defs/rule' } },
			},
		},
		rule: {
			type: 'object',
			required: ['id'],
			additionalProperties: false,
			properties: {
				id: { type: 'string', minLength: 1 },
				name: { type: 'string', pattern: '^[A-Z][A-Za-z]*$' },
				shortDescription: { $ref: '#/$defs/text' },
				fullDescription: { $ref: '#/$defs/text' },
				defaultConfiguration: {
					type: 'object',
					additionalProperties: false,
					properties: { level: { $ref: '#/$defs/level' } },
				},
			},
		},
		invocation: {
			type: 'object',
			required: ['executionSuccessful'],
			additionalProperties: false,
			properties: {
				executionSuccessful: { type: 'boolean' },
				startTimeUtc: { $ref: '#/$defs/time' },
				endTimeUtc: { $ref: '#/$defs/time' },
				toolExecutionNotifications: {
					type: 'array',
					items: {
						type: 'object',
						required: ['message'],
						additionalProperties: false,
						properties: { level: { $ref: '#/$defs/level' }, message: { $ref: '#/$defs/text' } },
					},
				},
			},
		},
		result: {
			type: 'object',
			required: ['message', 'ruleId', 'locations', 'partialFingerprints'],
			additionalProperties: false,
			properties: {
				ruleId: { enum: ['contradicted-value', 'unsupported-claim', 'failed-answer', 'unscored-answer'] },
				ruleIndex: { type: 'integer', minimum: 0, maximum: 3 },
				level: { $ref: '#/$defs/level' },
				message: { $ref: '#/$defs/text' },
				locations: { type: 'array', minItems: 1, items: { $ref: '#/$defs/location' } },
				relatedLocations: { type: 'array', uniqueItems: true, items: { $ref: '#/$defs/location' } },
				partialFingerprints: { type: 'object', additionalProperties: { type: 'string', minLength: 1 } },
				properties: { type: 'object' },
			},
		},
		location: {
			type: 'object',
			additionalProperties: false,
			properties: {
				id: { type: 'integer', minimum: 0 },
				message: { $ref: '#/$defs/text' },
				physicalLocation: {
					type: 'object',
					required: ['artifactLocation'],
					additionalProperties: false,
					properties: {
						artifactLocation: { $ref: '#/$defs/artifactLocation' },
						region: {
							type: 'object',
							required: ['startLine'],
							additionalProperties: false,
							properties: Object.fromEntries(
								['startLine', 'startColumn', 'endLine', 'endColumn'].map(name => [
									name,
									{ type: 'integer', minimum: 1 },
								]),
							),
						},
					},
				},
			},
		},
		artifactLocation: {
			type: 'object',
			additionalProperties: false,
			properties: {
				// A relative reference: no scheme, no root, nothing above the repository, nothing that is not escaped.
				uri: { type: 'string', pattern: "^(?!/)(?!.*(?:^|/)\\.\\.(?:/|$))[A-Za-z0-9._~!$&'()*+,;=@%/-]+$" },
				uriBaseId: { const: '%SRCROOT%' },
				description: { $ref: '#/$defs/text' },
			},
		},
	},
} as const;
