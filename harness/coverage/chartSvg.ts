/** A laid-out statechart as SVG, with what was never taken in red; colours are the page's. */
import { escapeHtml as text } from '../reports/diagram/embed.ts';
import type { Chart, ChartBox, ChartEdge, ChartLine } from './chart.ts';

const LINE = 14;
const round = (value: number): number => Math.round(value * 10) / 10;

const lineClass = ({ transition }: ChartLine, untaken: ReadonlySet<string>): string => (transition !== undefined && untaken.has(transition) ? ' class="untaken"' : '');

const boxSvg = ({ id, title, lines, kind, x, y, width, height }: ChartBox, untaken: ReadonlySet<string>, unentered: ReadonlySet<string>): string => {
  const at = (line: number): number => round(y + 15 + line * LINE);
  const rounding = kind === 'start' ? 12 : kind === 'end' ? 2 : 6;
  return `<g class="${kind}${unentered.has(id) ? ' untaken' : ''}"><rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${rounding}"/>`
    + `<text x="${round(x + 8)}" y="${at(0)}" class="title">${text(title)}</text>${lines.map((line, index) => `<text x="${round(x + 8)}" y="${at(index + 1)}"${lineClass(line, untaken)}>${text(line.text)}</text>`).join('')}</g>`;
};

/** Smooth through the points that the layout gives. */
const pathOf = (points: ChartEdge['points']): string => {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const middle = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? point;
    const last = index === rest.length - 2;
    return `Q${round(point.x)} ${round(point.y)} ${round(last ? next.x : (point.x + next.x) / 2)} ${round(last ? next.y : (point.y + next.y) / 2)}`;
  });
  const end = rest.at(-1);
  return `M${round(first.x)} ${round(first.y)}${middle.join('')}${rest.length === 1 && end !== undefined ? `L${round(end.x)} ${round(end.y)}` : ''}`;
};

const edgeSvg = ({ transitions, lines, points, x, y }: ChartEdge, untaken: ReadonlySet<string>, marker: string): string => {
  const missed = transitions.filter((each) => untaken.has(each)).length;
  const top = y - (lines.length * LINE) / 2 + 11;
  return `<g class="edge${missed > 0 ? ' untaken' : ''}"><path d="${pathOf(points)}" marker-end="url(#${marker}${missed > 0 ? '-red' : ''})"/>`
    + `${lines.map((line, index) => `<text x="${round(x)}" y="${round(top + index * LINE)}" text-anchor="middle"${lineClass(line, untaken)}>${text(line.text)}</text>`).join('')}</g>`;
};

const markerSvg = (id: string, kind: string): string =>
  `<marker id="${id}" class="${kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z"/></marker>`;

/** @param untaken ids of transitions. @param unentered ids of states. @param name of the machine, part of ids on the page. */
export const chartSvg = ({ width, height, boxes, edges }: Chart, untaken: ReadonlySet<string>, unentered: ReadonlySet<string>, name: string): string => {
  const marker = `tip-${name.replace(/[^A-Za-z0-9]/g, '-')}`;
  const groups = boxes.filter(({ kind }) => kind === 'group');
  return `<svg viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" width="${Math.ceil(width)}" height="${Math.ceil(height)}" role="img" aria-label="Statechart ${text(name)}">`
    + `<defs>${markerSvg(marker, 'tip')}${markerSvg(`${marker}-red`, 'tip red')}</defs>`
    + `${groups.map((each) => boxSvg(each, untaken, unentered)).join('')}${edges.map((each) => edgeSvg(each, untaken, marker)).join('')}`
    + `${boxes.filter(({ kind }) => kind !== 'group').map((each) => boxSvg(each, untaken, unentered)).join('')}</svg>`;
};
