/** Blanks between elements carry no meaning in the migration's XML, but cost canonicalisation and transport. */

/** One piece of markup (comment, CDATA section, processing instruction or tag), the blanks after it, and how the next markup begins. */
const MARKUP = /(<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?![!?])(?:[^<>"']|"[^"]*"|'[^']*')*>)(\s*)(?=(<(?:\/|!\[CDATA\[)?)?)/g;

/** Takes out text that is blank and stands between two tags, unless it is all a leaf element holds. Not for mixed content. */
export const stripBlanks = (xml: string): string =>
  />\s+</.test(xml)
    ? xml.replace(MARKUP, (whole: string, markup: string, _blanks: string, next: string | undefined) => {
        const beforeText = next === undefined;
        const isLeaf = next === '</' && /^<[^/?!]/.test(markup) && !markup.endsWith('/>');
        const besideCData = next === '<![CDATA[' || markup.startsWith('<![CDATA[');
        return beforeText || isLeaf || besideCData ? whole : markup;
      })
    : xml;
