// Making SVG, and how wide text will be.

const SVG = 'http://www.w3.org/2000/svg';

export const make = (name, attributes, ...children) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

const ruler = document.createElement('canvas').getContext('2d');
const widths = new Map();
export const widthOf = (text) => {
  if (!widths.has(text)) {
    ruler.font = `600 11px ${getComputedStyle(document.body).fontFamily}`;
    widths.set(text, ruler.measureText(text).width);
  }
  return widths.get(text);
};

export const clip = (text, width) => {
  if (widthOf(text) <= width) return text;
  let keep = Math.max(1, Math.floor((text.length * width) / widthOf(text)) - 1);
  while (keep > 1 && widthOf(`${text.slice(0, keep)}…`) > width) keep--;
  return `${text.slice(0, keep)}…`;
};

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
export const dayText = (text) => `${DAYS[new Date(`${text.slice(0, 10)}T12:00:00Z`).getUTCDay()]} ${+text.slice(8, 10)} ${MONTHS[+text.slice(5, 7) - 1]} ${text.slice(0, 4)}`;
