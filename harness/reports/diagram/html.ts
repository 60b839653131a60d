/** The page's fixed parts; everything else its script makes, with text nodes only. */
import { escapeHtml } from './embed.ts';
import { CATEGORIES, type Category } from './model.ts';
import type { DiagramInput } from './input.ts';

const CATEGORY_NAMES: Readonly<Record<Category, string>> = {
  file: 'Files', wan: 'WAN and devices', key: 'Keys', commissioning: 'Commissioning', incident: 'Incidents', report: 'Reports',
};

const HELP: readonly (readonly [string, string])[] = [
  ['↑ ↓ or k j', 'message before, after'], ['Page, Home, End', 'move further'], ['n p', 'next, previous failure'], ['Enter', 'to the details'],
  ['Esc', 'close, then clear filters'], ['/', 'search'], ['f', 'failures only'], ['?', 'this list'],
];

export const pageBody = ({ title, seed, ruleSet, hash }: DiagramInput): string => `<header class="bar">
<div class="names">
<h1>${escapeHtml(title)}</h1>
<p class="facts">seed <b>${escapeHtml(seed)}</b> · rules <b>${escapeHtml(ruleSet)}</b> · <abbr title="SHA-256 of the journal: ${escapeHtml(hash)}">hash <b>${escapeHtml(hash.slice(0, 12))}</b></abbr></p>
</div>
<form class="tools" id="tools" role="search">
<input id="search" type="search" placeholder="Search messages  /" aria-label="Search type, party, key, failure and body" autocomplete="off" spellcheck="false">
<input id="installation" list="installations" placeholder="All Installations" aria-label="Installation or Group ID" autocomplete="off" spellcheck="false">
<datalist id="installations"></datalist>
<select id="party" aria-label="Party"><option value="">All parties</option></select>
<button type="button" id="failures" class="chip alarm" aria-pressed="false">Failures only <span id="failure-count"></span></button>
<button type="reset" id="clear" class="quiet">Clear</button>
<button type="button" id="help" class="quiet" aria-expanded="false" aria-controls="keys" aria-label="Keyboard shortcuts">?</button>
</form>
<div class="kinds" role="group" aria-label="Kinds of message">${CATEGORIES.map((each) =>
    `<button type="button" class="chip ${each}" data-kind="${each}" aria-pressed="true">${CATEGORY_NAMES[each]} <span></span></button>`).join('')}
<span id="count" role="status"></span></div>
<dl id="keys" class="keys" hidden>${HELP.map(([keys, what]) => `<div><dt>${keys}</dt><dd>${what}</dd></div>`).join('')}</dl>
</header>
<main>
<div id="scroller" class="scroller" tabindex="0" role="listbox" aria-label="Messages in order of time">
<div id="sheet" class="sheet" role="presentation"><div id="lanes" class="lanes" role="presentation"></div></div>
</div>
<canvas id="map" class="map" aria-hidden="true"></canvas>
<aside id="details" class="details" aria-label="Message" tabindex="-1" hidden></aside>
<p id="empty" class="empty" hidden>No message matches these filters.</p>
</main>
<div id="tip" class="tip" role="tooltip" hidden></div>
<noscript><p>This diagram is drawn by the script inside this file. Nothing is loaded from anywhere.</p></noscript>`;
