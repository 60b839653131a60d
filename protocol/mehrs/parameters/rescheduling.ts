/**
 * Whether what has failed is tried again (MEHRS 2.6 to 2.7, 4.1, 4.2). The documents name what is weighed and no measure for
 * it: the reasons, what the SMSO can do about each, and the rule are emulator profile (ruling A-42).
 */

/** After these the supplier considers a replacement and authorises nothing (MEHRS 2.6.6, 2.7.5, 2.7.7). */
export const REPLACEMENT_CODES: readonly string[] = ['MA121', 'MA122'];

const CONFIGURE = 'configure the devices as the S1SR require';
const REPEAT = 'see why control could not be moved, and have it tried again';

/** What the SMSO can do about a reason, so that the migration may go through; a reason that is not here leaves it nothing to do. */
export const SMSO_ACTIONS: Readonly<Record<string, string>> = {
  MA101: 'nothing but to be ready: it was a matter of time',
  MA108: 'nothing: DCC completes its own authorisation',
  MA109: 'bring the firmware to one on the Central Products List',
  MA110: 'bring the devices to an eligible combination',
  MA111: CONFIGURE, MA519: CONFIGURE, MA520: CONFIGURE, MA521: CONFIGURE, MA524: CONFIGURE, MA525: CONFIGURE, MA526: CONFIGURE, MA527: CONFIGURE, MA530: CONFIGURE,
  MA112: 'bring the hub back to the WAN', MA523: 'bring the hub back to the WAN', '16.9.2.GT01': 'bring the gas meter back to the HAN',
  MA113: 'correct its records where the Validation Function found them wrong',
  MA114: 'finish what is being configured',
  MA115: 'inspect hub and devices',
  MA116: 'nothing but to be ready: it was a matter of time',
  MA117: 'lift the block',
  MA118: REPEAT, MA119: REPEAT, MA120: REPEAT, MA528: REPEAT,
  MA533: 'apply the pending configuration',
  MA522: 'correct which device stands at which MPxN',
};

/** How far ahead the authorisations of a week have to close for an Active Supplier to be asked for it (emulator profile). */
export const LIAISON_DAYS = 3;
