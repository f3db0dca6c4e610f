import { describe, expect, it } from 'vitest';
import { readSlots } from './entities/read-slots.js';
import { orderIds } from './entities/numbers.js';
import { clauseOf, readMessage } from './understand/message.js';
import type { SlotName } from './wish.js';

function read(slot: SlotName, text: string, focus = {}): unknown {
  const message = readMessage(text);
  return readSlots([slot], clauseOf(message, message.words, focus))[slot];
}

const TABLES: Partial<Record<SlotName, [text: string, value: unknown][]>> = {
  order_id: [
    ['refund order 123', 123],
    ['order number 123', 123],
    ['order no. 123', 123],
    ['order #123', 123],
    ['my order is 123', 123],
    ['#123', 123],
    ['ORD-123 please', 123],
    ['refund 123', 123],
    ['track 4711', 4711],
    ['refund 20 dollars', undefined],
    ['refund my 2 skins', undefined],
    ['order 0', undefined],
    ['order 99999999999', undefined],
    ['refund my order', undefined],
  ],
  cart_id: [
    ['checkout cart 12', 12],
    ['check out my cart', undefined],
    ['pay for basket 7', 7],
  ],
  quantity: [
    ['buy two nebula skins', 2],
    ['buy a couple of skins', 2],
    ['a pair of boots', 2],
    ['buy 3 skins', 3],
    ['3x potion', 3],
    ['potion x3', 3],
    ['a dozen potions', 12],
    ['half a dozen potions', 6],
    ['two dozen potions', 24],
    ['buy 200 skins', 200],
    ['buy -5 skins', -5],
    ['buy 99999999999 skins', 99_999_999_999],
    ['buy nebula skin', undefined],
    ['skins under 20 dollars', undefined],
    ['buy this one please', undefined],
  ],
  max_price: [
    ['skins under 20', 20],
    ['skins below $15', 15],
    ['cheaper than 30 dollars', 30],
    ['less than 9.99', 9.99],
    ['up to 50', 50],
    ['no more than 25', 25],
    ['20 or less', 20],
    ['more than 20', undefined],
    ['order 20', undefined],
  ],
  product: [
    ['buy nebula skin', 'nebula skin'],
    ['please buy me two of the nebula skins, thanks', 'nebula skins'],
    ['I would like to order a Star Cape for my brother', 'Star Cape'],
    ['do you have nebula skins under 20?', 'nebula skins'],
    ['buy "Sword and Shield"', 'Sword and Shield'],
    ['buy the Blade of Orion', 'Blade of Orion'],
    ['what skins do you have?', 'skins'],
    ['hm, and mounts below 30?', 'mounts'],
    ['add the void blade to my cart', 'void blade'],
    ['buy', undefined],
    ['I want to buy something', undefined],
  ],
  to: [
    ['send an invite to ada@veze.io', 'ada@veze.io'],
    ['mail Ada.Lovelace+x@mail.veze.co.uk.', 'Ada.Lovelace+x@mail.veze.co.uk'],
    ['write to ada@veze', undefined],
    ['write to ada at veze', undefined],
  ],
  purpose: [
    ['invite ada@veze.io', 'invite'],
    ['email ada@veze.io', 'message'],
    ['send the invoice', 'receipt'],
  ],
  topic: [
    ['email ada@veze.io about the raid on friday', 'the raid on friday'],
    ['invite ada@veze.io to the raid', 'the raid'],
    ['invite a friend to ada@veze.io', undefined],
    ['email ada@veze.io', undefined],
  ],
  message: [
    ['email bob@x.io saying I am late', 'I am late'],
    ["email bob@x.io that I'm late", "I'm late"],
    ['email bob@x.io: see you at 8', 'see you at 8'],
    ['email bob@x.io "see you, at 8!"', 'see you, at 8!'],
    ['email bob@x.io dinner is at eight!', 'dinner is at eight!'],
    ['email bob@x.io', undefined],
    ['email bob@x.io please', undefined],
  ],
  team: [
    ['score of Orion Comets', 'Orion Comets'],
    ['did the Comets win last night?', 'Comets'],
    ['when do the Comets play next?', 'Comets'],
    ["what is the Comets' score", 'Comets'],
    ['Comets vs Titans score', 'Comets'],
    ['latest football scores', undefined],
    ['nebula league scores', undefined],
  ],
  league: [
    ['nebula league scores', 'nebula'],
    ['scores', undefined],
  ],
  boss: [
    ['strategy against DinoBoss', 'DinoBoss'],
    ['how do I beat the Ember Wyrm?', 'Ember Wyrm'],
    ['strategy for the Void Titan', 'Void Titan'],
    ['dinoboss strategy', 'dinoboss'],
    ['the dino boss strategy', 'dino'],
    ['boss DinoBoss is near', 'DinoBoss'],
    ['boss strategy', undefined],
    ['I need a strategy for the final boss', undefined],
    ['we need a strategy, our allies are dying', undefined],
  ],
  match_id: [
    ['status of match m-1001', 'm-1001'],
    ['match 12', '12'],
    ['how is my match going', undefined],
  ],
  player: [
    ['strategy for player Nova', 'Nova'],
    ['strategy for the player', undefined],
  ],
  query: [
    ['posts about #DinoBoss', '#DinoBoss'],
    ['search posts for nebula cup', 'nebula cup'],
    ['posts', undefined],
  ],
  post: [
    ['post hello world', 'hello world'],
    ['post hello world on social', 'hello world'],
    ['tweet "gg everyone"', 'gg everyone'],
    ['post to social: we won!', 'we won!'],
    ['post', undefined],
  ],
  tile: [
    ['open the email tile', 'VEZEPyEmail'],
    ['go to sports', 'VEZEPySports'],
    ['open sesame', undefined],
  ],
  status: [
    ['show shipped orders', 'shipped'],
    ['my canceled orders', 'cancelled'],
    ['my orders', undefined],
  ],
};

describe.each(Object.keys(TABLES) as SlotName[])('%s', (slot) => {
  it.each(TABLES[slot] ?? [])('in "%s" is %j', (text, value) => {
    expect(read(slot, text)).toEqual(value);
  });
});

it.each([
  ['refund orders 1, 2 and 3', [1, 2, 3]],
  ['refund order 123 and order 124', [123, 124]],
  ['refund #1 and #2', [1, 2]],
])('every order in "%s" is found', (text, ids) => {
  expect(orderIds(readMessage(text).words)).toEqual(ids);
});

describe('what was talked about before', () => {
  const focus = { order_id: 5, product: 'Nebula Skin', team: 'Comets', boss: 'DinoBoss' };
  it.each<[SlotName, string, unknown]>([
    ['order_id', 'refund it', 5],
    ['order_id', 'cancel the order', 5],
    ['order_id', 'refund order 6', 6],
    ['product', 'buy it', 'Nebula Skin'],
    ['team', 'what about fixtures?', 'Comets'],
    ['team', 'when do they play?', 'Comets'],
    ['boss', 'how do I beat it?', 'DinoBoss'],
  ])('fills %s of "%s"', (slot, text, value) => {
    expect(read(slot, text, focus)).toBe(value);
  });
});
