// The visible part of the sheet as SVG, a little more than the window, made anew when scrolling leaves it.
import { ROW, durationText, firstBelow } from './layout.js';

export const GUTTER = 132;
const HEAD = 46;
const MIN_LANE = 78;
const MAX_LANE = 190;
const MARGIN = 700;
const SVG = 'http://www.w3.org/2000/svg';

const make = (name, attributes, ...children) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

const ruler = document.createElement('canvas').getContext('2d');
const widths = new Map();
const widthOf = (text) => {
  if (!widths.has(text)) {
    ruler.font = `600 11px ${getComputedStyle(document.body).fontFamily}`;
    widths.set(text, ruler.measureText(text).width);
  }
  return widths.get(text);
};

const clip = (text, width) => {
  if (widthOf(text) <= width) return text;
  let keep = Math.max(1, Math.floor((text.length * width) / widthOf(text)) - 1);
  while (keep > 1 && widthOf(`${text.slice(0, keep)}…`) > width) keep--;
  return `${text.slice(0, keep)}…`;
};

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dayText = (text) => `${DAYS[new Date(`${text.slice(0, 10)}T12:00:00Z`).getUTCDay()]} ${+text.slice(8, 10)} ${MONTHS[+text.slice(5, 7) - 1]} ${text.slice(0, 4)}`;

