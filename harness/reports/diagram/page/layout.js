// Where everything stands: time runs downwards, a little for a little, and a gap of an hour or more is folded.

export const ROW = 26;
const NOTE = 28;
const FOLD = 40;
const DAY_ROW = 38;
const FOLD_MS = 3600000;
const END = 24;

/** Room for a pause that is not folded, px: nothing for the same moment, at most 20 for an hour. */
const pauseOf = (ms) => (ms <= 0 ? 0 : Math.round(Math.min(20, 4 + 2 * Math.log2(1 + ms / 30000))));

export const durationText = (ms) => {
  const minutes = Math.floor(ms / 60000);
  const parts = [[Math.floor(minutes / 1440), 'd'], [Math.floor(minutes / 60) % 24, 'h'], [minutes % 60, 'min']].filter(([n]) => n > 0);
  return parts.length === 0 ? `${Math.round(ms / 1000)} s` : parts.map(([n, unit]) => `${n} ${unit}`).join(' ');
};

/**
 * Items in order, each { kind, y, h, at, time }: `message` and `note` (at: index of it), `day` and `fold` (gap: ms).
 * @param shown indices of messages, ascending; @param notes indices of notes, ascending.
 */
export const layOut = (data, shown, notes) => {
  const items = [];
  const lanes = new Set();
  let y = 8;
  let last = null;
  let day = '';
  const push = (item) => {
    items.push({ ...item, y });
    y += item.h;
  };
  const moveTo = (time) => {
    const [t, text] = data.times[time];
    const gap = last === null ? 0 : t - last;
    last = t;
    if (gap >= FOLD_MS) push({ kind: 'fold', h: FOLD, gap, time });
    if (text.slice(0, 10) !== day) {
      day = text.slice(0, 10);
      push({ kind: 'day', h: DAY_ROW, time });
    } else if (gap < FOLD_MS) y += pauseOf(gap);
  };
  let note = 0;
  const notesBefore = (index) => {
    for (; note < notes.length && data.notes[notes[note]].before <= index; note++) {
      const each = data.notes[notes[note]];
      moveTo(each.time);
      lanes.add(each.party);
      push({ kind: 'note', h: NOTE, at: notes[note], time: each.time });
    }
  };
  for (const index of shown) {
    notesBefore(index);
    const message = data.messages[index];
    moveTo(message[0]);
    lanes.add(message[2]);
    lanes.add(message[3]);
    push({ kind: 'message', h: ROW, at: index, time: message[0] });
  }
  notesBefore(data.messages.length);
  return { items, height: y + END, lanes: [...lanes].sort((a, b) => a - b) };
};

/** Index of the first item that ends below y. */
export const firstBelow = (items, y) => {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle].y + items[middle].h <= y) low = middle + 1;
    else high = middle;
  }
  return low;
};
