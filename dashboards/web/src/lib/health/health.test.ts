import { expect, it } from 'vitest';
import { sharesOf, tooManyImportant, weekOf } from './shares';

const acceptable = { low: 0.8, medium: 0.15, high: 0.05 };

it('Counts become parts of the whole, and nothing stays nothing', () => {
  expect(sharesOf({ low: 80, medium: 15, high: 5 })).toEqual(acceptable);
  expect(sharesOf({ low: 0, medium: 0, high: 0 })).toEqual({ low: 0, medium: 0, high: 0 });
});

it('Too many are important when they are half as many again as they should be', () => {
  expect(tooManyImportant({ low: 80, medium: 15, high: 5 }, acceptable)).toBe(false);
  expect(tooManyImportant({ low: 75, medium: 15, high: 10 }, acceptable)).toBe(true);
  expect(tooManyImportant({ low: 50, medium: 46, high: 4 }, acceptable)).toBe(true);
});

it('A handful of alarms says nothing about their mix', () => {
  expect(tooManyImportant({ low: 0, medium: 0, high: 3 }, acceptable)).toBe(false);
});

it('A week has its number and its year', () => {
  expect(weekOf('2026-W48')).toEqual(['48', '2026']);
});
