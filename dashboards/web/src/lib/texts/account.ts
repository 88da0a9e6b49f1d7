import { account as en } from './en/account';
import { account as id } from './id/account';

export const accountTexts = { id, en };
