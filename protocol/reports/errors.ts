/** A report that cannot be made: for a party that does not get it, over no period, or from a fact that breaks the rules. */
export class ReportError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReportError';
  }
}
