/**
 * When a device was last heard: one predicate for its three call sites, Table 1 (MA112, 16.9.2.GT01), MEHRS 2.4.2 and
 * 5.12(c) (ruling A-10).
 */
import { DAY, HOUR } from '../time.ts';

/** MEHRS Table 1 MA112, 2.4.2 d), 2.5.4 b). */
export const WAN_CONTACT_DAYS = 7;
/** MEHRS Table 1, 16.9.2.GT01. */
export const GSME_CONTACT_HOURS = 24;

/** Contact exactly `limitDays` x 24 h ago still counts. */
export const wanContactRecent = (lastContactAt: number, now: number, limitDays = WAN_CONTACT_DAYS): boolean =>
  now - lastContactAt <= limitDays * DAY;

/** A GSME that was never heard is not recent. */
export const gsmeContactRecent = (lastContactAt: number | undefined, now: number, limitHours = GSME_CONTACT_HOURS): boolean =>
  lastContactAt !== undefined && now - lastContactAt <= limitHours * HOUR;
