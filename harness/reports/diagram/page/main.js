// Puts the page together. Filter and selection stand in the address, so that a link leads to a message.
import { layOut } from './layout.js';
import { applyFilter, noFilter, searchIndex } from './filter.js';
import { createDrawing } from './draw.js';
import { createMap } from './minimap.js';
import { createDetails } from './details.js';
import { listenToKeys } from './keyboard.js';
import { listenToPointer } from './pointer.js';

const find = (id) => document.getElementById(id);
const data = JSON.parse(find('data').textContent);
const [scroller, panel, tip] = [find('scroller'), find('details'), find('tip')];
const index = searchIndex(data);
const filter = noFilter();
const drawing = createDrawing(data, scroller, find('sheet'), find('lanes'));
const map = createMap(data, find('map'), scroller, drawing.head);
let rows = [];
let layout = { items: [], height: 0, lanes: [] };
let selected = '';

const nameOf = (item) => `${item.kind[0]}${item.at}`;
const isFailure = (item) => (item.kind === 'message' ? data.messages[item.at][8] >= 0 : data.notes[item.at].failure);
const position = () => rows.findIndex((item) => nameOf(item) === selected);

const remember = () => {
  const parts = { m: selected, q: filter.words, i: filter.installation, p: filter.party, f: filter.failures ? '1' : '', h: [...filter.hidden].join(' ') };
  const text = new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== '')).toString();
  history.replaceState(null, '', text === '' ? location.pathname + location.search : `#${text}`);
};

const select = (name, open) => {
  selected = name;
  drawing.select(name);
  if (name === '') scroller.removeAttribute('aria-activedescendant');
  else {
    const item = rows[position()];
    if (item !== undefined) drawing.reveal(item);
    scroller.setAttribute('aria-activedescendant', name);
    if (open || !panel.hidden) openPanel();
  }
  remember();
};

const openPanel = () => {
  const wasHidden = panel.hidden;
  details.show(selected);
  if (!wasHidden) return;
  drawing.resize();
  const item = rows[position()];
  if (item !== undefined) drawing.reveal(item);
};
const closePanel = () => {
  panel.hidden = true;
  drawing.resize();
  scroller.focus();
};

const apply = () => {
  const result = applyFilter(data, filter, index);
  layout = layOut(data, result.shown, result.notes);
  rows = drawing.show(layout);
  map.draw(layout);
  find('count').textContent = `${result.shown.length.toLocaleString('en-GB')} of ${data.messages.length.toLocaleString('en-GB')} messages`;
  find('failure-count').textContent = result.failures.toLocaleString('en-GB');
  find('failures').setAttribute('aria-pressed', String(filter.failures));
  for (const chip of document.querySelectorAll('[data-kind]')) {
    chip.setAttribute('aria-pressed', String(!filter.hidden.has(chip.dataset.kind)));
    chip.lastElementChild.textContent = (result.kinds[chip.dataset.kind] ?? 0).toLocaleString('en-GB');
  }
  find('empty').hidden = rows.length > 0;
  const item = rows[position()];
  if (item === undefined) scroller.scrollTop = 0;
  else drawing.reveal(item);
  drawing.refresh();
  map.follow();
  remember();
};

const details = createDetails(data, panel, {
  close: closePanel,
  search: (words) => {
    find('search').value = filter.words = words;
    apply();
  },
  installation: (id) => {
    find('installation').value = filter.installation = id;
    apply();
  },
});

const clear = () => {
  Object.assign(filter, noFilter());
  for (const id of ['search', 'installation', 'party']) find(id).value = '';
  apply();
};

const toggleFailures = () => {
  filter.failures = !filter.failures;
  apply();
};
const toggleHelp = () => {
  find('keys').hidden = !find('keys').hidden;
  find('help').setAttribute('aria-expanded', String(!find('keys').hidden));
  drawing.resize();
};

const go = (to, way) => {
  const item = rows[Math.min(rows.length - 1, Math.max(0, to))];
  if (item !== undefined) select(nameOf(item), false);
  else if (way === 0) select('', false);
};
const near = () => rows.findIndex((item) => item.y >= scroller.scrollTop);
listenToKeys({
  move: (by) => go(position() < 0 ? Math.max(0, near()) : position() + by),
  page: (by) => go((position() < 0 ? near() : position()) + by * Math.max(1, Math.floor(scroller.clientHeight / 32))),
  edge: (by) => go(by < 0 ? 0 : rows.length - 1),
  failure: (by) => {
    for (let at = position() + by; at >= 0 && at < rows.length; at += by) if (isFailure(rows[at])) return select(nameOf(rows[at]), false);
  },
  enter: () => {
    if (selected === '') return;
    openPanel();
    panel.focus();
  },
  escape: () => {
    if (document.activeElement instanceof HTMLInputElement) scroller.focus();
    else if (!panel.hidden) closePanel();
    else clear();
  },
  search: () => find('search').focus(),
  failures: toggleFailures,
  help: toggleHelp,
});

const waiting = { frame: 0 };
scroller.addEventListener('scroll', () => {
  tip.hidden = true;
  if (waiting.frame === 0) waiting.frame = requestAnimationFrame(() => {
    waiting.frame = 0;
    drawing.refresh();
    map.follow();
  });
}, { passive: true });

listenToPointer(scroller, tip, { choose: (name) => select(name, true), brief: details.brief });

find('tools').addEventListener('submit', (event) => event.preventDefault());
find('tools').addEventListener('reset', () => setTimeout(clear));
for (const [id, field] of [['search', 'words'], ['installation', 'installation'], ['party', 'party']]) {
  find(id).addEventListener('input', () => {
    filter[field] = find(id).value;
    apply();
  });
}
find('failures').addEventListener('click', toggleFailures);
find('help').addEventListener('click', toggleHelp);
for (const chip of document.querySelectorAll('[data-kind]')) {
  chip.addEventListener('click', () => {
    if (!filter.hidden.delete(chip.dataset.kind)) filter.hidden.add(chip.dataset.kind);
    apply();
  });
}

// After a click the arrow keys go on where the messages are; who came by keyboard stays on the button.
for (const button of document.querySelectorAll('.chip, #clear')) {
  button.addEventListener('click', (event) => {
    if (event.detail > 0) scroller.focus({ preventScroll: true });
  });
}

const option = (value, text) => Object.assign(document.createElement('option'), { value, textContent: text });
find('party').append(...data.parties.map(({ id, about, token }) => option(id, `${about}${token === '' ? '' : ` ${token}`}`)));
// A list of thousands helps nobody; the field takes any id, the beginning of one, or a Group ID.
find('installations').append(...[...new Set(data.installations.map(({ groupId }) => groupId))].sort().map((group) => option(group, 'all of the group')),
  ...data.installations.slice(0, 500).map(({ id, groupId }) => option(id, groupId)));

const readAddress = () => {
  const given = new URLSearchParams(location.hash.slice(1));
  find('search').value = filter.words = given.get('q') ?? '';
  find('installation').value = filter.installation = given.get('i') ?? '';
  filter.party = data.parties.some(({ id }) => id === given.get('p')) ? given.get('p') : '';
  find('party').value = filter.party;
  filter.failures = given.get('f') === '1';
  filter.hidden = new Set((given.get('h') ?? '').split(' ').filter((kind) => document.querySelector(`[data-kind="${CSS.escape(kind)}"]`)));
  const name = given.get('m') ?? '';
  apply();
  if (rows.some((item) => nameOf(item) === name)) select(name, true);
};
readAddress();
new ResizeObserver(() => {
  drawing.resize();
  map.draw(layout);
}).observe(scroller);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => map.draw(layout));
