export { MAX_INSTALLATIONS, generateEstate, type EstateOptions } from './generate.ts';
export type { Shape } from './shapes.ts';
export { smsoAccountsFor } from './records.ts';
export { DCC, authorisersOf, maRecordFor, type Authoriser, type MaRecordOptions, type PartyCertificates } from './authorise.ts';
export { loadEstate } from './load.ts';
export { derivedReference, loadReference, referenceDataFor, type ReferenceOverrides } from './reference.ts';
export type { EstateProblem } from './consistency.ts';
