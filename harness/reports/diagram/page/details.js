// What one message says, in a panel; and the few words beside the pointer. Text nodes only.
import { linesOf } from './pretty.js';

const element = (name, className, ...children) => {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
};

const bytesText = (size) => (size < 1024 ? `${size} bytes` : `${(size / 1024).toFixed(1)} KiB (${size.toLocaleString('en-GB')} bytes)`);

const partyText = ({ id, about, token }) => `${about}${token === '' ? '' : ` ${token}`} · ${id}`;

/** A line that is too long goes on a little further in than it began. */
const lineOf = (line) => {
  const [, indent] = /^( *)/.exec(line.map(([, text]) => text).join(''));
  const made = element('span', 'line-of', ...line.map(([kind, text]) => (kind === '' ? text : element('span', kind, text))), '\n');
  made.style.paddingLeft = `${indent.length + 2}ch`;
  made.style.textIndent = `-${indent.length + 2}ch`;
  return made;
};

const preview = (body) => {
  if (body.form === 'empty') return [element('p', 'aside', 'The body is empty.')];
  if (body.text === null) return [element('p', 'aside', 'Not embedded: this page had no room left for bodies.')];
  const code = element('pre', body.form, ...linesOf(body.form, body.text).map(lineOf));
  code.tabIndex = 0;
  const cut = body.cutAt === undefined ? [] : [element('p', 'aside', `Only the first ${body.cutAt.toLocaleString('en-GB')} bytes are on this page.`)];
  return [...cut, code];
};

const fields = (pairs) => element('dl', 'fields', ...pairs.filter(([, value]) => value !== '').map(([name, value]) => element('div', '', element('dt', '', name), element('dd', '', value))));

export const createDetails = (data, panel, actions) => {
  const button = (text, act, className = 'chip') => {
    const made = element('button', className, text);
    made.type = 'button';
    made.addEventListener('click', act);
    return made;
  };
  const top = (title, kind) => element('header', kind, element('h2', '', title), button('✕', actions.close, 'quiet close'));

  const message = (at) => {
    const [time, n, from, to, type, key, seq, bodyAt, failure, about] = data.messages[at];
    const body = data.bodies[bodyAt];
    const { id, category } = data.types[type];
    const [, text, zone] = data.times[time];
    const installations = about.map((each) => data.installations[each]);
    const copies = data.messages.flatMap((each, index) => (each[7] === bodyAt && index !== at ? [index] : []));
    return [
      top(id, category),
      ...(failure < 0 ? [] : [element('p', 'failure', data.failures[failure])]),
      fields([
        ['From', partyText(data.parties[from])], ['To', partyText(data.parties[to])],
        ['Time', `${text} ${zone}, step ${n}`], ['Key', data.keys[key]], ['Id', `${data.parties[from].id}.${data.parties[to].id}.${seq}`],
        ['Size', bytesText(body.size)], ['SHA-256', element('code', 'hash', body.sha256)],
        ['Installations', installations.length === 0 ? '' : `${installations.slice(0, 12).map((each) => `${each.id} (${each.groupId})`).join(', ')}${installations.length > 12 ? ` and ${installations.length - 12} more` : ''}`],
        ['Copies', copies.length === 0 ? '' : `the same bytes went to ${[...new Set(copies.map((index) => data.parties[data.messages[index][3]].id))].slice(0, 12).join(', ')}`],
      ]),
      element('p', 'acts', button('Same key', () => actions.search(data.keys[key])), ...(installations.length === 1 ? [button(`Only ${installations[0].id}`, () => actions.installation(installations[0].id))] : [])),
      element('h3', '', `Body${body.form === 'empty' || body.form === 'text' ? '' : `, ${body.form === 'binary' ? 'binary' : body.form.toUpperCase()}`}`),
      ...preview(body),
    ];
  };

  const note = (at) => {
    const { time, party, text, clause } = data.notes[at];
    return [top('Note', 'note'), element('p', 'said', text), fields([['Party', partyText(data.parties[party])], ['Time', data.times[time].slice(1).join(' ')], ['Clause', clause]])];
  };

  return {
    show: (name) => {
      panel.replaceChildren(...(name[0] === 'm' ? message(+name.slice(1)) : note(+name.slice(1))));
      panel.hidden = false;
      panel.scrollTop = 0;
    },
    /** The few words of a tooltip. */
    brief: (name) => {
      if (name[0] === 'n') return [element('b', '', 'Note'), element('span', '', data.notes[+name.slice(1)].text)];
      const [time, n, from, to, type, key, , bodyAt, failure] = data.messages[+name.slice(1)];
      const body = data.bodies[bodyAt];
      return [
        element('b', '', data.types[type].id), element('span', '', `${data.parties[from].id} → ${data.parties[to].id}`), element('span', '', data.keys[key]),
        element('span', 'faint', `${data.times[time][1]} +${n} · ${bytesText(body.size)} · ${body.sha256.slice(0, 12)}`),
        ...(failure < 0 ? [] : [element('span', 'failure', data.failures[failure])]),
      ];
    },
  };
};