export const createDrawing = (data, scroller, sheet, header) => {
  const gutter = document.createElement('div');
  gutter.className = 'gutter';
  const times = make('svg', { class: 'times', 'aria-hidden': 'true' });
  gutter.append(times);
  const arrows = make('svg', { class: 'arrows', role: 'presentation' });
  sheet.append(gutter, arrows);
  // Says when the window is, since the last clock time may have scrolled away.
  const corner = document.createElement('div');
  corner.className = 'corner';
  const state = { layout: { items: [], height: 0, lanes: [] }, x: new Map(), lane: MIN_LANE, width: 0, from: 0, to: -1, positions: new Map(), selected: '', focus: -1 };

  const measure = () => {
    const lanes = state.layout.lanes;
    const room = scroller.clientWidth - GUTTER - 12;
    state.lane = Math.min(MAX_LANE, Math.max(MIN_LANE, lanes.length === 0 ? 0 : Math.floor(room / lanes.length)));
    state.width = GUTTER + Math.max(state.lane * lanes.length, 1) + 12;
    state.x = new Map(lanes.map((party, at) => [party, GUTTER + (at + 0.5) * state.lane]));
    sheet.style.width = `${state.width}px`;
    sheet.style.height = `${HEAD + state.layout.height}px`;
    gutter.style.width = `${GUTTER}px`;
    header.replaceChildren(...lanes.map((party) => {
      const { name, token, about, id } = data.parties[party];
      const cell = document.createElement('div');
      cell.className = 'lane';
      cell.style.left = `${state.x.get(party) - state.lane / 2}px`;
      cell.style.width = `${state.lane}px`;
      cell.title = `${about}${token === '' ? '' : ` ${token}`} (${id})`;
      const strong = document.createElement('b');
      strong.textContent = name;
      const span = document.createElement('span');
      span.textContent = token;
      cell.append(strong, span);
      return cell;
    }));
    corner.style.width = `${GUTTER}px`;
    header.append(corner);
  };

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

  const render = (from, to) => {
    const { items, lanes } = state.layout;
    const first = firstBelow(items, from);
    const end = firstBelow(items, to) + 1;
    const top = Math.max(0, from);
    const height = Math.min(to, state.layout.height) - top;
    for (const [svg, width] of [[arrows, state.width], [times, GUTTER]]) {
      svg.setAttribute('width', width);
      svg.setAttribute('height', Math.max(0, height));
      svg.style.top = `${top + (svg === arrows ? HEAD : 0)}px`;
    }
    const rows = lanes.map((party) => make('path', { class: 'rail', d: `M${state.x.get(party)} 0V${height}` }));
    const clocks = [];
    let before = first > 0 ? items[first - 1].time : -1;
    let stepBefore = -1;
    for (const item of items.slice(first, end)) {
      const y = item.y - top;
      const text = data.times[item.time][1];
      if (item.kind === 'fold') rows.push(...foldRow(item, y));
      else if (item.kind === 'day') {
        rows.push(make('path', { class: 'midnight', d: `M${GUTTER} ${y + item.h - 6}H${state.width}` }));
        clocks.push(make('path', { class: 'midnight', d: `M0 ${y + item.h - 6}H${GUTTER}` }), make('text', { class: 'day', x: 12, y: y + item.h - 13 }, dayText(text)));
      } else {
        rows.push(item.kind === 'note' ? noteRow(item, y) : messageRow(item, y));
        if (item.time !== before) stepBefore = -1;
        if (item.time !== before) clocks.push(make('text', { class: 'clock', x: 12, y: y + 20 }, text.slice(11, text.endsWith(':00') ? 16 : undefined), make('tspan', { class: 'zone' }, ` ${data.times[item.time][2]}`)));
        const step = item.kind === 'message' ? data.messages[item.at][1] : stepBefore;
        if (step !== stepBefore && step > 0) clocks.push(make('text', { class: 'step', x: GUTTER - 12, y: y + 20 }, `+${step}`));
        before = item.time;
        stepBefore = step;
      }
    }
    arrows.replaceChildren(...rows);
    times.replaceChildren(...clocks);
    state.from = from;
    state.to = to;
  };

  const refresh = (force = false) => {
    const top = scroller.scrollTop - HEAD;
    const bottom = top + scroller.clientHeight + HEAD;
    const inside = top - state.from > 120 || state.from <= 0;
    const enough = state.to - bottom > 120 || state.to >= state.layout.height;
    if (force || !inside || !enough) render(top - MARGIN, bottom + MARGIN);
    const item = state.layout.items[Math.min(state.layout.items.length - 1, firstBelow(state.layout.items, scroller.scrollTop))];
    const [, text, zone] = item === undefined ? [0, '', ''] : data.times[item.time];
    corner.replaceChildren(text === '' ? 'London time' : dayText(text), document.createElement('br'), text === '' ? '' : `${text.slice(11)} ${zone}`);
  };

  return {
    refresh,
    show: (layout) => {
      state.layout = layout;
      const rows = layout.items.filter(({ kind }) => kind === 'message' || kind === 'note');
      state.positions = new Map(rows.map((item, at) => [`${item.kind[0]}${item.at}`, at]));
      measure();
      refresh(true);
      return rows;
    },
    resize: () => {
      measure();
      refresh(true);
    },
    select: (name) => {
      state.selected = name;
      for (const row of arrows.querySelectorAll('.row')) {
        row.classList.toggle('selected', row.id === name);
        row.setAttribute('aria-selected', String(row.id === name));
      }
    },
    reveal: (item) => {
      const top = HEAD + item.y;
      if (top < scroller.scrollTop + HEAD + ROW) scroller.scrollTop = top - HEAD - ROW * 3;
      else if (top + item.h > scroller.scrollTop + scroller.clientHeight - ROW) scroller.scrollTop = top + item.h - scroller.clientHeight + ROW * 3;
      // Both ends of the arrow, and where they do not fit side by side the sender.
      const ends = (item.kind === 'message' ? [data.messages[item.at][2], data.messages[item.at][3]] : [data.notes[item.at].party]).map((party) => state.x.get(party));
      const half = state.lane / 2;
      const room = scroller.clientWidth - GUTTER;
      const left = Math.max(Math.min(...ends) - half, Math.max(...ends) - Math.min(...ends) > room - state.lane ? ends[0] - room / 2 : 0) - GUTTER;
      if (left < scroller.scrollLeft) scroller.scrollLeft = left;
      else if (Math.max(...ends) + half > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = Math.min(left, Math.max(...ends) + half - scroller.clientWidth);
      refresh();
    },
    head: HEAD,
  };
};
