// A click chooses a message; over one, a few words stand beside the pointer.

export const listenToPointer = (scroller, tip, { choose, brief }) => {
  const rowAt = (event) => (event.target instanceof Element ? event.target.closest('g.row') : null);
  scroller.addEventListener('click', (event) => {
    const row = rowAt(event);
    tip.hidden = true;
    if (row !== null) choose(row.id);
  });
  scroller.addEventListener('pointermove', (event) => {
    const row = event.pointerType === 'touch' ? null : rowAt(event);
    tip.hidden = row === null;
    if (row === null) return;
    if (tip.dataset.of !== row.id) tip.replaceChildren(...brief(row.id));
    tip.dataset.of = row.id;
    const { offsetWidth, offsetHeight } = tip;
    tip.style.left = `${Math.max(4, Math.min(event.clientX + 16, innerWidth - offsetWidth - 8))}px`;
    tip.style.top = `${event.clientY + 20 + offsetHeight > innerHeight ? event.clientY - offsetHeight - 12 : event.clientY + 20}px`;
  });
  scroller.addEventListener('pointerleave', () => {
    tip.hidden = true;
  });
};
