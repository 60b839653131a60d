// What is shown. All filters narrow; the search looks for every word, in what the row says and in the body's text.

export const noFilter = () => ({ words: '', installation: '', party: '', failures: false, hidden: new Set() });

/** Indices of Installations that a text means: an id, a Group ID, or the beginning of ids; null for all. */
export const installationsMeant = (data, text) => {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return null;
  const those = (test) => new Set(data.installations.flatMap((each, at) => (test(each) ? [at] : [])));
  const exact = those(({ id }) => id.toLowerCase() === wanted);
  if (exact.size > 0) return exact;
  const group = those(({ groupId }) => groupId.toLowerCase() === wanted);
  return group.size > 0 ? group : those(({ id }) => id.toLowerCase().startsWith(wanted));
};

/** Texts to search, made when first searched. */
export const searchIndex = (data) => {
  let rows = null;
  let bodies = null;
  return {
    row: (index) => {
      rows ??= data.messages.map(([time, , from, to, type, key, , body, failure]) => [
        data.types[type].id, data.parties[from].id, data.parties[to].id, data.keys[key], data.times[time][1], data.bodies[body].sha256, failure < 0 ? '' : data.failures[failure],
      ].join('\n').toLowerCase());
      return rows[index];
    },
    /** Bodies that hold a word, as flags; each body is read once a word, however many receivers it had. */
    bodiesWith: (word) => {
      bodies ??= data.bodies.map(({ text }) => (text ?? '').toLowerCase());
      return bodies.map((text) => text.includes(word));
    },
  };
};

/** @returns { shown, notes, failures, kinds }: indices shown, how many of them failures, and how many there are of each kind but for the kinds hidden. */
export const applyFilter = (data, filter, index) => {
  const words = filter.words.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const inBodies = words.map((word) => index.bodiesWith(word));
  const installations = installationsMeant(data, filter.installation);
  const party = filter.party === '' ? -1 : data.parties.findIndex(({ id }) => id === filter.party);
  const shown = [];
  const kinds = {};
  let failures = 0;
  data.messages.forEach((message, at) => {
    const [, , from, to, type, , , body, failure, about] = message;
    if (party >= 0 && from !== party && to !== party) return;
    if (installations !== null && !about.some((each) => installations.has(each))) return;
    if (!words.every((word, nth) => inBodies[nth][body] || index.row(at).includes(word))) return;
    const kind = data.types[type].category;
    if (!filter.failures || failure >= 0) kinds[kind] = (kinds[kind] ?? 0) + 1;
    if (filter.hidden.has(kind)) return;
    if (failure >= 0) failures++;
    if (!filter.failures || failure >= 0) shown.push(at);
  });
  const ids = installations === null ? null : [...installations].map((at) => data.installations[at].id.toLowerCase());
  const notes = data.notes.flatMap((note, at) => {
    const text = `${note.text}\n${note.clause}\n${data.parties[note.party].id}`.toLowerCase();
    const keep = (party < 0 || note.party === party) && (!filter.failures || note.failure)
      && words.every((word) => text.includes(word)) && (ids === null || text.match(/[a-z0-9]+/g).some((token) => ids.includes(token)));
    if (keep && note.failure) failures++;
    return keep ? [at] : [];
  });
  return { shown, notes, failures, kinds };
};
