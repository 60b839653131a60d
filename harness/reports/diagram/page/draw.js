// The visible part of the sheet as SVG, a little more than the window, made anew when scrolling leaves it.
import { ROW, firstBelow } from './layout.js';
import { GUTTER, createRows } from './rows.js';
import { dayText, make } from './svg.js';

const HEAD = 46;
const MIN_LANE = 70;
const MAX_LANE = 190;
const MARGIN = 700;
export const createDrawing = (data, scroller, sheet, header) => {
  const gutter = document.createElement('div');
  gutter.className = 'gutter';
  const times = make('svg', { class: 'times', 'aria-hidden': 'true' });
  const clocksOf = make('g', {});
  times.append(clocksOf);
  gutter.append(times);
  const arrows = make('svg', { class: 'arrows', role: 'presentation' });
  const rails = make('path', { class: 'rail' });
  const rowsOf = make('g', { role: 'presentation' });
  arrows.append(rails, rowsOf);
  sheet.append(gutter, arrows);
  // Says when the window is, since the last clock time may have scrolled away.
  const corner = document.createElement('div');
  corner.className = 'corner';
  const state = { layout: { items: [], height: 0, lanes: [] }, x: new Map(), lane: MIN_LANE, width: 0, from: 0, to: -1, positions: new Map(), selected: '', window: new Map() };
  const { rowOf, clockOf } = createRows(data, state);

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

  const drawn = (index) => {
    const { items } = state.layout;
    return { row: rowOf(items[index]), clock: make('g', {}, ...clockOf(items[index], items[index - 1])) };
  };

  const forget = () => {
    for (const { row, clock } of state.window.values()) {
      row.remove();
      clock.remove();
    }
    state.window.clear();
  };

  /** Rows that stay in the window stay in the page; order in the page is order in time, for those who hear it read. */
  const fill = (first, end) => {
    for (const [index, { row, clock }] of state.window) {
      if (index >= first && index < end) continue;
      row.remove();
      clock.remove();
      state.window.delete(index);
    }
    for (let index = end - 1, next = { row: null, clock: null }; index >= first; index--) {
      let now = state.window.get(index);
      if (now === undefined) {
        now = drawn(index);
        state.window.set(index, now);
        rowsOf.insertBefore(now.row, next.row);
        clocksOf.insertBefore(now.clock, next.clock);
      }
      next = now;
    }
  };

  const render = (from, to) => {
    const { items, lanes, height: whole } = state.layout;
    const top = Math.max(0, Math.round(from));
    const height = Math.max(0, Math.min(to, whole) - top);
    for (const [svg, width, group] of [[arrows, state.width, rowsOf], [times, GUTTER, clocksOf]]) {
      svg.setAttribute('width', width);
      svg.setAttribute('height', height);
      svg.style.top = `${top + (svg === arrows ? HEAD : 0)}px`;
      group.setAttribute('transform', `translate(0 ${-top})`);
    }
    rails.setAttribute('d', lanes.map((party) => `M${state.x.get(party)} 0V${height}`).join(''));
    fill(firstBelow(items, top), Math.min(items.length, firstBelow(items, to) + 1));
    state.from = from;
    state.to = to;
  };

  const refresh = (force = false) => {
    const top = scroller.scrollTop - HEAD;
    const bottom = top + scroller.clientHeight + HEAD;
    const inside = top - state.from > 120 || state.from <= 0;
    const enough = state.to - bottom > 120 || state.to >= state.layout.height;
    if (force) forget();
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
