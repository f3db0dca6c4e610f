import { describe, expect, it } from 'vitest';
import { composeEmail, type Purpose } from './email.compose.js';

const PURPOSES: Purpose[] = ['invite', 'receipt', 'ticket', 'message'];
const to = 'ada@veze.io';

describe('composeEmail', () => {
  it('writes an invitation that says to what', () => {
    const draft = composeEmail({
      to,
      purpose: 'invite',
      topic: 'the boss raid on Friday.',
      message: 'Bring snacks!',
    });
    expect(draft).toMatchObject({ to, subject: 'Invitation to VEZE UniQVerse: the boss raid on Friday' });
    expect(draft.body).toMatch(
      /^Hello Ada,\n\nYou are warmly invited to join VEZE UniQVerse \(the boss raid on Friday\)\./,
    );
    expect(draft.body).toContain('\n\nBring snacks!\n\n');
    expect(composeEmail({ to, purpose: 'invite' }).subject).toBe('You are invited to VEZE UniQVerse');
  });

  it('lists the details of a receipt and of a ticket', () => {
    const details = 'Nebula Skin x1: 19.99 USD\nTotal: 19.99 USD';
    const receipt = composeEmail({ to, purpose: 'receipt', topic: 'order 123', details });
    expect(receipt.subject).toBe('Your VEZE receipt: order 123');
    expect(receipt.body).toContain(`for order 123.\n\n${details}\n\n`);
    const ticket = composeEmail({ to, purpose: 'ticket', topic: 'order 123 is late', details });
    expect(ticket.subject).toBe('Support request: order 123 is late');
    expect(ticket.body).toContain(details);
  });

  it('sends a message in its own words, and finds a subject in them', () => {
    const draft = composeEmail({
      to,
      purpose: 'message',
      message: 'The raid is moved to nine, please tell the guild.',
    });
    expect(draft.subject).toBe('The raid is moved to nine, please tell');
    expect(draft.body).toContain('\n\nThe raid is moved to nine, please tell the guild.\n\n');
  });

  it.each([
    ['ada.lovelace@veze.io', 'Hello Ada,'],
    ['ADA@veze.io', 'Hello Ada,'],
    ['support@veze.io', 'Hello,'],
    ['no-reply@veze.io', 'Hello,'],
    ['x99@veze.io', 'Hello,'],
  ])('greets %s as %j', (address, greeting) => {
    expect(composeEmail({ to: address, purpose: 'message', message: 'hi' }).body.split('\n')[0]).toBe(
      greeting,
    );
  });

  it.each(PURPOSES)(
    'keeps line breaks out of the subject of a %s, and its length within bounds',
    (purpose) => {
      const draft = composeEmail({ to, purpose, topic: `a\r\nBcc: eve@evil.io${'x'.repeat(300)}` });
      expect(draft.subject).not.toMatch(/[\r\n]/);
      expect(draft.subject.length).toBeLessThanOrEqual(150);
    },
  );

  it.each(PURPOSES)(
    'writes a whole %s of nothing but the address, short enough to be sent of the longest',
    (purpose) => {
      const least = composeEmail({ to, purpose });
      expect([least.subject, least.body]).not.toContain('');
      expect(least.body).not.toMatch(/undefined|\n{3}|\(\)|: \./);
      const most = composeEmail({
        to,
        purpose,
        topic: 't'.repeat(200),
        message: 'm'.repeat(2000),
        details: 'd'.repeat(1200),
      });
      expect(most.body.length).toBeLessThanOrEqual(4000);
    },
  );
});
