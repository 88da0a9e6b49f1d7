import { expect, it } from 'vitest';
import { en } from './en';
import { id } from './id';

function paths(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}:${typeof value}:${typeof value === 'function' ? value.length : 0}`];
  return Object.entries(value).flatMap(([key, inner]) => paths(inner, `${path}/${key}`));
}

it('Both languages have the same texts, and each takes the same parameters', () => {
  expect(paths(en)).toEqual(paths(id));
});

it('No text is empty', () => {
  const empty = (value: unknown): boolean => value === '' || (typeof value === 'object' && value !== null && Object.values(value).some(empty));
  expect(empty(id) || empty(en)).toBe(false);
});
