/** The version of the tool, as package.json has it. */
export const TOOL_VERSION = '0.1.0';
