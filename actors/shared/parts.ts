/** Keys of two parts, `<setId>/<installationId>` and its like. */
export const joined = (first: string, second: string): string => `${first}/${second}`;

/** The first part, of a key that may have no second. */
export const firstOf = (key: string): string => key.replace(/\/.*/, '');

export const partsOf = (key: string): readonly [first: string, second: string] => {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
};
