import { expect, test } from 'vitest';
import { Heard } from './heard';

function listening() {
  const told: number[] = [];
  return { told, heard: new Heard((seconds) => told.push(seconds)) };
}

test('seconds of sound count once each, however fast they are played', () => {
  const { told, heard } = listening();
  heard.from(0);
  for (let at = 0; at <= 30; at += 0.75) heard.until(at);
  heard.tell();
  heard.tell();
  expect(told).toEqual([30]);
});

test('what was jumped over was not heard', () => {
  const { told, heard } = listening();
  heard.from(0);
  heard.until(2);
  heard.jump();
  heard.until(60);
  heard.from(60);
  heard.until(63);
  heard.until(10);
  heard.until(11);
  heard.tell();
  expect(told).toEqual([6]);
});

test('who only opened it has heard nothing', () => {
  const { told, heard } = listening();
  heard.from(0);
  heard.until(0.2);
  heard.tell();
  expect(told).toEqual([]);
});
