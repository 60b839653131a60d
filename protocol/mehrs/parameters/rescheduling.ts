/** Whether what has failed is tried again (MEHRS 2.6 to 2.7, 4.1, 4.2). */

/** After these the supplier considers a replacement and authorises nothing (MEHRS 2.6.6, 2.7.5, 2.7.7). */
export const REPLACEMENT_CODES: readonly string[] = ['MA121', 'MA122'];
