/** The report as one HTML file that loads nothing: readable without its script, which only opens cells and draws sequences. */
import { readFileSync } from 'node:fs';
import { escapeJson } from '../reports/diagram/embed.ts';
import type { CoverageModel } from './model.ts';
import { codes } from './sections/codes.ts';
import { configurations } from './sections/configurations.ts';
import { cellsData, heatMap, shownJourneys } from './sections/heatMap.ts';
import { headline } from './sections/headline.ts';
import { mutants, violations } from './sections/lists.ts';
import { modes } from './sections/modes.ts';
import { machines } from './sections/machines.ts';

const asset = (name: string): string => readFileSync(new URL(`./page/${name}`, import.meta.url), 'utf8');

const dataOf = (model: CoverageModel): string => {
  const shown = shownJourneys(model.journeys);
  const sketches = Object.fromEntries(Object.entries(model.sketches ?? {}).filter(([name]) => shown.has(name)));
  return escapeJson({ cells: cellsData(model), sketches });
};

export const pageOf = (model: CoverageModel): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Coverage of the MEHRS emulator</title><style>${asset('page.css')}</style></head>
<body><header><h1>Coverage of the MEHRS emulator</h1><nav><a href="#mehrs">MEHRS</a><a href="#codes">Codes</a><a href="#machines">Statecharts</a>${model.exploration?.each === undefined ? '' : '<a href="#configurations">Configurations</a>'}${model.mutants === undefined ? '' : '<a href="#mutants">Mutants</a>'}<a href="#violations">Violations</a><button type="button" id="theme" aria-label="light or dark">◐</button></nav></header>
<main>${headline(model)}${heatMap(model)}${codes(model)}${machines(model)}${configurations(model)}${modes(model)}${mutants(model)}${violations(model)}</main>
<dialog id="cell" aria-label="Rows"><button type="button" id="close" aria-label="close">×</button><div id="rows"></div></dialog>
<script type="application/json" id="data">${dataOf(model)}</script><script>${asset('page.js')}</script></body></html>
`;
