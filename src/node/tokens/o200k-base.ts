// Re-exported here, so that a bundler cuts the table of 200,000 tokens off where this file is imported dynamically.
export { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
