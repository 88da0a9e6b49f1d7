import { manage as en } from './en/manage';
import { manage as id } from './id/manage';

/** Of the pages of who looks after the system, which come when somebody opens one. */
export const manageTexts = { id, en };
