/** What the server sends (`/api/v1`, `/hubs/live`). */
export * from './contract/alarm';
export * from './contract/board';
export * from './contract/history';
export * from './contract/records';
export * from './contract/session';
export * from './contract/words';
