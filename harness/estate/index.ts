export { generateEstate, type EstateOptions } from './generate.ts';
export { type Shape } from './shapes.ts';
export { referenceDataFor, smsoAccountsFor } from './records.ts';
export { DCC, authorisersOf, maRecordFor, type Authoriser, type MaRecordOptions, type PartyCertificates } from './authorise.ts';
export { EstateError, loadEstate } from './load.ts';
export { ReferenceDataError, derivedReference, loadReference, referenceWith, type ReferenceOverrides } from './reference.ts';
export type { EstateProblem } from './consistency.ts';
