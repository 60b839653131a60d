/** Documents that are made from data: path under `docs/`, and what makes it. Add yours. */
import { catalogueDocument } from './catalogue.ts';
import { statechartsDocument } from './statecharts.ts';

export const DOCUMENTS: readonly { readonly path: string; readonly make: () => string }[] = [
  { path: 'catalogue.md', make: catalogueDocument },
  { path: 'statecharts.md', make: statechartsDocument },
];
