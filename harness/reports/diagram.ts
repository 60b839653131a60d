/** A run as a space-time diagram: one HTML file that opens offline, one lane a party, time downwards, one arrow a message. */
import { createHash } from 'node:crypto';
import { pageScript, pageStyle } from './diagram/assets.ts';
import { pageData } from './diagram/data.ts';
import { escapeHtml, escapeJson } from './diagram/embed.ts';
import { pageBody } from './diagram/html.ts';
import type { DiagramInput } from './diagram/input.ts';

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * The page may load nothing and run nothing but its own script, whatever a message body holds.
 * @throws RangeError when messages are not in canonical order.
 */
export const renderDiagram = (input: DiagramInput): string => {
  const script = pageScript();
  const style = pageStyle();
  const policy = `default-src 'none'; script-src ${digest(script)}; style-src ${digest(style)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(input.title)}</title>
<style>${style}</style>
</head>
<body>
${pageBody(input)}
<script type="application/json" id="data">${escapeJson(pageData(input))}</script>
<script>${script}</script>
</body>
</html>
`;
};
