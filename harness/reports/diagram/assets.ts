/**
 * The page's own code and style, read once. The modules under `page/` are ordinary ES modules that tests import; on the
 * page they are one script, since modules cannot load one another from a file on disk.
 */
import { readFileSync } from 'node:fs';

/** Each only imports from those before it. */
const MODULES = ['pretty', 'layout', 'filter', 'svg', 'rows', 'draw', 'minimap', 'details', 'keyboard', 'pointer', 'main'] as const;

const read = (name: string): string => readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8');

const plain = (source: string): string => source.replace(/^import [^;]*;\n/gm, '').replace(/^export /gm, '');

/** No name may be declared twice: that would be a syntax error, which a test looks for. */
export const pageScript = (): string => `'use strict';(() => {\n${MODULES.map((name) => plain(read(`${name}.js`))).join('\n')}\n})();`;
export const pageStyle = (): string => read('page.css');
