// One key, one thing. Letters do nothing while a field is being typed in.

export const listenToKeys = (actions) => {
  const list = {
    ArrowDown: () => actions.move(1), j: () => actions.move(1), ArrowUp: () => actions.move(-1), k: () => actions.move(-1),
    PageDown: () => actions.page(1), PageUp: () => actions.page(-1), Home: () => actions.edge(-1), End: () => actions.edge(1),
    n: () => actions.failure(1), p: () => actions.failure(-1), N: () => actions.failure(-1),
    Enter: actions.enter, Escape: actions.escape, '/': actions.search, f: actions.failures, '?': actions.help,
  };
  const inList = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'Enter'];
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target instanceof Element ? event.target : document.body;
    const typing = at.matches('input, select, textarea');
    if (typing && event.key !== 'Escape') return;
    // Buttons and the panel keep their own arrows and Enter.
    if (inList.includes(event.key) && at !== document.body && at.id !== 'scroller') return;
    const act = list[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
};
