/** Words that more than one part of the contract uses. A number or a time that does not exist is null; times are Unix milliseconds, UTC. */

export interface Text {
  readonly id: string;
  readonly en: string;
}

export type LanguageCode = 'id' | 'en';
export type AreaKind = 'kitchen' | 'workshop' | 'system';
export type Trust = 'noData' | 'good' | 'uncertain' | 'bad' | 'stale';
export type Priority = 'low' | 'medium' | 'high';
export type Level = 'loLo' | 'lo' | 'none' | 'hi' | 'hiHi';

/** From least to most; a higher one may do what a lower one may. */
export const roles = ['operator', 'supervisor', 'shiftLead', 'facilityHead', 'regionalOffice', 'maintainer', 'qualityReviewer'] as const;
export type Role = (typeof roles)[number];

export interface Person {
  /** What the record book says of who did something. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly onDuty: boolean;
  /** How long, and up to which priority, this person may silence an alarm; null: not at all; left out: only the server knows. */
  readonly shelving?: ShelvingLimit | null;
}

export interface ShelvingLimit {
  readonly minutes: number;
  readonly highest: Priority;
}
