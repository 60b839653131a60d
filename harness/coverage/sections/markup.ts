/** A few shapes of HTML. */
import { escapeHtml } from '../../reports/diagram/embed.ts';
import type { Ratio } from '../../explore/coverage.ts';

export const text = escapeHtml;

export const section = (id: string, title: string, about: string, body: string): string =>
  `<section id="${id}"><h2>${text(title)}</h2><p class="about">${text(about)}</p>${body}</section>`;

export const percentOf = ({ hit, total }: Ratio): string => (total === 0 ? '–' : hit === total ? '100 %' : `${Math.min(99.9, (100 * hit) / total).toFixed(1)} %`);

/** Thousands apart, for any length. */
export const number = (value: number | string): string => String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');

export const bar = (ratio: Ratio, what: string): string => {
  const share = ratio.total === 0 ? 100 : (100 * ratio.hit) / ratio.total;
  return `<span class="bar${share === 100 ? ' full' : ''}" title="${ratio.hit} of ${ratio.total} ${text(what)}"><i style="width:${share.toFixed(1)}%"></i><b>${ratio.hit}/${ratio.total}</b></span>`;
};

export const list = (items: readonly string[]): string => (items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`);

/** A command that a click copies. */
export const command = (line: string): string => `<code class="copy" tabindex="0" role="button" title="copy">${text(line)}</code>`;
