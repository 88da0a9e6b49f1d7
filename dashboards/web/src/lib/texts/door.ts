import { door as en } from './en/door';
import { door as id } from './id/door';

export const doorTexts = { id, en };
