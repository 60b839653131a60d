/** What has to be there by the time it is asked for: that it is not is a defect of the emulator, not of its input. @throws Error naming it. */
export const required = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`there is no ${what}`);
  return value;
};
