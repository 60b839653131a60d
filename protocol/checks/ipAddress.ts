/** IP addresses as text, IPv4 (RFC 791 dotted quads without leading zeros) and IPv6 (RFC 4291). No network here. */
const QUAD = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;
const HEXTET = /^[0-9A-Fa-f]{1,4}$/;
const IPV6_HEXTETS = 8;

const isIpv4 = (text: string): boolean => {
  const quads = text.split('.');
  return quads.length === 4 && quads.every((quad) => QUAD.test(quad));
};

const isIpv6 = (text: string): boolean => {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const hextets = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!hextets.every((hextet) => HEXTET.test(hextet))) return false;
  return halves.length === 2 ? hextets.length < IPV6_HEXTETS : hextets.length === IPV6_HEXTETS;
};

export const isIpAddress = (text: string): boolean => isIpv4(text) || isIpv6(text);
