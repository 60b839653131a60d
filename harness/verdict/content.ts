/** What a body says: named fields. */
export type Content = Readonly<Record<string, unknown>>;
