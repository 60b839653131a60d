'use strict';
(() => {
  const { cells, sketches } = JSON.parse(document.getElementById('data').textContent);
  const dialog = document.getElementById('cell');
  const rows = document.getElementById('rows');

  const made = (name, attributes = {}, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };
  const drawn = (name, attributes = {}, text) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  };

  const command = (line) => made('code', { class: 'copy', tabindex: '0', role: 'button', title: 'copy' }, line);
  const MINUTES_A_DAY = 1440;
  const after = (minutes) => {
    const day = Math.floor(minutes / MINUTES_A_DAY);
    const rest = Math.round(minutes % MINUTES_A_DAY);
    return `day ${day} ${String(Math.floor(rest / 60)).padStart(2, '0')}:${String(rest % 60).padStart(2, '0')}`;
  };

  /** One line a time, sender and type; copies are arrows of one line. */
  const linesOf = ({ messages }) => {
    const lines = [];
    for (const [at, from, to, type] of messages) {
      const last = lines[lines.length - 1];
      if (last !== undefined && last.at === at && last.from === from && last.type === type && !last.to.includes(to)) last.to.push(to);
      else lines.push({ at, from, type, to: [to] });
    }
    return lines;
  };

  const LANE = 84;
  const LEFT = 96;
  const ROW = 17;
  const TOP = 34;
  const sequence = (sketch) => {
    const lines = linesOf(sketch);
    const width = LEFT + sketch.parties.length * LANE;
    const height = TOP + lines.length * ROW + 10;
    const svg = drawn('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': 'sequence diagram' });
    const x = (party) => LEFT + party * LANE + LANE / 2;
    for (const [index, party] of sketch.parties.entries()) {
      svg.append(drawn('line', { x1: x(index), x2: x(index), y1: TOP - 8, y2: height }));
      svg.append(drawn('text', { x: x(index), y: 18, 'text-anchor': 'middle', class: 'lane' }, party));
    }
    let before;
    for (const [index, { at, from, to, type }] of lines.entries()) {
      const y = TOP + index * ROW + 9;
      if (at !== before) svg.append(drawn('text', { x: 8, y: y + 3, class: 'time' }, after(at)));
      before = at;
      for (const each of to) {
        const way = Math.sign(x(each) - x(from)) || 1;
        svg.append(drawn('line', { x1: x(from), x2: x(each) - 5 * way, y1: y, y2: y, class: 'arrow' }));
        svg.append(drawn('path', { d: `M${x(each)} ${y}l${-6 * way} -3.2v6.4z`, class: 'tip' }));
      }
      // Beside its sender, over the arrow: the other end may be far away.
      const right = to.some((each) => x(each) >= x(from));
      svg.append(drawn('text', { x: x(from) + (right ? 8 : -8), y: y + 3, 'text-anchor': right ? 'start' : 'end', class: 'type' }, sketch.types[type]));
    }
    return made('div', { class: 'sequence', tabindex: '0' }, svg);
  };

  const rowOf = (group, wanted) => ({ id, title, kind, clause, end, codes, result, failures, messages }) => {
    const head = made('div', {}, made('b', {}, id), ` ${title}`);
    if (result !== 'pass') head.append(' ', made('span', { class: 'fail' }, result));
    const meta = made('div', { class: 'meta' }, [clause, kind, codes, `ends ${end.replaceAll('-', ' ')}`, `${messages} messages`].filter((each) => each !== '').join(' · '));
    return made('div', { class: id === wanted ? 'row wanted' : 'row' }, head, meta, ...failures.map((each) => made('div', { class: 'fail' }, each)), command(`npx mehrs play ${id} --group ${group}`));
  };

  const open = (name, wanted) => {
    const own = cells[name] ?? [];
    const group = name.slice(name.lastIndexOf(' ') + 1);
    const shortest = own.find(({ journey }) => sketches[journey] !== undefined);
    rows.replaceChildren(made('h2', {}, `${name.slice(0, name.lastIndexOf(' '))}, Group ID ${group}`), made('p', { class: 'about' }, `${own.length} rows, the shortest first.`));
    if (shortest !== undefined) rows.append(made('h3', {}, `${shortest.id} as it went`), sequence(sketches[shortest.journey]));
    rows.append(...own.map(rowOf(group, wanted)));
    if (!dialog.open) dialog.showModal();
    (rows.querySelector('.wanted') ?? rows).scrollIntoView({ block: wanted === undefined ? 'start' : 'center' });
  };

  document.addEventListener('click', ({ target }) => {
    const cell = target.closest('[data-cell]');
    if (cell !== null) open(cell.dataset.cell, cell.dataset.row);
    else if (target === dialog) dialog.close();
  });
  document.getElementById('close').addEventListener('click', () => dialog.close());

  const copy = async (code) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      code.classList.add('copied');
    } catch {
      getSelection().selectAllChildren(code);
    }
  };
  document.addEventListener('click', ({ target }) => target.closest('.copy') && copy(target.closest('.copy')));
  document.addEventListener('keydown', ({ key, target }) => key === 'Enter' && target.classList.contains('copy') && copy(target));

  const only = document.getElementById('only-gaps');
  only.addEventListener('click', () => {
    const pressed = only.getAttribute('aria-pressed') !== 'true';
    only.setAttribute('aria-pressed', String(pressed));
    for (const machine of document.querySelectorAll('.machine:not(.gaps)')) machine.hidden = pressed;
  });

  const root = document.documentElement;
  document.getElementById('theme').addEventListener('click', () => {
    const dark = root.dataset.theme === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : root.dataset.theme === 'dark';
    root.dataset.theme = dark ? 'light' : 'dark';
  });
})();
