// One row of the sheet each: an arrow, a note, a fold, and what stands beside it in the gutter.
import { durationText } from './layout.js';
import { clip, dayText, make, widthOf } from './svg.js';

export const GUTTER = 132;

/** @param state what the drawing knows: x by party, width, selected, positions. */
export const createRows = (data, state) => {
  const label = (x1, x2, y, type, key, failed) => {
    const room = Math.abs(x2 - x1) - 26;
    const mark = failed ? '! ' : '';
    const name = `${mark}${type}`;
    const rest = room > widthOf(`${name}  ${key}`) ? `  ${key}` : '';
    const half = widthOf(`${name}${rest}`) / 2 + 3;
    const middle = Math.min(state.width - half - 4, Math.max(GUTTER + half, (x1 + x2) / 2));
    return make('text', { x: middle, y, class: 'label' }, make('tspan', {}, name), ...(rest === '' ? [] : [make('tspan', { class: 'key', dx: 6 }, key)]));
  };

  const messageRow = (item, y) => {
    const [time, n, from, to, type, key, , , failure] = data.messages[item.at];
    const { id, category } = data.types[type];
    const [x1, x2] = [state.x.get(from), state.x.get(to)];
    const way = x2 > x1 ? 1 : -1;
    const failed = failure >= 0;
    const refused = failed && data.failures[failure].startsWith('refused:');
    const name = `m${item.at}`;
    const line = x1 === x2 ? `M${x1} ${y + 14}c34 -4 34 12 3 7` : `M${x1} ${y + 15}L${x2 - way * 5} ${y + 20}`;
    const head = refused ? `M${x2 - way * 6 - 4} ${y + 16}l8 8m0 -8l-8 8` : `M${x2 - way * 9} ${y + 15.4}L${x2 - way} ${y + 20.2}L${x2 - way * 9.4} ${y + 24}`;
    return make('g', {
      id: name, class: `row ${category}${failed ? ' fail' : ''}${state.selected === name ? ' selected' : ''}`, role: 'option', 'aria-selected': String(state.selected === name),
      'aria-setsize': state.positions.size, 'aria-posinset': state.positions.get(name) + 1,
      'aria-label': `${data.times[time][1]} step ${n}, ${data.parties[from].id} to ${data.parties[to].id}, ${id}, ${data.keys[key]}${failed ? `, ${data.failures[failure]}` : ''}`,
    },
    make('rect', { class: 'hit', x: GUTTER, y, width: Math.max(0, state.width - GUTTER), height: item.h, rx: 4 }),
    make('circle', { class: 'dot', cx: x1, cy: y + 15, r: 2.6 }),
    make('path', { class: 'line', d: line }), make('path', { class: refused ? 'cross' : 'head', d: head }),
    label(x1, x2, y + 12, id, data.keys[key], failed));
  };

  const noteRow = (item, y) => {
    const { party, text, clause, failure } = data.notes[item.at];
    const name = `n${item.at}`;
    const x = state.x.get(party);
    const right = x < GUTTER + (state.width - GUTTER) * 0.6;
    const shown = clip(clause === '' ? text : `${text}  [${clause}]`, Math.max(60, (right ? state.width - x : x - GUTTER) - 40));
    const width = widthOf(shown) + 18;
    const left = right ? x + 10 : x - 10 - width;
    return make('g', {
      id: name, class: `row note${failure ? ' fail' : ''}${state.selected === name ? ' selected' : ''}`, role: 'option', 'aria-selected': String(state.selected === name),
      'aria-setsize': state.positions.size, 'aria-posinset': state.positions.get(name) + 1, 'aria-label': `Note, ${data.parties[party].id}: ${text} ${clause}`,
    },
    make('rect', { class: 'hit', x: GUTTER, y, width: Math.max(0, state.width - GUTTER), height: item.h, rx: 4 }),
    make('path', { class: 'flag', d: `M${x} ${y + 8}l6 6l-6 6l-6 -6z` }),
    make('rect', { class: 'slip', x: left, y: y + 4, width, height: 20, rx: 5 }),
    make('text', { class: 'label say', x: left + width / 2, y: y + 18 }, shown));
  };

  const foldRow = (item, y) => {
    const middle = y + item.h / 2;
    let zigzag = `M${GUTTER} ${middle}`;
    for (let x = GUTTER; x < state.width; x += 12) zigzag += 'l3 -4l6 8l3 -4';
    const text = `${durationText(item.gap)} without messages`;
    const x = Math.min(GUTTER + (state.width - GUTTER) / 2, GUTTER + 260);
    const width = widthOf(text) + 24;
    return [make('path', { class: 'fold', d: zigzag }), make('rect', { class: 'patch', x: x - width / 2, y: middle - 10, width, height: 20, rx: 10 }), make('text', { class: 'label gap', x, y: middle + 4 }, text)];
  };

  const stepOf = (item) => (item !== undefined && item.kind === 'message' ? data.messages[item.at][1] : 0);

  /** What stands in the gutter beside an item: a time where it is another than the item's before, a micro-step where that is. */
  const clockOf = (item, before) => {
    const [, text, zone] = data.times[item.time];
    if (item.kind === 'fold') return [];
    if (item.kind === 'day') return [make('path', { class: 'midnight', d: `M0 ${item.y + item.h - 6}H${GUTTER}` }), make('text', { class: 'day', x: 12, y: item.y + item.h - 13 }, dayText(text))];
    const moved = before === undefined || before.time !== item.time || before.kind === 'day';
    const step = stepOf(item);
    return [
      ...(moved ? [make('text', { class: 'clock', x: 12, y: item.y + 20 }, text.slice(11, text.endsWith(':00') ? 16 : undefined), make('tspan', { class: 'zone' }, ` ${zone}`))] : []),
      ...(step > 0 && (moved || step !== stepOf(before)) ? [make('text', { class: 'step', x: GUTTER - 12, y: item.y + 20 }, `+${step}`)] : []),
    ];
  };

  /** A day's line, or one of the others. */
  const rowOf = (item) => {
    if (item.kind === 'message') return messageRow(item, item.y);
    if (item.kind === 'note') return noteRow(item, item.y);
    const parts = item.kind === 'fold' ? foldRow(item, item.y) : [make('path', { class: 'midnight', d: `M${GUTTER} ${item.y + item.h - 6}H${state.width}` })];
    return make('g', { role: 'presentation' }, ...parts);
  };
  return { rowOf, clockOf };
};
