/** What the tabulator finds wrong with a machine, or between machines, parties and routes. */
export type DefectKind =
  // in one machine
  | 'deadState' | 'deadTransition' | 'deadEvent' | 'stuck' | 'wildcard' | 'invoke' | 'eventless' | 'guardedAfter' | 'unnamed' | 'impureAction'
  | 'unusedImplementation' | 'lookedIntoId' | 'tooManyStates' | 'misnamed'
  // between machines, parties and routes
  | 'unhosted' | 'unrenderedEffect' | 'unusedRendering' | 'unresolvedDelay' | 'unusedDelay' | 'unusedRoute' | 'doubleRoute' | 'doubleMachine'
  | 'unreadMessage' | 'unsentMessage';

export interface Finding {
  readonly kind: DefectKind;
  /** State, transition, event or effect. */
  readonly where: string;
  readonly detail: string;
}

export interface Defect extends Finding {
  /** Machine or role. */
  readonly of: string;
}
