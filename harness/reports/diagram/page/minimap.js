// The whole run in a strip: where there is much, where something failed, and where the window is.

export const createMap = (data, canvas, scroller, headHeight) => {
  let height = 1;

  const draw = (layout) => {
    height = layout.height + headHeight;
    const scale = window.devicePixelRatio || 1;
    const [w, h] = [canvas.clientWidth, canvas.clientHeight];
    canvas.width = w * scale;
    canvas.height = h * scale;
    const pen = canvas.getContext('2d');
    pen.scale(scale, scale);
    const style = getComputedStyle(document.documentElement);
    const colours = new Map(['file', 'wan', 'key', 'commissioning', 'incident', 'report'].map((kind) => [kind, style.getPropertyValue(`--${kind}`)]));
    const place = (y) => ((y + headHeight) / height) * h;
    pen.globalAlpha = Math.max(0.12, Math.min(0.8, (h / Math.max(1, layout.items.length)) * 0.6));
    for (const { kind, at, y } of layout.items) {
      if (kind !== 'message') continue;
      pen.fillStyle = colours.get(data.types[data.messages[at][4]].category);
      pen.fillRect(3, place(y), w - 9, 1);
    }
    pen.globalAlpha = 1;
    pen.fillStyle = colours.get('incident');
    for (const { kind, at, y } of layout.items) {
      const failed = kind === 'message' ? data.messages[at][8] >= 0 : kind === 'note' && data.notes[at].failure;
      if (failed) pen.fillRect(w - 5, place(y) - 0.5, 5, 2);
    }
    follow();
  };

  const view = document.createElement('div');
  view.className = 'view';
  canvas.after(view);
  const follow = () => {
    const share = canvas.clientHeight / Math.max(height, scroller.clientHeight);
    view.style.transform = `translateY(${scroller.scrollTop * share}px)`;
    view.style.height = `${Math.max(10, scroller.clientHeight * share)}px`;
  };

  const jump = (event) => {
    const share = (event.clientY - canvas.getBoundingClientRect().top) / canvas.clientHeight;
    scroller.scrollTop = share * height - scroller.clientHeight / 2;
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    jump(event);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (canvas.hasPointerCapture(event.pointerId)) jump(event);
  });
  return { draw, follow };
};
