/** A few shapes of Markdown. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const heading = (level: 1 | 2 | 3, text: string): string => `${level === 1 ? '' : '\n'}${'#'.repeat(level)} ${text}\n`;

export const markdownTable = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((each) => `| ${each.map(cell).join(' | ')} |`).join('\n');

export const list = (items: readonly string[]): string => items.map((each) => `- ${each}`).join('\n');

export const bullets = (items: readonly (readonly [string, string])[]): string => list(items.map(([name, text]) => `**${name}**: ${text}`));

/** `not-migrated` as people say it. */
export const phrase = (token: string): string => token.replaceAll('-', ' ');
